/** Keeps of the sound what other passes may ask about later: the quietest of each moment and band, and what looks joined. About 1 MB an hour. */
import type { SoundTrace } from '../../../core/tables';
import { us } from '../../../core/time';
import { joinScore } from '../../signal/audio-join-score';
import type { AudioItem, FloorBlock } from './audio-item';
import type { JoinLine } from './join-line';

/** Frames of 16 ms in a cell: the least of four is a gap even between syllables, and places a side to 64 ms. */
const FRAMES = 4;

export class SoundTraceCollector {
  readonly #startUs: number[] = [];
  readonly #least: number[] = [];
  readonly #joinUs: number[] = [];
  readonly #joinScore: number[] = [];
  #bands = 0;
  #cellUs = 0;
  #taken = 0;

  push({ floors, joins }: AudioItem): void {
    for (const floor of floors) this.#take(floor);
    this.takeJoins(joins);
  }

  /** Takes what the line found since the last call. */
  takeJoins(joins: JoinLine): void {
    const fresh = joins.since(this.#taken);
    this.#taken += fresh.length;
    for (const instant of fresh) {
      this.#joinUs.push(instant.atUs);
      this.#joinScore.push(joinScore(instant));
    }
  }

  #take({ startUs, endUs, floorDb, framesDb }: FloorBlock): void {
    const bands = floorDb.length;
    if (this.#bands === 0) this.#bands = bands;
    // Where the sampling rate changes midway, what follows cannot be compared with what came before.
    if (bands !== this.#bands) return;
    const cells = framesDb.length / bands / FRAMES;
    this.#cellUs = (endUs - startUs) / cells;
    for (let cell = 0; cell < cells; cell++) {
      this.#startUs.push(startUs + cell * this.#cellUs);
      for (let band = 0; band < bands; band++) {
        let least = 127;
        for (let f = 0; f < FRAMES; f++) least = Math.min(least, framesDb[(cell * FRAMES + f) * bands + band]!);
        this.#least.push(least);
      }
    }
  }

  trace(): SoundTrace {
    return {
      cellUs: us(this.#cellUs), startUs: Float64Array.from(this.#startUs), bands: this.#bands, leastDb: Int8Array.from(this.#least),
      joinUs: Float64Array.from(this.#joinUs), joinScore: Float32Array.from(this.#joinScore),
    };
  }
}
