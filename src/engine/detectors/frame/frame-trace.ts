/** A bounded memory of coarse pictures and their changes, one byte a cell, with the comparisons that a search for repeats needs. */

/** Changes are stored in 1/16 luma, clipped: a large change is a flash or a cut, not a trace. */
const CHANGE_CLIP = 96;
/** Noise energy added to the denominators of correlations, (1/16 luma)². */
const NOISE_ENERGY = 1;
/** Cells of the coarse proposal: every so many-th cell. */
const PROBE_STEP = 7;
/** A proposal must agree within this share of the anchor's own change. */
const PROBE_SHARE = 0.6;
/** Two changes are the same when their difference carries less than this share of their energy … */
const SAME_CHANGE_SHARE = 0.8;
/** … or less than this mean square, (1/16 luma)². */
const SAME_CHANGE_NOISE = 16;

export class FrameTrace {
  private readonly pictures: Uint8Array[] = [];
  private readonly changes: Int8Array[] = [];
  private readonly energies: Float32Array[] = [];
  private last: Uint16Array | null = null;
  private count = 0;

  /** @param cells per picture @param capacity frames remembered, rounded up to whole chunks */
  constructor(private readonly cells: number, private readonly capacity: number) {}

  /** Oldest frame still remembered. */
  get first(): number { return this.dropped * CHUNK; }
  private dropped = 0;

  /** @param picture luma × 16 per cell @param key keyframes pulse, so their change is not part of the trace; returns the frame's index. */
  push(picture: Uint16Array, key: boolean, held: boolean): number {
    const index = this.count++;
    if (index % CHUNK === 0) {
      this.pictures.push(new Uint8Array(CHUNK * this.cells));
      this.changes.push(new Int8Array(CHUNK * this.cells));
      this.energies.push(new Float32Array(CHUNK));
      if (this.pictures.length * CHUNK > this.capacity + CHUNK) {
        this.pictures.shift();
        this.changes.shift();
        this.energies.shift();
        this.dropped++;
      }
    }
    const chunk = this.chunk(index);
    const base = (index % CHUNK) * this.cells;
    let energy = 0;
    let drift = 0;
    if (this.last) for (let i = 0; i < this.cells; i++) drift += picture[i] - this.last[i];
    drift = Math.round(drift / this.cells);
    for (let i = 0; i < this.cells; i++) {
      this.pictures[chunk][base + i] = (picture[i] + 8) >> 4;
      const change = this.last && !key && !held ? Math.max(-CHANGE_CLIP, Math.min(CHANGE_CLIP, picture[i] - this.last[i] - drift)) : 0;
      this.changes[chunk][base + i] = change;
      energy += change * change;
    }
    this.energies[chunk][index % CHUNK] = energy / this.cells;
    this.last = picture;
    return index;
  }

  /** Root mean square change of one frame, luma levels. */
  energy(frame: number): number { return Math.sqrt(this.meanSquare(frame)) / 16; }

  /** The frame of most change in the window that ends at `end`, or −1 where the window carries too little, or in fewer than `minFrames` frames. */
  anchor(end: number, window: number, minEnergy: number, minFrames: number): number {
    let total = 0;
    let squares = 0;
    let best = -1;
    let most = 0;
    for (let f = end - window + 1; f <= end; f++) {
      const e = this.meanSquare(f);
      total += e;
      squares += e * e;
      if (e > most) { most = e; best = f; }
    }
    return Math.sqrt(total / window) / 16 >= minEnergy && total * total >= minFrames * squares ? best : -1;
  }

  /**
   * Visits the frames from `from` to before `to` that may show the same change as `anchor` (or, by `sign` −1, the opposite one, as pictures
   * played backwards do); cheap, over the whole memory.
   */
  forEachAlike(anchor: number, from: number, to: number, visit: (frame: number) => void, sign: 1 | -1 = 1): void {
    const own = this.meanSquare(anchor);
    for (let start = Math.max(from, this.first); start < to; start = (Math.floor(start / CHUNK) + 1) * CHUNK) {
      const energies = this.energies[this.chunk(start)];
      const base = Math.floor(start / CHUNK) * CHUNK;
      const end = Math.min(to, base + CHUNK) - base;
      for (let i = start - base; i < end; i++) {
        if (energies[i] >= 0.5 * own && energies[i] <= 2 * own && this.alike(anchor, base + i, sign)) visit(base + i);
      }
    }
  }

