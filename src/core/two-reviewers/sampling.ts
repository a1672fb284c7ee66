/** Which cases are reviewed: a share of each stratum drawn by a seed that anyone can repeat, and all cases of Articles 12 and 18. */

export interface SampledCase {
  readonly id: string;
  readonly stratum: string;
  /** Of Article 12 or 18: never left to chance. */
  readonly always: boolean;
}

export interface SamplingPlan {
  readonly seed: string;
  readonly rate01: number;
  readonly strata: readonly {
    readonly stratum: string;
    readonly total: number;
    readonly always: number;
    /** Left to the draw, and drawn from it. */
    readonly drawnFrom: number;
    readonly drawn: number;
  }[];
  /** Ids in the order in which they were given. */
  readonly chosen: readonly string[];
}

/** 32-bit FNV-1a of the text: equal on every machine. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** mulberry32: 0 ≤ x < 1, the same sequence for the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/**
 * Proportional allocation: of each stratum what the rate gives, rounded by largest remainders so that the whole is the rate of the whole, rounded up; strata with
 * cases get at least one. Cases are drawn by a shuffle of their sorted ids, so that the order of the list plays no part.
 * @param rate01 0…1
 */
export function samplingPlan(cases: readonly SampledCase[], rate01: number, seed: string): SamplingPlan {
  const names = [...new Set(cases.map(({ stratum }) => stratum))].sort();
  const open = names.map((stratum) => cases.filter((one) => one.stratum === stratum && !one.always).map(({ id }) => id).sort());
  const counts = allocate(open.map(({ length }) => length), rate01);
  const chosen = new Set(cases.filter(({ always }) => always).map(({ id }) => id));
  open.forEach((ids, i) => {
    const next = random(seedOf(`${seed} ${names[i]}`));
    const left = [...ids];
    for (let taken = 0; taken < counts[i]!; taken++) chosen.add(left.splice(Math.floor(next() * left.length), 1)[0]!);
  });
  return {
    seed, rate01,
    strata: names.map((stratum, i) => {
      const total = cases.filter((one) => one.stratum === stratum).length;
      return { stratum, total, always: total - open[i]!.length, drawnFrom: open[i]!.length, drawn: counts[i]! };
    }),
    chosen: cases.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
  };
}

/** How many of each stratum. @param sizes cases in each @param rate01 0…1 */
export function allocate(sizes: readonly number[], rate01: number): readonly number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  // A hair off, so that 0.1 × 30 is 3 and not 4.
  const wanted = Math.min(all, Math.ceil(all * rate01 - 1e-9));
  const exact = sizes.map((size) => (all === 0 ? 0 : (wanted * size) / all));
  const counts = exact.map((share, i) => Math.min(sizes[i]!, Math.floor(share + 1e-9)));
  const byRemainder = exact.map((share, i) => ({ i, rest: share - counts[i]! })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder) if (counts.reduce((sum, count) => sum + count, 0) < wanted && counts[i]! < sizes[i]!) counts[i]!++;
  return counts.map((count, i) => (count === 0 && rate01 > 0 && sizes[i]! > 0 ? 1 : count));
}
