/** The time that belongs to words typed by hand: what was heard since the line before, as long as saying them takes, up to where the typist stopped to write. */
import { us, type SpanUs, type TimeUs } from '../time';
import type { Utterance } from './utterance';

/** Nobody keeps more than this in mind before writing it down. */
const MOST_HEARD_US = 12_000_000;
const LEAST_US = 200_000;
/** A slow speaker's character, and what a typist listens on; fluent Chinese has four to five characters a second. */
const CHARACTER_US = 400_000;
const LISTENS_ON_US = 1_000_000;

/** @param utterances of the recording in order @param text what was typed @param heardUntilUs the playhead when writing began @param firstUs start of the recording */
export function typedSpan(utterances: readonly Utterance[], text: string, heardUntilUs: TimeUs, firstUs: TimeUs): SpanUs {
  let endBefore: number = firstUs;
  for (const { endUs } of utterances) if (endUs <= heardUntilUs - LEAST_US) endBefore = Math.max(endBefore, endUs);
  const startUs = us(Math.max(firstUs, endBefore, heardUntilUs - Math.min(MOST_HEARD_US, text.trim().length * CHARACTER_US + LISTENS_ON_US)));
  return { startUs, endUs: us(Math.max(heardUntilUs, startUs + LEAST_US)) };
}
