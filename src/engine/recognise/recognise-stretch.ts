/** One stretch of voice through the recogniser, a window at a time: cut where it is quiet, and begun anew where the network stopped too early. */
import { asLines } from '../../core/speech/recognised-lines';
import { WINDOW_US } from '../../core/speech/recognition-plan';
import type { SpokenLine } from '../../core/speech/utterance';
import { us, type SpanUs } from '../../core/time';
import { SPEECH_RATE_HZ } from '../signal/speech-rate';
import type { HeardStretch } from './stretch-sound';
import type { Recogniser } from './whisper';

const WINDOW = (WINDOW_US / 1e6) * SPEECH_RATE_HZ;
/** A longer stretch is cut within the last eight seconds of a window: nobody speaks that long without taking breath. */
const LOOK_BACK = 8 * SPEECH_RATE_HZ;
/** Loudness is compared over a twentieth of a second, the gap between two words. */
const QUIET = SPEECH_RATE_HZ / 20;
/** Less than this is no word. */
const LEAST = SPEECH_RATE_HZ / 4;
/** A voice that goes on for longer than this after the last line was not listened to. */
const TAIL_US = 3_000_000;
/** Each new beginning gets at least so much further. */
const ADVANCE_US = 1_000_000;

/** Where within the last `LOOK_BACK` samples of a window it is quietest; the end of the samples where they fit. @returns index into `samples` */
export function quietestCut(samples: Float32Array, from: number): number {
  if (samples.length - from <= WINDOW) return samples.length;
  let best = from + WINDOW;
  let least = Infinity;
  for (let at = from + WINDOW - LOOK_BACK; at + QUIET <= from + WINDOW; at += QUIET) {
    let energy = 0;
    for (let i = at; i < at + QUIET; i++) energy += samples[i] * samples[i];
    if (energy < least) [least, best] = [energy, at + QUIET / 2];
  }
  return best;
}

/** What one window brought: empty where nothing was said in it. */
export type OnLines = (lines: readonly SpokenLine[], window: SpanUs) => void;

/** @param pause awaited before every window */
export async function recogniseStretch({ startUs, samples }: HeardStretch, recogniser: Recogniser, pause: () => Promise<void>, onLines: OnLines): Promise<void> {
  const timeOf = (sample: number): number => startUs + (sample / SPEECH_RATE_HZ) * 1e6;
  for (let at = 0; samples.length - at >= LEAST;) {
    await pause();
    const end = quietestCut(samples, at);
    const span = { startUs: us(timeOf(at)), endUs: us(timeOf(end)) };
    const lines = asLines(await recogniser.recognise(samples.slice(at, end)), span);
    onLines(lines, span);
    const saidUntilUs = Math.max(span.startUs + ADVANCE_US, ...lines.map((line) => line.endUs));
    at = lines.length > 0 && span.endUs - saidUntilUs > TAIL_US ? Math.round(((saidUntilUs - startUs) / 1e6) * SPEECH_RATE_HZ) : end;
  }
}
