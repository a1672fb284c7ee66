/** Tells a break from motion by how change grows with distance: within a scene pictures two apart differ more than neighbours do, across a break all that cross it differ alike. */

/** Cell differences of one picture against the ones one, two and three before it (`PictureKernels.cellDifferences`); null where there is none. */
export type LagChange = readonly [Float32Array | null, Float32Array | null, Float32Array | null];
export const LAGS = 3;

/** Logs are natural. */
export interface BreakShape {
  /** Change across the break over the mean change of the pairs two apart that also cross it: about 0 at a break, below within a scene. */
  readonly twoApart: number;
  /** The same against the pairs three apart. */
  readonly threeApart: number;
  /** Mean over the cells that change here of how far each exceeds the four pictures around in time, plus how flat its own change is. */
  readonly together: number;
  /** Share, 0…1, of the change that every pair crossing the break shows: near 1 at a break, low where something only passes. */
  readonly lasting: number;
}

export const NO_SHAPE: BreakShape = { twoApart: -3, threeApart: -3, together: -1, lasting: 1 };

/** Luma levels per pixel added to picture means: what is left of coding noise beyond the kernel's own threshold. */
const MEAN_FLOOR = 0.02;
/** The same for one cell. */
const CELL_FLOOR = 0.15;
/** A cell that changes by less than this says nothing. */
const CHANGED_CELL = 0.25;
/** Still cells counted against a break, so that one or two changing cells alone prove little. */
const PRIOR_CELLS = 2;
/** Flatter than flat is chance. */
const MAX_FLATNESS = 0.1;
const VOTE_RANGE: readonly [number, number] = [-1, 2];

function mean(cells: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) sum += cells[i];
  return sum / cells.length;
}

/**
 * @param at differences of the picture after the supposed break
 * @param before of the two pictures before it @param after of the two pictures after it, nearest first
 */
export function breakShape(at: LagChange, before: readonly LagChange[], after: readonly LagChange[]): BreakShape {
  const [one, two, three] = at;
  const [next, afterNext] = after;
  const [before1, before2, after1, after2] = [...before, ...after].map((lags) => lags[0]);
  if (!one || !two || !three || !next?.[1] || !next[2] || !afterNext?.[2] || !before1 || !before2 || !after1 || !after2) return NO_SHAPE;
  const here = mean(one) + MEAN_FLOOR;
  const crossingTwo = (mean(two) + mean(next[1])) / 2 + MEAN_FLOOR;
  const crossingThree = (mean(three) + mean(next[2]) + mean(afterNext[2])) / 3 + MEAN_FLOOR;
  // Each array by its own name: this runs for every cell of every picture.
  const [nextTwo, nextThree, lastThree] = [next[1], next[2], afterNext[2]];
  let lasting = MEAN_FLOOR * one.length;
  let votes = 0;
  let voters = PRIOR_CELLS;
  for (let c = 0; c < one.length; c++) {
    const here1 = one[c];
    lasting += Math.min(here1, two[c], nextTwo[c], three[c], nextThree[c], lastThree[c]);
    if (here1 <= CHANGED_CELL) continue;
    const beside = Math.max(before1[c], before2[c], after1[c], after2[c]);
    const outstanding = Math.log((here1 + CELL_FLOOR) / (beside + CELL_FLOOR));
    const flatness = Math.log((here1 + CELL_FLOOR) / ((two[c] + nextTwo[c]) / 2 + CELL_FLOOR));
    votes += Math.max(VOTE_RANGE[0], Math.min(VOTE_RANGE[1], outstanding + Math.min(MAX_FLATNESS, flatness)));
    voters++;
  }
  return { twoApart: Math.log(here / crossingTwo), threeApart: Math.log(here / crossingThree), together: votes / voters, lasting: lasting / one.length / here };
}
