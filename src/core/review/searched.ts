/** What of a case was searched: "not found" may be told only of that, and what was not searched is named with what would supply it. */
import { readDeviceFileName } from '../device-file-name';
import type { FindingKind } from '../finding';
import type { RecordingId } from '../recording';
import type { Utterance } from '../speech/utterance';
import type { SpanUs } from '../time';

/** Of what machines search apart from the passes of the analysis. */
export interface SearchedFacts {
  /** Pieces of transcript that still wait to be searched for cues. */
  readonly pendingCues: number;
  /** Recordings with a picture whose text was not read to the end. */
  readonly signsUnread: number;
  /** Names of those whose text was read to the end. */
  readonly signsReadNames: readonly string[];
  /** A clock was read in the picture of at least one recording. */
  readonly clockRead: boolean;
  /** Two recordings of one device tell in their names when they were made: then they can be held against each other. */
  readonly sequenced: boolean;
}

/** Recordings of which speech could not be searched: no line of a transcript, and not known to be without a voice. */
export function unheardRecordings(recordingIds: readonly RecordingId[], utterances: readonly Utterance[], voices: ReadonlyMap<RecordingId, readonly SpanUs[]>): readonly RecordingId[] {
  const written = new Set(utterances.map(({ recordingId }) => recordingId));
  return recordingIds.filter((id) => !written.has(id) && voices.get(id)?.length !== 0);
}

/** @param names of analysed recordings */
export function canBeSequenced(names: readonly string[]): boolean {
  const owners = names.flatMap((name) => readDeviceFileName(name)?.owner ?? []);
  return new Set(owners).size < owners.length;
}

const ACROSS: ReadonlySet<FindingKind> = new Set<FindingKind>(['segment-missing', 'segment-overlap']);
const BY_CLOCK: ReadonlySet<FindingKind> = new Set<FindingKind>(['clock-jump']);

/** Which of these kinds could not be looked for although all recordings were analysed, and whether that is all of them. */
export function unsearchedKinds(kinds: readonly FindingKind[], { clockRead, sequenced }: Pick<SearchedFacts, 'clockRead' | 'sequenced'>): { readonly why: 'clock' | 'sequence' | 'both' | null; readonly all: boolean } {
  const across = sequenced ? [] : kinds.filter((kind) => ACROSS.has(kind));
  const byClock = clockRead ? [] : kinds.filter((kind) => BY_CLOCK.has(kind));
  const all = kinds.length > 0 && across.length + byClock.length === kinds.length;
  if (across.length > 0) return { why: byClock.length > 0 ? 'both' : 'sequence', all };
  return { why: byClock.length > 0 ? 'clock' : null, all };
}
