/** The clock pass: finds on-screen clocks, reads each on few pictures, and tells where clock and recording part. */
import type { ClockReading, ClockTrack } from '../../../core/tables';
import { us } from '../../../core/time';
import type { PassControl } from '../../budget';
import type { OcrEngine } from '../../ocr/ocr-engine';
import { codedBox } from '../../sources/luma-at';
import { findClocks, type ClockLook, type ClockPictures } from './clock-finder';
import { placeStep } from './clock-place';
import { createClockReader, type ClockReader } from './clock-reader';
import { agreedDay } from './clock-text';
import { decodeClockPath, type ClockPath, type ClockPoint, type ClockStep } from './clock-track';
import { firstAtOrAfter, walkClock } from './clock-walk';

export interface ClockSource {
  readonly pictures: ClockPictures;
  readonly ocr: OcrEngine;
  /** Presentation times by ordinal, seconds from the first picture, ascending. */
  readonly times: Float64Array;
  readonly startUs: number;
  /** Ordinals at which a decoder can begin, ascending. */
  readonly keys: readonly number[];
  readonly video: { readonly width: number; readonly height: number; readonly rotation: 0 | 90 | 180 | 270 };
}

/** Shares of the recording at which a clock is looked for, until one is found; a short one does not change much. */
const LOOK_AT_01 = [0.1, 0.5, 0.85];
const LOOK_AT_SHORT_01 = [0.15, 0.8];
/** By then a camera that is carried shows another view, and what is drawn over the picture is where it was. */
const OTHER_LOOK_S = 1;
/** Recordings up to this long are read second by second; longer ones at places, closer and closer where the clock disagrees. */
const WALK_ALL_S = 30;
/** Places read in a longer recording: one in so many seconds, within these bounds (a place costs about half a second). */
const PLACE_EVERY_S = 60;
const MIN_PLACES = 12;
const MAX_PLACES = 40;
/** A place shows one change of the seconds for sure. */
const PLACE_S = 1.2;
/** Below this distance two disagreeing places are read second by second. */
const WALK_BETWEEN_S = 6;
/** How far a genuine clock is off its own rhythm: a picture and a half, and the least where pictures follow fast. */
const SLACK_PICTURES = 1.5;
const MIN_SLACK_S = 0.05;
/** A camera that draws its clock late now and then gives many small steps: the slack is widened until few are left. */
const MANY_SMALL_STEPS = 3;
const MAX_SLACK_S = 0.45;
/** Crystals of clock and encoder differ by some 100 ppm: a tenth of a second in a quarter of an hour. */
const DRIFTS_FROM_S = 300;
const MAX_DRIFT = 500e-6;
/** A clock of which more readings than this fit nothing is another text, misread now and then. */
const MAX_STRAY_01 = 0.4;
/** Another rate throughout is believed if at most this share of the readings disagrees. */
const MAX_MISREAD_01 = 0.05;
const SECONDS_PER_DAY = 86_400;
/** A clock without date, or one that shows only twelve hours, comes round after this. */
const HALF_DAY_S = 43_200;

/** Every clock with at least two readings. Rejects with AppError `cancelled`. */
export async function runClockPass(source: ClockSource, control: Pick<PassControl, 'tick' | 'progress'>): Promise<readonly ClockTrack[]> {
  const { times } = source;
  const tick = (): Promise<void> => control.tick();
  const last = times.length - 1;
  const durationS = times[last] - times[0];
  const regions = await findClocks(source.pictures, source.ocr, clockLooks(source), tick);
  const tracks: ClockTrack[] = [];
  const total = Math.round(durationS * 1e6);
  for (const [at, region] of regions.entries()) {
    const reader = createClockReader(source.pictures, source.ocr, region);
    await readThrough(reader, source, (doneS) => control.progress(Math.round(((at + doneS / Math.max(durationS, 1e-6)) / regions.length) * total), total), tick);
    const track = await describeTrack(reader, source, tick);
    if (track !== null) tracks.push(track);
  }
  control.progress(total, total);
  return tracks;
}

const nearestKey = (keys: readonly number[], ordinal: number): number => keys.reduce((best, key) => (Math.abs(key - ordinal) < Math.abs(best - ordinal) ? key : best), keys[0] ?? 0);

/** Where a clock is looked for, keyframes all. */
export function clockLooks(places: Pick<ClockSource, 'times' | 'keys'>): readonly ClockLook[] {
  const last = places.times.length - 1;
  const shares = places.times[last] - places.times[0] <= WALK_ALL_S ? LOOK_AT_SHORT_01 : LOOK_AT_01;
  const ordinals = new Set(shares.map((share) => nearestKey(places.keys, Math.round(share * last))));
  return [...ordinals].map((ordinal) => ({ ordinal, others: otherLooks(places, ordinal) }));
}

