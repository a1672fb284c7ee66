/** Every instant of the sound at which prediction fails from both sides, measured once for all detectors that look for joins. */
import { findJoinCandidates, JOIN_HOP_SAMPLES, JOIN_REACH_SAMPLES, measureJoin, type JoinMeasure } from '../../signal/audio-join';
import { LOW_JOIN_REACH_SAMPLES, measureLowJoin } from '../../signal/audio-low-join';

export interface JoinInstant extends JoinMeasure {
  readonly atUs: number;
  /** Counted from the start of its section; its rate in Hz. */
  readonly sampleAt: number;
  readonly rate: number;
  /** Stretches without a hole in time, counted from 0. */
  readonly section: number;
  /** The same error on the rumble below 1 kHz, decades. */
  readonly lowSurprise: number;
}

const REACH_SAMPLES = Math.max(JOIN_REACH_SAMPLES, LOW_JOIN_REACH_SAMPLES);
/** Around the recording's own ends filters and priming settle. */
const END_GUARD_S = 0.15;
/** A recording's first sounds: microphone, gain and codec settle, and what stands out does so against half a neighbourhood. */
export const SETTLES_S = 0.5;
/** Nearer than this is the same instant. */
const SAME_SAMPLES = 8;
/** Searched in pieces of at least this, so that the buffer is not moved for every block. */
const PIECE_SAMPLES = 4 * REACH_SAMPLES;

export class JoinLine {
  readonly #found: JoinInstant[] = [];
  /** How many instants were dropped from the front of the list. */
  #dropped = 0;
  #buffer = new Float32Array(0);
  /** Sample number, within the section, of buffer[0]; and up to where was searched. */
  #origin = 0;
  #searched = 0;
  #originUs = 0;
  #rate = 16_000;
  #section = 0;

  push(samples: Float32Array, startUs: number, rate: number, continues: boolean): void {
    if (!continues && this.#buffer.length > 0) this.close();
    this.#rate = rate;
    this.#originUs = startUs - ((this.#origin + this.#buffer.length) / rate) * 1e6;
    const joined = new Float32Array(this.#buffer.length + samples.length);
    joined.set(this.#buffer);
    joined.set(samples, this.#buffer.length);
    this.#buffer = joined;
    if (this.#origin + this.#buffer.length - this.#searched >= PIECE_SAMPLES) this.#search(false);
  }

  /** Ends the section: what is left of it is searched. May be called again. */
  close(): void {
    if (this.#buffer.length === 0) return;
    this.#search(true);
    this.#buffer = new Float32Array(0);
    this.#origin = this.#searched = 0;
    this.#section++;
  }

  /** Instants from the `count`-th on, in order of time; `count` is how many the caller has had. */
  since(count: number): readonly JoinInstant[] {
    return this.#found.slice(Math.max(0, count - this.#dropped));
  }

  /** Up to where the present section was searched, samples. */
  get searchedUpTo(): { readonly section: number; readonly sampleAt: number } {
    return { section: this.#section, sampleAt: this.#searched };
  }

  /** Forgets all but the latest instants: every detector has taken them by now. */
  trim(): void {
    const many = this.#found.length - KEPT_INSTANTS;
    if (many < KEPT_INSTANTS) return;
    this.#found.splice(0, many);
    this.#dropped += many;
  }

  #search(end: boolean): void {
    const available = this.#origin + this.#buffer.length;
    const guard = Math.ceil(END_GUARD_S * this.#rate);
    const from = Math.max(this.#searched, guard, REACH_SAMPLES);
    // The last second of a section is searched too, but never nearer to its end than the predictors reach.
    const last = available - (end ? Math.max(REACH_SAMPLES, guard) : REACH_SAMPLES);
    if (last <= from) return;
    // Whole hops only, so that where predictors are made does not depend on how the sound came in.
    const to = end ? last : from + Math.floor((last - from) / JOIN_HOP_SAMPLES) * JOIN_HOP_SAMPLES;
    const measures = findJoinCandidates(this.#buffer, from - this.#origin, to - this.#origin)
      .map((near) => measureJoin(this.#buffer, near)).filter((measure) => measure !== null);
    for (const measure of strongestOfEach(measures)) this.#take(measure);
    this.#searched = to;
    const keepFrom = Math.max(0, to - REACH_SAMPLES - this.#origin);
    this.#buffer = this.#buffer.slice(keepFrom);
    this.#origin += keepFrom;
  }

  #take(measure: JoinMeasure): void {
    const sampleAt = this.#origin + measure.at;
    const reachable = measure.at >= LOW_JOIN_REACH_SAMPLES && measure.at + LOW_JOIN_REACH_SAMPLES <= this.#buffer.length;
    this.#found.push({
      ...measure, sampleAt, rate: this.#rate, section: this.#section,
      atUs: this.#originUs + (sampleAt / this.#rate) * 1e6, lowSurprise: reachable ? measureLowJoin(this.#buffer, measure.at) : 0,
    });
  }
}

/** More than a detector can lag behind: those of several seconds. */
const KEPT_INSTANTS = 4096;

/** Two coarse candidates may lead to the same instant: the stronger measure of it stands. In order of time. */
function strongestOfEach(measures: readonly JoinMeasure[]): JoinMeasure[] {
  const out: JoinMeasure[] = [];
  for (const measure of [...measures].sort((a, b) => a.at - b.at || b.surprise - a.surprise)) {
    const last = out.at(-1);
    if (last === undefined || measure.at - last.at >= SAME_SAMPLES) out.push(measure);
    else if (measure.surprise > last.surprise) out[out.length - 1] = measure;
  }
  return out;
}
