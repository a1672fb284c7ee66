/**
 * How an encoder works, group of pictures by group: what depends on it more than on the scene, and where that changes for good. Single
 * steps of quantiser or size lie inside what one encoder does by itself; medians over several groups on both sides do not.
 */
import type { BitstreamTable, PacketTable } from '../../../core/tables';

/** One group of pictures (or, where every picture is a keyframe, so many pictures together). */
export interface CodingGroup {
  /** Packet rows, half-open. */
  readonly from: number;
  readonly to: number;
  /** By `REGIME_FEATURES`; NaN where the group has none. */
  readonly values: readonly number[];
}

/** `floor`: differences below it occur within one encoder whatever its spread here (a step of the quantiser, a picture, a tenth). */
export const REGIME_FEATURES = [
  { id: 'gop-pictures', floor: 1 },
  { id: 'keyframe-qp-offset', floor: 1 },
  { id: 'qp-spread', floor: 0.5 },
  { id: 'b-share', floor: 0.08 },
  { id: 'bits-by-picture', floor: 0.12 },
] as const;

/** Pictures taken together where all are keyframes: half a second. */
const INTRA_GROUP = 12;
/** Groups on each side whose median counts. */
const SIDE_GROUPS = 6;
/** Fewer do not tell what is usual. */
const MIN_SIDE_GROUPS = 3;
/** Robust deviations by which a feature must leave what is usual on both sides. */
export const LEAVES_BY = 5;
/** Both sides of an insertion may differ by so many. */
const SAME_WITHIN = 2;
/** Features that must leave together. */
const MIN_FEATURES = 2;
/** Longest stretch looked at, groups: two minutes of groups of a second. */
const LONGEST_GROUPS = 120;
/** More places at which something steps, in shares of all groups, are how this encoder works. */
const RESTLESS_SHARE = 0.3;
/** Features that an encoder is set to, whatever it films. */
const STRUCTURE: ReadonlySet<string> = new Set(['gop-pictures', 'keyframe-qp-offset', 'b-share']);
const P = 2;
const B = 3;
const IDR = 4;

export function codingGroups(table: BitstreamTable, packets: PacketTable): CodingGroup[] {
  const keys: number[] = [];
  for (let row = 0; row < table.count; row++) if (packets.key[row] === 1 || table.sliceType[row] === IDR) keys.push(row);
  const intra = keys.length >= table.count * 0.9;
  const starts = intra ? Array.from({ length: Math.floor(table.count / INTRA_GROUP) }, (_, i) => i * INTRA_GROUP) : keys;
  // The last group is cut off by the end of the recording.
  return starts.slice(0, -1).map((from, i) => ({ from, to: starts[i + 1]!, values: measure(table, packets, from, starts[i + 1]!, intra) }));
}

function measure({ sliceType, sliceQp }: BitstreamTable, { sizeBytes }: PacketTable, from: number, to: number, intra: boolean): number[] {
  const quantisers: number[] = [];
  let pictures = 0;
  let bidirectional = 0;
  let bytes = 0;
  for (let row = from; row < to; row++) {
    pictures++;
    bytes += sizeBytes[row]!;
    if (sliceType[row] === B) bidirectional++;
    if ((intra || sliceType[row] === P) && !Number.isNaN(sliceQp[row]!)) quantisers.push(sliceQp[row]!);
  }
  const usual = median(quantisers);
  return [
    intra ? NaN : pictures,
    intra ? usual : sliceQp[from]! - usual,
    median(quantisers.map((qp) => Math.abs(qp - usual))),
    intra ? NaN : bidirectional / pictures,
    Math.log(bytes / pictures),
  ];
}

/** What leaves and by how much; medians of the three. */
export interface Departure { readonly feature: (typeof REGIME_FEATURES)[number]['id']; readonly inside: number; readonly left: number; readonly right: number; readonly deviations: number }
/** Group indices, half-open. */
export interface RegimeStretch { readonly from: number; readonly to: number; readonly departures: readonly Departure[] }

