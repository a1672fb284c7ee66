/**
 * What two recordings that follow each other share at their seam: the end of one as the start of the next, by coded packets and by the
 * loudness of their sound. Made of what the passes keep anyway; nothing is decoded. Source: own rule; recorders that write one recording in
 * several files often repeat a few seconds, which proves that nothing lies between.
 */
import type { BitstreamTable, PacketTable, WaveformPeaks } from './tables';

/** One end of a recording; sizes in decode order, in bytes. */
export interface SegmentEnd {
  readonly videoSizes: readonly number[];
  readonly audioSizes: readonly number[];
  /** Level of the sound per `LOUDNESS_STEP_US`, dB of full scale; empty without sound. */
  readonly loudness: readonly number[];
  /** Hash of the parameter sets in force; null where they are not known. */
  readonly parameterSets: string | null;
}
export interface SegmentEnds {
  readonly head: SegmentEnd;
  readonly tail: SegmentEnd;
  /** Of the whole recording, seconds; 0 where it is not known. */
  readonly lengthS: number;
  /** Mean length of a video packet and of an audio packet, seconds. */
  readonly videoStepS: number;
  readonly audioStepS: number;
}

/** What the end of one recording and the start of the next have in common. */
export interface SharedStretch {
  readonly seconds: number;
  /** Coded pictures, coded sound (both byte for byte as long), or the course of loudness. */
  readonly by: 'pictures' | 'sound-packets' | 'loudness';
  /** Packets that agree, or correlation. */
  readonly figure: number;
}

/** Kept of each end: recorders repeat a few seconds. */
const END_S = 30;
const LOUDNESS_STEP_US = 20_000;
/** A run of equal sizes of a second of picture or sound does not come by chance if the sizes differ among themselves. */
export const MIN_EQUAL_PACKETS = 25;
const MIN_DISTINCT_SIZES = 8;
/**
 * Loudness must agree this well over this long, and rise and fall; other alignments must agree clearly less. Measured: shared seconds encoded
 * again 0.88 to 0.99 where the sound is lively, recordings that merely follow each other or are strangers at most 0.65.
 */
export const MIN_LOUDNESS_CORRELATION = 0.85;
const MIN_LOUDNESS_S = 1.5;
const MIN_LOUDNESS_DB = 2;
const STANDS_OUT_BY = 0.2;
const SILENCE_DB = -80;
/** Recorders repeat seconds, not the better part of a recording. */
const MOST_SHARED_01 = 0.5;

/** @param bitstream of the same recording as `video` */
export function segmentEnds({ video, audio, peaks, bitstream }: { video: PacketTable | null; audio: PacketTable | null; peaks: WaveformPeaks | null; bitstream: BitstreamTable | null }): SegmentEnds {
  const videoStepS = stepS(video);
  const audioStepS = stepS(audio);
  const setAt = (row: number): string | null => bitstream?.parameterSets[bitstream.parameterSet[row] ?? -1]?.hash ?? null;
  const end = (at: 'head' | 'tail'): SegmentEnd => ({
    videoSizes: sizes(video, packets(videoStepS), at), audioSizes: sizes(audio, packets(audioStepS), at), loudness: levels(peaks, at),
    parameterSets: setAt(at === 'head' ? 0 : (bitstream?.count ?? 0) - 1),
  });
  return { head: end('head'), tail: end('tail'), lengthS: Math.max(videoStepS * (video?.count ?? 0), audioStepS * (audio?.count ?? 0)), videoStepS, audioStepS };
}

const packets = (step: number): number => (step > 0 ? Math.ceil(END_S / step) : 0);

function sizes(table: PacketTable | null, count: number, at: 'head' | 'tail'): readonly number[] {
  if (!table) return [];
  return Array.from(at === 'head' ? table.sizeBytes.subarray(0, count) : table.sizeBytes.subarray(Math.max(0, table.count - count)));
}

function stepS(table: PacketTable | null): number {
  if (!table || table.count < 2) return 0;
  const [first, last] = [table.displayOrder[0]!, table.displayOrder[table.count - 1]!];
  return (table.ptsUs[last]! - table.ptsUs[first]!) / 1e6 / (table.count - 1);
}

