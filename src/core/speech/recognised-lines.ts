/** What a recogniser heard in one window as lines of a transcript: its seconds on the recording's time, its slips left out, nobody's words touched. */
import { us, type SpanUs, type TimeUs } from '../time';
import learnt from './learnt-credits.json';
import { normalise } from './normalise';
import type { SpokenLine } from './utterance';

/** As Whisper tells it: seconds from the start of what it heard, the end unknown where the sound stops within a word. */
export interface HeardChunk {
  readonly timestamp: readonly [number | null, number | null];
  readonly text: string;
}

/** A line that the recogniser writes by itself is never shorter, so that a click on it plays something. */
const LEAST_US = 200_000;
/** A network that has lost the thread says the same over and over: nobody repeats themselves this often within half a minute. */
const LOOP_TIMES = 8;
const LOOP = new RegExp(`^(.{1,12}?)\\1{${LOOP_TIMES - 1},}`, 'u');
/** Lines that touch a person's by less than this stand beside it, not over it. */
const TOUCH_US = 300_000;

/** Whether most of a text is one short piece over and over. */
export function isLoop(text: string): boolean {
  const plain = text.replace(/[\s\p{P}]/gu, '');
  for (let from = 0; from < plain.length / 2; from++) {
    const found = LOOP.exec(plain.slice(from));
    if (found !== null && found[0].length * 2 > plain.length) return true;
  }
  return false;
}

/** Credits of subtitles, which Whisper learnt with them and writes where it hears noise: nobody says them during an inspection. */
const CREDITS: readonly string[] = learnt.map((one) => normalise(one).text);

function isCredit(text: string): boolean {
  const plain = normalise(text).text;
  return CREDITS.some((one) => plain.includes(one));
}

/** @param span that was heard; lines are kept within it */
export function asLines(chunks: readonly HeardChunk[], span: SpanUs): readonly SpokenLine[] {
  const within = (seconds: number | null, otherwise: TimeUs): TimeUs => (
    seconds === null || !Number.isFinite(seconds) ? otherwise : us(Math.min(span.endUs, Math.max(span.startUs, span.startUs + seconds * 1e6))));
  return chunks.flatMap(({ timestamp: [from, to], text }) => {
    const words = text.replace(/\uFFFD/gu, '').trim();
    if (words === '' || isLoop(words) || isCredit(words)) return [];
    const startUs = us(Math.min(within(from, span.startUs), Math.max(span.startUs, span.endUs - LEAST_US)));
    return [{ startUs, endUs: us(Math.max(within(to, span.endUs), startUs + LEAST_US)), text: words, voice: '' }];
  });
}

/** Those that lie where no line is yet. @param lines in any order */
export function whereNoneAre<T extends SpanUs>(heard: readonly T[], lines: readonly SpanUs[]): readonly T[] {
  return heard.filter((one) => !lines.some(({ startUs, endUs }) => Math.min(one.endUs, endUs) - Math.max(one.startUs, startUs) > TOUCH_US));
}