/** The nearest keyframes at least `OTHER_LOOK_S` later and earlier; within one group of pictures the picture that much later. */
function otherLooks({ times, keys }: Pick<ClockSource, 'times' | 'keys'>, ordinal: number): readonly number[] {
  const far = (key: number): boolean => Math.abs(times[key] - times[ordinal]) >= OTHER_LOOK_S;
  const near = [keys.find((key) => key > ordinal && far(key)), keys.findLast((key) => key < ordinal && far(key))].filter((key) => key !== undefined);
  return near.length > 0 ? near : [firstAtOrAfter(times, times[ordinal] + OTHER_LOOK_S, ordinal, times.length - 1)];
}

const frameSeconds = (times: Float64Array): number => {
  const steps = Array.from(times.subarray(1), (time, at) => time - times[at]).filter((step) => step > 0).sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 0.04;
};

async function readThrough(reader: ClockReader, source: ClockSource, progress: (doneS: number) => void, tick: () => Promise<void>): Promise<void> {
  const { times } = source;
  const last = times.length - 1;
  const frameS = frameSeconds(times);
  const walk = async (from: number, to: number): Promise<void> => {
    await reader.prepare(from, to, tick);
    await walkClock(async (ordinal) => {
      progress(times[ordinal] - times[0]);
      return reader.read(ordinal);
    }, times, from, to, frameS, SECONDS_PER_DAY, tick);
  };
  if (times[last] - times[0] <= WALK_ALL_S) return walk(0, last);

  const place = async (seconds: number): Promise<void> => {
    const key = nearestKey(source.keys, firstAtOrAfter(times, seconds, 0, last));
    const from = times[key] <= seconds && seconds - times[key] < 2 ? key : firstAtOrAfter(times, seconds, 0, last);
    await walk(from, firstAtOrAfter(times, times[from] + PLACE_S, from, last));
  };
  const spanS = times[last] - PLACE_S - times[0];
  const places = Math.max(MIN_PLACES, Math.min(MAX_PLACES, Math.round(spanS / PLACE_EVERY_S)));
  for (let at = 0; at <= places; at++) await place(times[0] + (spanS * at) / places);
  // Where two neighbours disagree the place between them is read, until what happened is enclosed and read second by second.
  const walked = new Set<number>();
  for (let found = true; found;) {
    found = false;
    const { points } = unrolled(reader, times);
    for (const { before, after } of decodePath(points, frameS).path.steps) {
      const [from, to] = [points[before], points[after]];
      if (walked.has(from.ordinal) || to.ordinal - from.ordinal <= 1) continue;
      found = true;
      if (to.mediaS - from.mediaS > WALK_BETWEEN_S) {
        const known = points.length;
        await place((from.mediaS + to.mediaS) / 2 - PLACE_S / 2);
        if (reader.readings().length > known) break;
      }
      walked.add(from.ordinal);
      await walk(from.ordinal, Math.min(to.ordinal, firstAtOrAfter(times, times[from.ordinal] + 4 * WALK_BETWEEN_S, 0, last)));
      break;
    }
  }
}

/** Readings of a day's seconds on one scale that does not come round at midnight. */
function unrolled(reader: ClockReader, times: Float64Array): { points: ClockPoint[]; modulusS: number } {
  const readings = reader.readings();
  const modulusS = readings.every((reading) => !reading.fullDay) ? HALF_DAY_S : SECONDS_PER_DAY;
  const points: ClockPoint[] = [];
  for (const { ordinal, secondOfDay } of readings) {
    const before = points[points.length - 1];
    const expected = before === undefined ? secondOfDay : before.clockS + times[ordinal] - before.mediaS;
    points.push({ ordinal, mediaS: times[ordinal], clockS: secondOfDay + modulusS * Math.round((expected - secondOfDay) / modulusS) });
  }
  return { points, modulusS };
}

interface DecodedClock { readonly path: ClockPath; readonly rate: number }

function decodePath(points: readonly ClockPoint[], frameS: number): DecodedClock {
  const alike = decodeAtRate(points, frameS, 1);
  const whole = alike.path.steps.filter(isWhole);
  const small = alike.path.steps.length - whole.length;
  const spanS = points.length === 0 ? 0 : points[points.length - 1].mediaS - points[0].mediaS;
  if (small > 0 && spanS > DRIFTS_FROM_S) {
    // Between jumps a crystal's error adds up to a shift of the beat over a long time.
    const rate = medianRate(points, whole.map((step) => step.after));
    const drifting = decodeAtRate(points, frameS, rate);
    if (Math.abs(rate - 1) < MAX_DRIFT && drifting.path.steps.every(isWhole) && drifting.path.misread.length <= alike.path.misread.length + points.length * MAX_MISREAD_01) return drifting;
  }
  if (alike.path.steps.length < MANY_SMALL_STEPS) return alike;
  // Steps all along: the whole recording may run at another rate than its clock. Believed only if that leaves nothing unexplained.
  const other = decodeAtRate(points, frameS, medianRate(points, []));
  return other.path.steps.length === 0 && other.path.misread.length < points.length * MAX_MISREAD_01 ? other : alike;
}

