/** Turns one measured jump into a score: how much more the picture jumped than its neighbourhood and the clip's keyframes explain. */
import type { Jump } from '../../passes/frame/jump-line';

/** Keyframe pulses remembered on each side of a keyframe. */
const PULSES = 12;
/** Two keyframe distances are the same lattice within this many frames. */
const LATTICE_SLACK = 1;
/** `excess` that an ordinary keyframe pulse may reach without being worth a discount (genuine keyframes: 99 % below). */
const PULSE_FREE = -1;
/** Share of the lattice's pulses that may be real events: the discount is a low percentile. */
const PULSE_PERCENTILE = 0.4;

/** Keyframes of a regular lattice and how strongly the picture jumps there, over a sliding window. */
export class KeyPulses {
  private readonly keys: { readonly ordinal: number; readonly excess: number; readonly distance: number }[] = [];

  add(jump: Jump): void {
    if (!jump.key) return;
    const last = this.keys[this.keys.length - 1];
    this.keys.push({ ordinal: jump.after.ordinal, excess: jump.excess, distance: last ? jump.after.ordinal - last.ordinal : 0 });
    if (this.keys.length > 2 * PULSES) this.keys.shift();
  }

  /** How much of a jump's `excess` the stream's other lattice keyframes show as well. */
  discount(jump: Jump): number {
    if (!jump.key) return 0;
    const distances = this.keys.map((k) => k.distance).filter((d) => d > 0).sort((a, b) => a - b);
    const usual = distances[distances.length >> 1] ?? 0;
    const others = this.keys
      .filter((k) => k.ordinal !== jump.after.ordinal && usual > 0 && Math.abs(k.distance - usual) <= LATTICE_SLACK)
      .map((k) => k.excess).sort((a, b) => a - b);
    if (others.length < 2) return 0;
    return Math.max(0, others[Math.floor(PULSE_PERCENTILE * others.length)] - PULSE_FREE);
  }
}

/** Log units; 0 is the boundary above which genuine footage is not seen to reach. */
export function jumpScore(jump: Jump, pulses: KeyPulses): number {
  return jump.excess - pulses.discount(jump) - 0.15;
}
