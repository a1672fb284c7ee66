/** Splits a packet table into ranges of presentation ordinals that can be decoded by themselves, and finds ordinals by time. */
import type { PacketTable } from '../../core/tables';

/** Presentation ordinals, `to` exclusive. */
export interface OrdinalRange { readonly from: number; readonly to: number }

/**
 * Ranges that begin at random-access points and span at least `rangeUs` each. One range when times run backwards between
 * such points: a seek would land anywhere.
 */
export function splitAtKeys(packets: PacketTable, ordinalOf: Uint32Array, from: number, to: number, rangeUs: number): OrdinalRange[] {
  const ptsUs = (ordinal: number): number => packets.ptsUs[packets.displayOrder[ordinal]!]!;
  const ranges: OrdinalRange[] = [];
  let begin = from;
  let lastKey = -1;
  for (let packet = 0; packet < packets.count; packet++) {
    if (packets.key[packet] !== 1) continue;
    const ordinal = ordinalOf[packet]!;
    if (ordinal < lastKey) return [{ from, to }];
    lastKey = ordinal;
    if (ordinal <= begin || ordinal >= to || ptsUs(ordinal) - ptsUs(begin) < rangeUs) continue;
    ranges.push({ from: begin, to: ordinal });
    begin = ordinal;
  }
  ranges.push({ from: begin, to });
  return ranges;
}

/** Share of the distance to the neighbouring picture within which a decoded time still means this one. */
const MATCH_SHARE = 0.45;
/** Rounding of container ticks (1 ms in some) must not lose a picture. */
const MATCH_MIN_US = 1_100;

/**
 * Finds the ordinal of decoded pictures by their time, in decoding order of the range: the next expected one where it fits
 * (so that repeated times do not collide), else the nearest. 'outside' for another range's picture, null for nobody's.
 */
export function ordinalFinder(packets: PacketTable, range: OrdinalRange): (timeUs: number) => number | 'outside' | null {
  const ptsUs = (ordinal: number): number => packets.ptsUs[packets.displayOrder[ordinal]!]!;
  const fits = (ordinal: number, timeUs: number): boolean => {
    if (ordinal < 0 || ordinal >= packets.count) return false;
    const at = ptsUs(ordinal);
    const before = ordinal > 0 ? at - ptsUs(ordinal - 1) : Infinity;
    const after = ordinal + 1 < packets.count ? ptsUs(ordinal + 1) - at : Infinity;
    const tolerance = Math.max(MATCH_MIN_US, MATCH_SHARE * Math.min(before, after, 1e6));
    return Math.abs(timeUs - at) <= tolerance;
  };
  const nearest = (timeUs: number): number => {
    let low = 0;
    let high = packets.count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ptsUs(middle) < timeUs) low = middle + 1;
      else high = middle;
    }
    return low > 0 && timeUs - ptsUs(low - 1) < ptsUs(low) - timeUs ? low - 1 : low;
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
