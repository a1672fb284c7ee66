/** Short-term reference picture sets of HEVC (ITU-T H.265, 7.3.7 and 7.4.8), which stand between the order count and the quantiser in slice headers. */
import type { BitReader } from './nal-units';

/** One picture that may be referred to: distance in picture order, and whether the current picture itself uses it. */
export interface RefDelta { readonly poc: number; readonly used: boolean }
/** Earlier pictures first, nearest first; then later ones, nearest first. */
export type RefSet = readonly RefDelta[];

/** More references than the decoded picture buffer holds (A.4.2) are damage. */
const MAX_REFS = 16;

/** @param index of the set; `known.length` in a slice header @param known sets of the SPS so far. Throws RangeError on damage. */
export function parseRefSet(r: BitReader, index: number, known: readonly RefSet[], inSlice: boolean): RefSet {
  if (index > 0 && r.bit() === 1) return predicted(r, known[index - 1 - (inSlice ? r.ue() : 0)]);
  const earlier = r.ue();
  const later = r.ue();
  if (earlier > MAX_REFS || later > MAX_REFS) throw new RangeError('more references than a decoder holds');
  const deltas: RefDelta[] = [];
  for (const [count, sign] of [[earlier, -1], [later, 1]] as const) {
    let poc = 0;
    for (let i = 0; i < count; i++) {
      poc += sign * (r.ue() + 1);
      deltas.push({ poc, used: r.bit() === 1 });
    }
  }
  return deltas;
}

/** A set told by its difference from an earlier one (7-61, 7-62). */
function predicted(r: BitReader, from: RefSet | undefined): RefSet {
  if (!from) throw new RangeError('a reference set refers to none');
  const sign = r.bit() === 1 ? -1 : 1;
  const shift = sign * (r.ue() + 1);
  const deltas: RefDelta[] = [];
  for (const base of [...from.map((delta) => delta.poc), 0]) {
    const used = r.bit() === 1;
    const kept = used || r.bit() === 1;
    if (kept && base + shift !== 0) deltas.push({ poc: base + shift, used });
  }
  return deltas.sort((a, b) => Math.sign(a.poc) - Math.sign(b.poc) || Math.abs(a.poc) - Math.abs(b.poc));
}