/** Peaks to dB on the common grid; coarser peaks (of recordings of hours) tell nothing at it. */
function levels(peaks: WaveformPeaks | null, at: 'head' | 'tail'): readonly number[] {
  if (!peaks || peaks.bucketUs > LOUDNESS_STEP_US) return [];
  const per = Math.round(LOUDNESS_STEP_US / peaks.bucketUs);
  const all = Math.floor(peaks.minMax.length / 2 / per);
  const count = Math.min(all, Math.round((END_S * 1e6) / LOUDNESS_STEP_US));
  const first = at === 'head' ? 0 : all - count;
  return Array.from({ length: count }, (_, step) => {
    let widest = 0;
    for (let i = (first + step) * per; i < (first + step + 1) * per; i++) widest = Math.max(widest, peaks.minMax[2 * i + 1]! - peaks.minMax[2 * i]!);
    return widest > 0 ? Math.max(SILENCE_DB, 20 * Math.log10(widest / 2)) : SILENCE_DB;
  });
}

/** A case is looked across anew whenever one of its recordings changes; two ends that stay are compared once. */
const compared = new WeakMap<SegmentEnds, WeakMap<SegmentEnds, SharedStretch | null>>();

/**
 * The last seconds of `before` as the first of `after`; by the most exact witness that speaks. null where none does, and where most of
 * one recording would be shared: that is the same recording twice and no seam.
 */
export function sharedStretch(before: SegmentEnds, after: SegmentEnds): SharedStretch | null {
  const known = compared.get(before) ?? new WeakMap<SegmentEnds, SharedStretch | null>();
  compared.set(before, known);
  let shared = known.get(after);
  if (shared === undefined) {
    shared = compareEnds(before, after);
    known.set(after, shared);
  }
  return shared;
}

function compareEnds(before: SegmentEnds, after: SegmentEnds): SharedStretch | null {
  const shared = longestShared(before, after);
  return shared && shared.seconds <= MOST_SHARED_01 * Math.min(before.lengthS, after.lengthS) ? shared : null;
}

function longestShared(before: SegmentEnds, after: SegmentEnds): SharedStretch | null {
  const pictures = equalRun(before.tail.videoSizes, after.head.videoSizes);
  if (pictures > 0) return { seconds: pictures * before.videoStepS, by: 'pictures', figure: pictures };
  const sound = equalRun(before.tail.audioSizes, after.head.audioSizes);
  if (sound > 0) return { seconds: sound * before.audioStepS, by: 'sound-packets', figure: sound };
  return loudnessRun(before.tail.loudness, after.head.loudness);
}

/** Whether both were written with the same parameter sets; null where that is not known. */
export function sameParameterSets(before: SegmentEnds, after: SegmentEnds): boolean | null {
  const [a, b] = [before.tail.parameterSets, after.head.parameterSets];
  return a === null || b === null ? null : a === b;
}

/** The longest run of equal numbers that ends `tail` and begins `head`; 0 where none is long and lively enough. */
function equalRun(tail: readonly number[], head: readonly number[]): number {
  for (let length = Math.min(tail.length, head.length); length >= MIN_EQUAL_PACKETS; length--) {
    const from = tail.length - length;
    let at = 0;
    while (at < length && tail[from + at] === head[at]) at++;
    if (at === length) return new Set(head.slice(0, length)).size >= MIN_DISTINCT_SIZES ? length : 0;
  }
  return 0;
}

function loudnessRun(tail: readonly number[], head: readonly number[]): SharedStretch | null {
  const shortest = Math.round((MIN_LOUDNESS_S * 1e6) / LOUDNESS_STEP_US);
  let best = { length: 0, correlation: -1 };
  const all: { length: number; correlation: number }[] = [];
  for (let length = shortest; length <= Math.min(tail.length, head.length); length++) {
    const correlation = correlate(tail, tail.length - length, head, length);
    all.push({ length, correlation });
    if (correlation > best.correlation) best = { length, correlation };
  }
  // Alignments within a tenth of a second of the best are the same one.
  const rival = Math.max(-1, ...all.filter(({ length }) => Math.abs(length - best.length) > 5).map(({ correlation }) => correlation));
  if (best.correlation < MIN_LOUDNESS_CORRELATION || best.correlation - rival < STANDS_OUT_BY) return null;
  return { seconds: (best.length * LOUDNESS_STEP_US) / 1e6, by: 'loudness', figure: best.correlation };
}

/** Normalised correlation of `length` levels from `from` in `a` and from the start of `b`; −1 where one of them does not rise and fall. */
function correlate(a: readonly number[], from: number, b: readonly number[], length: number): number {
  let [sumA, sumB, squareA, squareB, cross] = [0, 0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const [x, y] = [a[from + i]!, b[i]!];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    cross += x * y;
  }
  const varianceA = squareA / length - (sumA / length) ** 2;
  const varianceB = squareB / length - (sumB / length) ** 2;
  if (Math.min(varianceA, varianceB) < MIN_LOUDNESS_DB ** 2) return -1;
  return (cross / length - (sumA / length) * (sumB / length)) / Math.sqrt(varianceA * varianceB);
}
