/** Where a voice was heard in a recording, and what follows for a review: when the first one is, and long silences. */
import { us, type SpanUs, type TimeUs } from './time';

/** Of model and thresholds: raised with either. */
export const VOICE_VERSION = 2;

export interface VoiceActivity {
  /** `VOICE_VERSION` when it was found. */
  readonly version: number;
  /** In order, not overlapping. */
  readonly spans: readonly SpanUs[];
  /** What was listened to. */
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
}

export interface VoiceFacts {
  /** null: no voice at all. */
  readonly firstUs: TimeUs | null;
  /** From the start to the first voice, µs; the whole length where there is none. */
  readonly leadUs: number;
  /** Stretches without a voice at least that long, between the first voice and the last. */
  readonly silences: readonly SpanUs[];
  /** Sum of the spans, µs. */
  readonly voicedUs: number;
}

/** @param silenceUs shortest silence that is told */
export function voiceFacts({ spans, startUs, endUs }: VoiceActivity, silenceUs: number): VoiceFacts {
  const first = spans[0];
  return {
    firstUs: first?.startUs ?? null,
    leadUs: (first?.startUs ?? endUs) - startUs,
    silences: spans.flatMap((span, at) => {
      const next = spans[at + 1];
      return next !== undefined && next.startUs - span.endUs >= silenceUs ? [{ startUs: span.endUs, endUs: next.startUs }] : [];
    }),
    voicedUs: spans.reduce((sum, span) => sum + span.endUs - span.startUs, 0),
  };
}

/** Thresholds of Silero's own `get_speech_timestamps` (snakers4/silero-vad, utils_vad.py), in shares and milliseconds. */
const ON01 = 0.5;
const OFF01 = 0.35;
const LEAST_SPEECH_MS = 250;
const LEAST_SILENCE_MS = 100;
const PAD_MS = 30;

/**
 * From a probability per frame to spans: begins above one threshold, ends once it stays below the other.
 * @param frameMs length of a frame @param startUs of the first
 */
export function voiceSpans(probability01: Float32Array, frameMs: number, startUs: TimeUs): readonly SpanUs[] {
  const found: { from: number; to: number }[] = [];
  let from = -1;
  let quietFrom = -1;
  const end = (to: number): void => {
    if ((to - from) * frameMs >= LEAST_SPEECH_MS) found.push({ from, to });
    from = -1;
    quietFrom = -1;
  };
  for (let i = 0; i < probability01.length; i++) {
    const p = probability01[i]!;
    if (p >= ON01) {
      quietFrom = -1;
      if (from < 0) from = i;
    } else if (from >= 0 && p < OFF01) {
      if (quietFrom < 0) quietFrom = i;
      if ((i + 1 - quietFrom) * frameMs >= LEAST_SILENCE_MS) end(quietFrom);
    }
  }
  if (from >= 0) end(quietFrom < 0 ? probability01.length : quietFrom);
  const lastMs = probability01.length * frameMs;
  return found.map(({ from: a, to: b }, at) => {
    const before = found[at - 1]?.to ?? -Infinity;
    const after = found[at + 1]?.from ?? Infinity;
    return {
      startUs: us(startUs + 1000 * Math.max(0, a * frameMs - Math.min(PAD_MS, ((a - before) * frameMs) / 2))),
      endUs: us(startUs + 1000 * Math.min(lastMs, b * frameMs + Math.min(PAD_MS, ((after - b) * frameMs) / 2))),
    };
  });
}
