/** Changes to a transcript as rows taken out and put in, so that each is one action: who spoke, splitting, joining, typing anew, importing again. */
import type { RowsChange } from '../review/review-log';
import { us } from '../time';
import { whereNoneAre } from './recognised-lines';
import { inOrder, type Speaker, type Utterance } from './utterance';

/** null where all have that speaker already by a person; a file's suggestion is confirmed. */
export function setSpeaker(utterances: readonly Utterance[], speaker: Speaker): RowsChange<Utterance> | null {
  const removed = utterances.filter((one) => one.speaker !== speaker || one.speakerFrom !== undefined);
  return removed.length === 0 ? null : { removed, added: removed.map(({ speakerFrom: _, ...one }) => ({ ...one, speaker })) };
}

/** null for the same text; a text of nothing takes the line out. What a machine recognised is a person's words once they have corrected it. */
export function setText(utterance: Utterance, text: string): RowsChange<Utterance> | null {
  const trimmed = text.trim();
  if (trimmed === utterance.text) return null;
  return { removed: [utterance], added: trimmed === '' ? [] : [{ ...utterance, text: trimmed, edited: true, source: utterance.source === 'engine' ? 'typed' : utterance.source }] };
}

/**
 * In two at a character: each half keeps the speaker, and the time is shared as the characters are. null where one half would be empty.
 * @param at index into `text`
 */
export function splitUtterance(utterance: Utterance, at: number, newId: string): RowsChange<Utterance> | null {
  const [before, after] = [utterance.text.slice(0, at).trim(), utterance.text.slice(at).trim()];
  if (before === '' || after === '') return null;
  const cut = us(utterance.startUs + ((utterance.endUs - utterance.startUs) * at) / utterance.text.length);
  return { removed: [utterance], added: [{ ...utterance, text: before, endUs: cut, edited: true }, { ...utterance, id: newId, text: after, startUs: cut, edited: true }] };
}

/** All as one from the first start to the last end; unknown where they were not spoken by one. null for fewer than two. */
export function joinUtterances(utterances: readonly Utterance[]): RowsChange<Utterance> | null {
  const [first, ...rest] = inOrder(utterances);
  if (first === undefined || rest.length === 0) return null;
  const all = [first, ...rest];
  const { voice, speakerFrom, ...plain } = first;
  const joined: Utterance = {
    ...plain, edited: true, ...(voice !== undefined && all.every((one) => one.voice === voice) ? { voice } : {}), ...(speakerFrom !== undefined && all.every((one) => one.speaker === first.speaker) ? { speakerFrom } : {}), text: all.map(({ text }) => text).join(' '), endUs: us(Math.max(...all.map(({ endUs }) => endUs))), speaker: all.every(({ speaker }) => speaker === first.speaker) ? first.speaker : 'unknown',
  };
  return { removed: all, added: [joined] };
}

/** A person typed it, changed it or said who speaks: no file knows that. */
export const isOwnWork = ({ source, edited, speaker, speakerFrom }: Utterance): boolean => source === 'typed' || edited === true || (speaker !== 'unknown' && speakerFrom === undefined);

/** A recording's transcript in the place of the one it had. */
export const replaceTranscript = (before: readonly Utterance[], after: readonly Utterance[]): RowsChange<Utterance> => ({ removed: before, added: after });

/** The same, but what is a person's own work stays, and of the new lines only those come that do not lie over it. */
export function mergeTranscript(before: readonly Utterance[], after: readonly Utterance[]): RowsChange<Utterance> {
  const kept = before.filter(isOwnWork);
  return { removed: before.filter((one) => !isOwnWork(one)), added: whereNoneAre(after, kept) };
}
