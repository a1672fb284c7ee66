/** Repeatable randomness for the sample scene: the same seed draws the same recording on every machine. */

/** Mulberry32: uniform 0…1 from a 32-bit seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function hash01(cell: number, seed: number): number {
  let mixed = Math.imul(cell | 0, 0x27d4eb2d) ^ Math.imul(seed | 0, 0x165667b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}

/** Smooth value noise, −1…1, with about one hill a unit of `x`: what a hand does to a camera. */
export function smoothNoise(x: number, seed: number): number {
  const cell = Math.floor(x);
  const t = x - cell;
  const ease = t * t * t * (t * (t * 6 - 15) + 10);
  const from = hash01(cell, seed);
  return (from + (hash01(cell + 1, seed) - from) * ease) * 2 - 1;
}

/** A table of normally distributed values (σ = 1) for sensor noise; index it at random places. */
export function gaussianTable(size: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: size }, () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random()));
}
