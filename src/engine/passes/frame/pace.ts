/** How much faster whatever moves has become from one picture to the next, each patch compared with itself along its own path. */
import { PATCH_STEP, type PatchField } from '../../signal/patch-velocities';

export interface Pace {
  /** Natural log of the velocity against that of the step before: weighted median over the patches. */
  readonly change: number;
  /** −1…1: how far the velocities of both steps agree in direction and proportion over all patches. */
  readonly coherence: number;
  /** Weighted median distance of a patch's own change from `change`: small when all become faster alike. */
  readonly spread: number;
}

/** Pixels of the small frame a step: slower patches say more about noise than about pace. */
const MIN_VELOCITY = 0.4;
/** Added to both velocities, so that a patch that barely moves does not have an endless ratio. */
const VELOCITY_NOISE = 0.08;
const MIN_PATCHES = 3;
/** Sum of both velocities from which a patch does not weigh more. */
const FULL_WEIGHT = 6;

interface Weighted { readonly value: number; readonly weight: number }

function weightedMedian(items: Weighted[]): number {
  items.sort((a, b) => a.value - b.value);
  const half = items.reduce((sum, item) => sum + item.weight, 0) / 2;
  let reached = 0;
  for (const item of items) {
    reached += item.weight;
    if (reached >= half) return item.value;
  }
  return 0;
}

/**
 * @param now, before fields of two steps in a row, on blocks `blocksX` wide
 * @returns null where fewer than three patches move and can be followed
 */
export function paceOf(now: PatchField, before: PatchField, blocksX: number): Pace | null {
  const blocksY = now.vx.length / blocksX;
  const changes: Weighted[] = [];
  let [earlier, later, both] = [0, 0, 0];
  for (let b = 0; b < now.vx.length; b++) {
    const [cx, cy] = [now.vx[b], now.vy[b]];
    if (Number.isNaN(cx)) continue;
    const qx = Math.round((b % blocksX) + cx / PATCH_STEP);
    const qy = Math.round(Math.floor(b / blocksX) + cy / PATCH_STEP);
    if (qx < 0 || qy < 0 || qx >= blocksX || qy >= blocksY) continue;
    const [ax, ay] = [before.vx[qy * blocksX + qx], before.vy[qy * blocksX + qx]];
    if (Number.isNaN(ax)) continue;
    const was = Math.hypot(ax, ay);
    const is = Math.hypot(cx, cy);
    if (Math.max(was, is) < MIN_VELOCITY) continue;
    earlier += was * was;
    later += is * is;
    both += ax * cx + ay * cy;
    // Along the common direction: what turns does not become slower by turning.
    const [ux, uy] = [ax + cx, ay + cy];
    const along = Math.hypot(ux, uy) + 1e-6;
    const weight = Math.min(was + is, FULL_WEIGHT) ** 2;
    const value = Math.log((Math.max(0, (cx * ux + cy * uy) / along) + VELOCITY_NOISE) / (Math.max(0, (ax * ux + ay * uy) / along) + VELOCITY_NOISE));
    changes.push({ value, weight });
  }
  if (changes.length < MIN_PATCHES) return null;
  const change = weightedMedian(changes);
  const spread = weightedMedian(changes.map(({ value, weight }) => ({ value: Math.abs(value - change), weight })));
  return { change, coherence: both / Math.sqrt(earlier * later + 1e-9), spread };
}