/** Stretches that differ from both sides in several features while the sides are alike; none touch. */
export function foreignStretches(groups: readonly CodingGroup[]): RegimeStretch[] {
  const candidates = boundaries(groups);
  const found: RegimeStretch[] = [];
  for (const from of candidates) {
    for (const to of candidates) {
      if (to <= from || to - from > LONGEST_GROUPS) continue;
      const departures = departuresOf(groups, from, to);
      if (departures.length >= MIN_FEATURES) found.push({ from, to, departures });
    }
  }
  return joined(found);
}

/** Parts of one foreign stretch are foreign as well: what touches is one, told by its clearest part. */
function joined(found: readonly RegimeStretch[]): RegimeStretch[] {
  const stretches: RegimeStretch[] = [];
  for (const one of [...found].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = stretches.at(-1);
    if (last === undefined || one.from > last.to) stretches.push(one);
    else stretches[stretches.length - 1] = { from: last.from, to: Math.max(last.to, one.to), departures: one.departures.length > last.departures.length ? one.departures : last.departures };
  }
  return stretches;
}

/** Groups from which on several features stay at another level, one of structure among them (a scene may change the data and the spread). */
export function lastingChanges(groups: readonly CodingGroup[]): { readonly at: number; readonly departures: readonly Departure[] }[] {
  return boundaries(groups).flatMap((at) => {
    const departures = REGIME_FEATURES.flatMap(({ id, floor }, f): Departure[] => {
      const left = valuesOf(groups.slice(0, at), f);
      const right = valuesOf(groups.slice(at), f);
      if (left.length < MIN_SIDE_GROUPS || right.length < MIN_SIDE_GROUPS) return [];
      const [ml, mr] = [median(left), median(right)];
      const spread = Math.max(floor, 1.48 * Math.max(median(left.map((v) => Math.abs(v - ml))), median(right.map((v) => Math.abs(v - mr)))));
      const deviations = Math.abs(mr - ml) / spread;
      return deviations >= LEAVES_BY ? [{ feature: id, inside: mr, left: ml, right: mr, deviations }] : [];
    });
    return departures.length >= MIN_FEATURES && departures.some(({ feature }) => STRUCTURE.has(feature)) ? [{ at, departures }] : [];
  });
}

/** Group indices at which some feature takes a step of several floors: where a stretch may begin or end. */
function boundaries(groups: readonly CodingGroup[]): number[] {
  if (groups.length < 2 * MIN_SIDE_GROUPS) return [];
  const found: number[] = [];
  for (let at = MIN_SIDE_GROUPS; at <= groups.length - MIN_SIDE_GROUPS; at++) {
    if (REGIME_FEATURES.some(({ floor }, f) => Math.abs(groups[at]!.values[f]! - groups[at - 1]!.values[f]!) >= 2 * floor)) found.push(at);
  }
  return found.length > Math.max(6, groups.length * RESTLESS_SHARE) ? [] : found;
}

function departuresOf(groups: readonly CodingGroup[], from: number, to: number): Departure[] {
  return REGIME_FEATURES.flatMap(({ id, floor }, f): Departure[] => {
    const left = valuesOf(groups.slice(Math.max(0, from - SIDE_GROUPS), from), f);
    const right = valuesOf(groups.slice(to, to + SIDE_GROUPS), f);
    const inside = valuesOf(groups.slice(from, to), f);
    if (left.length < MIN_SIDE_GROUPS || right.length < MIN_SIDE_GROUPS || inside.length === 0) return [];
    const [ml, mr, mi] = [median(left), median(right), median(inside)];
    const spread = Math.max(floor, 1.48 * median([...left.map((v) => Math.abs(v - ml)), ...right.map((v) => Math.abs(v - mr))]));
    const deviations = Math.min(Math.abs(mi - ml), Math.abs(mi - mr)) / spread;
    return deviations >= LEAVES_BY && Math.abs(ml - mr) <= SAME_WITHIN * spread ? [{ feature: id, inside: mi, left: ml, right: mr, deviations }] : [];
  });
}

const valuesOf = (groups: readonly CodingGroup[], feature: number): number[] => groups.map((group) => group.values[feature]!).filter((value) => !Number.isNaN(value));

function median(values: readonly number[]): number {
  return values.length === 0 ? NaN : [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
