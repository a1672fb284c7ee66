/** Splits a packet table into ranges of presentation ordinals that can be decoded by themselves, and finds ordinals by time. */
import type { PacketTable } from '../../core/tables';

/** Presentation ordinals, `to` exclusive. */
export interface OrdinalRange { readonly from: number; readonly to: number }

/** Times that ffmpeg's demuxer tells, by presentation ordinal, µs: without edit lists where those can be left out. */
export interface MediaTimes {
  readonly us: Float64Array;
  /** The container's edit lists must be ignored for these times to hold. */
  readonly ignoresEdits: boolean;
}

export function mediaTimes(packets: PacketTable, hasEditLists: boolean): MediaTimes {
  const us = (at: (packet: number) => number): Float64Array => Float64Array.from(packets.displayOrder, at);
  const raw = us((packet) => (packets.ptsTicks[packet]! / packets.timescale) * 1e6);
  // Edits that reorder or repeat make raw times useless for a search; NaN fails the comparison as well.
  const ascending = raw.every((time, i) => i === 0 ? !Number.isNaN(time) : time >= raw[i - 1]!);
  return ascending ? { us: raw, ignoresEdits: hasEditLists } : { us: us((packet) => packets.ptsUs[packet]!), ignoresEdits: false };
}

/**
 * Ranges that begin at random-access points and span at least `rangeUs` each. One range when times run backwards between
 * such points: a seek would land anywhere.
 */
export function splitAtKeys(key: Uint8Array, ordinalOf: Uint32Array, timesUs: Float64Array, from: number, to: number, rangeUs: number): OrdinalRange[] {
  const ranges: OrdinalRange[] = [];
  let begin = from;
  let lastKey = -1;
  for (let packet = 0; packet < key.length; packet++) {
    if (key[packet] !== 1) continue;
    const ordinal = ordinalOf[packet]!;
    if (ordinal < lastKey) return [{ from, to }];
    lastKey = ordinal;
    if (ordinal <= begin || ordinal >= to || timesUs[ordinal]! - timesUs[begin]! < rangeUs) continue;
    ranges.push({ from: begin, to: ordinal });
    begin = ordinal;
  }
  ranges.push({ from: begin, to });
  return ranges;
}

/** Where a cut between two pictures lies, as a share of their distance. */
const BOUNDARY_SHARE = 0.75;

/**
 * The time (µs) that parts a picture from the one before it, for ffmpeg's `trim`. That filter rounds to the stream's ticks, which in
 * AVI are whole pictures: half-way would round either way, and a range would lose its last picture.
 */
export function boundaryUs(timesUs: Float64Array, ordinal: number): number {
  const before = timesUs[ordinal - 1]!;
  return before + BOUNDARY_SHARE * (timesUs[ordinal]! - before);
}

/** Share of the distance to the neighbouring picture within which a decoded time still means this one. */
const MATCH_SHARE = 0.45;
/** Rounding of container ticks (1 ms in some) must not lose a picture. */
const MATCH_MIN_US = 1_100;

/**
 * Finds the ordinal of decoded pictures by their time, in decoding order of the range: the next expected one where it fits
 * (so that repeated times do not collide), else the nearest. 'outside' for another range's picture, null for nobody's.
 */
export function ordinalFinder(timesUs: Float64Array, range: OrdinalRange): (timeUs: number) => number | 'outside' | null {
  const count = timesUs.length;
  const fits = (ordinal: number, timeUs: number): boolean => {
    if (ordinal < 0 || ordinal >= count) return false;
    const at = timesUs[ordinal]!;
    const before = ordinal > 0 ? at - timesUs[ordinal - 1]! : Infinity;
    const after = ordinal + 1 < count ? timesUs[ordinal + 1]! - at : Infinity;
    const tolerance = Math.max(MATCH_MIN_US, MATCH_SHARE * Math.min(before, after, 1e6));
    return Math.abs(timeUs - at) <= tolerance;
  };
  const nearest = (timeUs: number): number => {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timesUs[middle]! < timeUs) low = middle + 1;
      else high = middle;
    }
    return low > 0 && timeUs - timesUs[low - 1]! < timesUs[low]! - timeUs ? low - 1 : low;
  };
  let expected = range.from;
  return (timeUs) => {
    // A picture without a time can only be the next one.
    const ordinal = Number.isNaN(timeUs) || fits(expected, timeUs) ? expected : nearest(timeUs);
    if (!Number.isNaN(timeUs) && !fits(ordinal, timeUs)) return null;
    if (ordinal < range.from || ordinal >= range.to) return 'outside';
    expected = ordinal + 1;
    return ordinal;
  };
}
