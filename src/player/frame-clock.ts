/** Frames by presentation order, from the packet table: which frame covers a time, and where to seek to see exactly one. */
import { us, type TimeUs } from '../core/time';
import type { PacketTable } from '../core/tables';

/** Frame times that disagree by less than this are the same frame: browsers report microseconds cut from rational ticks. */
const SAME_FRAME_US = 1_000;

export interface FrameLabel {
  readonly ordinal: number;
  readonly ptsUs: TimeUs;
  /** Exact ticks of the presentation timeline, where an edit list has its effect: what players and ffprobe tell. NaN where the container tells none. */
  readonly ptsTicks: number;
  readonly timescale: number;
}

export class FrameClock {
  /** Sorted presentation times, µs; index = ordinal. */
  readonly #ptsUs: Float64Array;
  readonly #table: PacketTable;
  #ordinals: Uint32Array | null = null;
  #usualFps: number | null = null;

  /** Keeps a reference to the table (tables are immutable) and one sorted copy of its times. */
  constructor(table: PacketTable) {
    this.#table = table;
    const sorted = new Float64Array(table.displayOrder.length);
    for (let i = 0; i < sorted.length; i++) sorted[i] = table.ptsUs[table.displayOrder[i]!]!;
    this.#ptsUs = sorted;
  }

  get count(): number {
    return this.#ptsUs.length;
  }

  get endUs(): TimeUs {
    return us(this.count === 0 ? 0 : this.within(this.count - 1, 1));
  }

  /** Frames per second by the most usual interval (the median): a gap does not lower it, as it does the average. 0 where that says nothing. */
  get usualFps(): number {
    if (this.#usualFps === null) {
      const times = this.#ptsUs;
      const steps = new Float64Array(Math.max(0, times.length - 1));
      for (let i = 0; i < steps.length; i++) steps[i] = times[i + 1]! - times[i]!;
      const median = steps.sort()[steps.length >> 1] ?? 0;
      this.#usualFps = median > 0 ? 1e6 / median : 0;
    }
    return this.#usualFps;
  }

  get table(): PacketTable {
    return this.#table;
  }

  /** Ordinal of the frame on screen at that time: the last one whose PTS is not after it. 0 before the first; −1 without frames. */
  ordinalAt(timeUs: number): number {
    const times = this.#ptsUs;
    if (times.length === 0) return -1;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (times[mid]! <= timeUs + SAME_FRAME_US) low = mid + 1;
      else high = mid;
    }
    return Math.max(0, low - 1);
  }

  /** true where some frame's PTS lies within a millisecond of the time. */
  hasFrameAt(timeUs: number): boolean {
    const ordinal = this.ordinalAt(timeUs);
    return ordinal >= 0 && Math.abs(this.#ptsUs[ordinal]! - timeUs) <= SAME_FRAME_US;
  }

  ptsOf(ordinal: number): TimeUs {
    return us(this.#ptsUs[this.clamp(ordinal)] ?? 0);
  }

  /** Middle of the frame's interval: the seek target that shows this frame whatever the browser's rounding. */
  middleOf(ordinal: number): TimeUs {
    return this.within(ordinal, 0.5);
  }

  /** A time inside the frame's interval: share 0 at its start, 1 at its end. */
  within(ordinal: number, share01: number): TimeUs {
    const index = this.clamp(ordinal);
    const start = this.#ptsUs[index] ?? 0;
    return us(start + (this.#intervalEnd(index) - start) * share01);
  }

  clamp(ordinal: number): number {
    return Math.max(0, Math.min(this.count - 1, ordinal));
  }

  label(ordinal: number): FrameLabel {
    const index = this.clamp(ordinal);
    return { ordinal: index, ptsUs: this.ptsOf(index), ptsTicks: (this.#table.ptsTicks[this.packetOf(index)] ?? NaN) + this.shiftOf(this.packetOf(index)), timescale: this.#table.timescale };
  }

  /** Ticks by which an edit list moves a packet (decode-order row) from the media's own timeline to the presentation's. */
  shiftOf(row: number): number {
    const { ptsTicks, ptsUs, timescale } = this.#table;
    const movedUs = ptsUs[row]! - (ptsTicks[row]! / timescale) * 1e6;
    return Math.abs(movedUs) <= 1 ? 0 : Math.round((movedUs * timescale) / 1e6) || 0;
  }

  /** Decode-order row of a frame. */
  packetOf(ordinal: number): number {
    return this.#table.displayOrder[this.clamp(ordinal)] ?? 0;
  }

  /** Presentation ordinal of a decode-order row; the inverse order is made on first use. */
  ordinalOfPacket(row: number): number {
    if (!this.#ordinals) {
      this.#ordinals = new Uint32Array(this.#table.count);
      for (let i = 0; i < this.count; i++) this.#ordinals[this.#table.displayOrder[i]!] = i;
    }
    return this.#ordinals[row] ?? 0;
  }

  /** End of a frame's interval: the next frame, or for the last one its own duration (else the step before it, else 40 ms). */
  #intervalEnd(index: number): number {
    const start = this.#ptsUs[index]!;
    const next = this.#ptsUs[index + 1];
    if (next !== undefined) return Math.max(next, start);
    const ticks = this.#table.durationTicks[this.#table.displayOrder[index]!] ?? 0;
    if (ticks > 0) return start + (ticks / this.#table.timescale) * 1e6;
    const before = this.#ptsUs[index - 1];
    return start + (before === undefined ? 40_000 : start - before);
  }
}