  private alike(a: number, b: number, sign: 1 | -1): boolean {
    const ca = this.changes[this.chunk(a)];
    const cb = this.changes[this.chunk(b)];
    const oa = (a % CHUNK) * this.cells;
    const ob = (b % CHUNK) * this.cells;
    let distance = 0;
    let size = 1;
    for (let i = 0; i < this.cells; i += PROBE_STEP) {
      distance += Math.abs(ca[oa + i] - sign * cb[ob + i]);
      size += Math.abs(ca[oa + i]);
    }
    return distance <= PROBE_SHARE * size + this.cells / PROBE_STEP;
  }

  /** Normalised correlation, −1…1, of the changes in the window that ends at `end` with those `lag` frames before. */
  correlate(end: number, lag: number, window: number): number {
    let cross = 0;
    let own = 0;
    let other = 0;
    for (let f = end - window + 1; f <= end; f++) {
      const ca = this.changes[this.chunk(f)];
      const cb = this.changes[this.chunk(f - lag)];
      const oa = (f % CHUNK) * this.cells;
      const ob = ((f - lag) % CHUNK) * this.cells;
      for (let i = 0; i < this.cells; i++) cross += ca[oa + i] * cb[ob + i];
      own += this.meanSquare(f);
      other += this.meanSquare(f - lag);
    }
    return cross / this.cells / (Math.sqrt(own * other) + NOISE_ENERGY * window);
  }

  /**
   * The same with a stretch that is mirrored: the change of frame f against the opposite of that of frame `axis` + 1 − f, as if the
   * pictures before `axis` / 2 were played backwards.
   */
  correlateMirrored(end: number, axis: number, window: number): number {
    let cross = 0;
    let own = 0;
    let other = 0;
    for (let f = end - window + 1; f <= end; f++) {
      const g = axis + 1 - f;
      const ca = this.changes[this.chunk(f)];
      const cb = this.changes[this.chunk(g)];
      const oa = (f % CHUNK) * this.cells;
      const ob = (g % CHUNK) * this.cells;
      for (let i = 0; i < this.cells; i++) cross -= ca[oa + i] * cb[ob + i];
      own += this.meanSquare(f);
      other += this.meanSquare(g);
    }
    return cross / this.cells / (Math.sqrt(own * other) + NOISE_ENERGY * window);
  }

  /** Mean absolute distance of two pictures after their means are matched, luma levels. */
  distance(a: number, b: number): number {
    if (a < this.first || b < this.first || b >= this.count) return Infinity;
    const pa = this.pictures[this.chunk(a)];
    const pb = this.pictures[this.chunk(b)];
    const oa = (a % CHUNK) * this.cells;
    const ob = (b % CHUNK) * this.cells;
    let shift = 0;
    for (let i = 0; i < this.cells; i++) shift += pa[oa + i] - pb[ob + i];
    shift /= this.cells;
    let sum = 0;
    for (let i = 0; i < this.cells; i++) sum += Math.abs(pa[oa + i] - pb[ob + i] - shift);
    return sum / this.cells;
  }

  /** Whether two frames changed alike against the frames before them; by `sign` −1, oppositely. */
  sameChange(a: number, b: number, sign: 1 | -1 = 1): boolean {
    const ca = this.changes[this.chunk(a)];
    const cb = this.changes[this.chunk(b)];
    const oa = (a % CHUNK) * this.cells;
    const ob = (b % CHUNK) * this.cells;
    let difference = 0;
    for (let i = 0; i < this.cells; i++) difference += (ca[oa + i] - sign * cb[ob + i]) ** 2;
    difference /= this.cells;
    const energy = this.meanSquare(a) + this.meanSquare(b);
    return difference <= SAME_CHANGE_NOISE || difference <= SAME_CHANGE_SHARE * energy;
  }

  private meanSquare(frame: number): number { return this.energies[this.chunk(frame)][frame % CHUNK]; }
  private chunk(frame: number): number { return Math.floor(frame / CHUNK) - this.dropped; }
}

/** Frames allocated together. */
const CHUNK = 2048;
