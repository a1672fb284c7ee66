/** Cuts the stretches that are to be recognised out of sound as it comes, holding no more than the one that is being filled. */
import type { PcmBlock } from '../../core/tables';
import { us, type SpanUs, type TimeUs } from '../../core/time';
import { SPEECH_RATE_HZ, SpeechRate } from '../signal/speech-rate';

export interface HeardStretch {
  readonly startUs: TimeUs;
  /** 16 kHz. */
  readonly samples: Float32Array;
}

export class StretchSound {
  readonly #rate = new SpeechRate();
  readonly #waiting: SpanUs[];
  #parts: Float32Array[] = [];
  /** Sample index of the first of `#parts`. */
  #from = -1;
  #ready: HeardStretch[] = [];

  /** @param stretches in order, not overlapping */
  constructor(stretches: readonly SpanUs[]) {
    this.#waiting = [...stretches];
  }

  /** Nothing that is still to come is wanted. */
  get isComplete(): boolean { return this.#waiting.length === 0; }

  push(block: PcmBlock): void {
    let at = this.#rate.total;
    this.#rate.push(block, (samples) => {
      this.#put(samples, at, this.#rate.startUs!);
      at += samples.length;
    });
  }

  /** Stretches that are whole, each once. @param isEnd no more sound comes: what was begun is as whole as it gets */
  take(isEnd = false): readonly HeardStretch[] {
    if (isEnd && this.#parts.length > 0) this.#close();
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #put(samples: Float32Array, at: number, firstUs: TimeUs): void {
    const index = (timeUs: number): number => Math.round(((timeUs - firstUs) / 1e6) * SPEECH_RATE_HZ);
    const end = at + samples.length;
    for (let span = this.#waiting[0]; span !== undefined && index(span.startUs) < end; span = this.#waiting[0]) {
      const from = Math.max(at, index(span.startUs));
      const to = Math.min(end, index(span.endUs));
      if (to > from) {
        if (this.#parts.length === 0) this.#from = from;
        this.#parts.push(samples.slice(from - at, to - at));
      }
      if (index(span.endUs) > end) return;
      this.#close();
    }
  }

  #close(): void {
    this.#waiting.shift();
    const parts = this.#parts;
    this.#parts = [];
    if (parts.length === 0) return;
    const samples = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    for (let i = 0, at = 0; i < parts.length; at += parts[i++]!.length) samples.set(parts[i]!, at);
    this.#ready.push({ startUs: us(this.#rate.startUs! + (this.#from / SPEECH_RATE_HZ) * 1e6), samples });
  }
}
