/** What a recogniser is to listen to: the voice that no line of the transcript covers yet, in stretches that fit its window. */
import type { SpanUs } from '../time';
import { us } from '../time';

/** Whisper listens to 30 s at a time. */
export const WINDOW_US = 30_000_000;
/** Pauses up to this belong to one stretch: a sentence goes on after them. */
const PAUSE_US = 2_000_000;
/** Of a voice that a line covers in part, a rest shorter than this is the edge of a word, not words. */
const LEAST_REST_US = 1_000_000;
/** Heard before and after each stretch: words begin softly, before a detector is sure of them. */
const LEAD_US = 200_000;

/** Parts of `voice` outside all `lines`. @param voice in order, not overlapping @param lines in any order */
export function voiceWithoutText(voice: readonly SpanUs[], lines: readonly SpanUs[]): readonly SpanUs[] {
  const sorted = [...lines].sort((a, b) => a.startUs - b.startUs);
  return voice.flatMap((span) => {
    const rests: SpanUs[] = [];
    let from: number = span.startUs;
    let isCovered = false;
    for (const line of sorted) {
      if (line.endUs <= from || line.startUs >= span.endUs) continue;
      isCovered = true;
      if (line.startUs > from) rests.push({ startUs: us(from), endUs: us(line.startUs) });
      from = Math.max(from, line.endUs);
    }
    if (from < span.endUs) rests.push({ startUs: us(from), endUs: span.endUs });
    return isCovered ? rests.filter(({ startUs, endUs }) => endUs - startUs >= LEAST_REST_US) : rests;
  });
}

/**
 * Stretches in order, not overlapping, each at most a window long unless one voice goes on for longer; no line lies within one.
 * @param spans from `voiceWithoutText`
 */
export function recognitionStretches(spans: readonly SpanUs[], lines: readonly SpanUs[]): readonly SpanUs[] {
  const joined: { startUs: number; endUs: number }[] = [];
  for (const { startUs, endUs } of spans) {
    const last = joined.at(-1);
    const isNear = last !== undefined && startUs - last.endUs <= PAUSE_US && endUs - last.startUs + 2 * LEAD_US <= WINDOW_US;
    if (isNear && !lines.some((line) => line.startUs < startUs && line.endUs > last.endUs)) last.endUs = endUs;
    else joined.push({ startUs, endUs });
  }
  return joined.map(({ startUs, endUs }, at) => {
    const before = joined[at - 1]?.endUs ?? 0;
    const after = joined[at + 1]?.startUs ?? Infinity;
    return { startUs: us(Math.max(startUs - LEAD_US, Math.min(startUs, (startUs + before) / 2))), endUs: us(Math.min(endUs + LEAD_US, (endUs + after) / 2)) };
  });
}

export const lengthUs = (spans: readonly SpanUs[]): number => spans.reduce((sum, { startUs, endUs }) => sum + endUs - startUs, 0);