const isWhole = (step: ClockStep): boolean => Math.abs((step.leastS + step.mostS) / 2) >= 1;

function decodeAtRate(points: readonly ClockPoint[], frameS: number, rate: number): DecodedClock {
  const scaled = points.map((point) => ({ ...point, mediaS: point.mediaS * rate }));
  for (let slackS = Math.max(MIN_SLACK_S, SLACK_PICTURES * frameS); ; slackS *= 1.6) {
    const path = decodeClockPath(scaled, slackS);
    const small = path.steps.filter((step) => !isWhole(step)).length;
    if (small < MANY_SMALL_STEPS || slackS > MAX_SLACK_S) return { path, rate };
  }
}

/** Median slope between readings that lie far apart (a third of the longest part) in one of the parts that begin at `cuts` (indices). */
function medianRate(points: readonly ClockPoint[], cuts: readonly number[]): number {
  const parts = [0, ...cuts].map((from, at) => points.slice(from, cuts[at] ?? points.length)).filter((part) => part.length > 1);
  const lengthOf = (part: readonly ClockPoint[]): number => part[part.length - 1].mediaS - part[0].mediaS;
  const far = Math.max(...parts.map(lengthOf), 0) / 3;
  const stride = 1 + (points.length >> 8);
  const slopes: number[] = [];
  for (const part of parts) {
    for (let a = 0; a < part.length; a += stride) {
      for (let b = a + 1; b < part.length; b += stride) {
        const media = part[b].mediaS - part[a].mediaS;
        if (media >= far) slopes.push((part[b].clockS - part[a].clockS) / media);
      }
    }
  }
  slopes.sort((x, y) => x - y);
  return slopes[slopes.length >> 1] ?? 1;
}

async function describeTrack(reader: ClockReader, source: ClockSource, tick: () => Promise<void>): Promise<ClockTrack | null> {
  const { times, startUs, video } = source;
  const frameS = frameSeconds(times);
  const { points } = unrolled(reader, times);
  if (points.length < 2) return null;
  const { path, rate } = decodePath(points, frameS);
  const fitting = points.filter((_, at) => !path.misread.includes(at));
  // Text that never changes, or changes as it likes, is no clock.
  if (path.misread.length > points.length * MAX_STRAY_01 || new Set(fitting.map(({ clockS }) => clockS)).size < 2) return null;
  const texts = new Map(reader.readings().map((reading) => [reading.ordinal, reading]));
  const day = agreedDay([await reader.days(fitting[0].ordinal), await reader.days(fitting[fitting.length >> 1].ordinal), await reader.days(fitting[fitting.length - 1].ordinal)]);
  const base = (day ?? 0) * SECONDS_PER_DAY;
  const atUs = (ordinal: number): ClockReading['atUs'] => us(Math.round(startUs + (times[ordinal] - times[0]) * 1e6));
  const misread = new Set(path.misread);
  const readings = points.map(({ ordinal, clockS }, at): ClockReading => {
    const { text, score01 } = texts.get(ordinal)!;
    return { ordinal, atUs: atUs(ordinal), clockS: base + clockS, text, score01, fits: !misread.has(at) };
  });
  const steps: ClockTrack['steps'][number][] = [];
  for (const step of path.steps) {
    await tick();
    const [beforeOrdinal, afterOrdinal] = [points[step.before].ordinal, points[step.after].ordinal];
    const placed = await placeStep(source.pictures, reader.region.line, times, beforeOrdinal, afterOrdinal, (step.leastS + step.mostS) / 2, tick);
    steps.push({ beforeOrdinal, afterOrdinal, atUs: atUs(placed.ordinal), leastS: step.leastS, mostS: step.mostS, ...placed });
  }
  return { box: codedBox(reader.region.line, video, video.rotation), dated: day !== null, readings, steps, absent: absentSpans(readings, times), rate };
}

/** No reading for longer than this, although the clock was looked for each second. */
const ABSENT_S = 1.6;

/** A hole in time between two readings is no absence: only pictures can lack a clock. `times`: seconds of every picture, in order. */
function absentSpans(readings: readonly ClockReading[], times: ArrayLike<number>): ClockTrack['absent'] {
  const spans: { startUs: ClockReading['atUs']; endUs: ClockReading['atUs'] }[] = [];
  const span = readings[readings.length - 1].atUs - readings[0].atUs;
  if (span > WALK_ALL_S * 1e6) return spans;
  for (let at = 1; at < readings.length; at++) {
    const [before, after] = [readings[at - 1], readings[at]];
    let longestHoleS = 0;
    for (let ordinal = before.ordinal + 1; ordinal <= after.ordinal; ordinal++) longestHoleS = Math.max(longestHoleS, times[ordinal] - times[ordinal - 1]);
    if ((after.atUs - before.atUs) / 1e6 - longestHoleS > ABSENT_S) spans.push({ startUs: before.atUs, endUs: after.atUs });
  }
  return spans;
}
