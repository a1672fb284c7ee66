/** Lays decoded sound on the recording's timeline: runs on by sample count, and follows the packets' times where they really move. */
import type { PcmBlock } from '../../core/tables';
import { us, type TimeUs } from '../../core/time';

/**
 * Packet times that differ from the sample count by no more are rounding (milliseconds in Matroska, ticks in AVI) and are
 * not followed, so that blocks join exactly. Half of the shortest packet in use (20 ms: AMR, Opus).
 */
const JITTER_US = 10_000;

export class AudioClock {
  #nextUs = Number.NaN;

  /**
   * @param ptsUs time of the block's first sample as its packet tells
   * @param fromUs what lies before is decoder priming or hidden by an edit list, and is cut off
   * @returns null when nothing of it is presented
   */
  place(ptsUs: number, sampleRate: number, channels: readonly Float32Array[], fromUs: number): PcmBlock | null {
    const length = channels[0]?.length ?? 0;
    const startUs = Math.abs(ptsUs - this.#nextUs) <= JITTER_US ? this.#nextUs : ptsUs;
    this.#nextUs = startUs + (length / sampleRate) * 1e6;
    const hidden = Math.min(length, Math.max(0, Math.round(((fromUs - startUs) / 1e6) * sampleRate)));
    if (hidden === length) return null;
    const start: TimeUs = us(startUs + (hidden / sampleRate) * 1e6);
    return { startUs: start, sampleRate, channels: hidden === 0 ? channels : channels.map((channel) => channel.subarray(hidden)) };
  }
}
