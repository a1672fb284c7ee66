/** Rates of a scored corpus by kind and by motion, with bootstrap intervals that resample whole source cameras. */
import { Seeded } from '../holdout/random';

/** What one clip contributed: boundaries and how many were found; alarm ends on no boundary. */
export interface ScoredClip {
  readonly source: string;
  readonly kind: string;
  readonly motion: string;
  readonly genuine: boolean;
  readonly boundaries: number;
  readonly hit: number;
  readonly wrong: number;
}

export interface Ratio { readonly top: number; readonly of: number }
export interface Interval { readonly low01: number; readonly high01: number }
export interface RateRow { readonly name: string; readonly clips: number; readonly cameras: number; readonly found: Ratio; readonly foundInterval: Interval | null; readonly clean: Ratio; readonly cleanInterval: Interval | null }

/** Resamples drawn for an interval; 2000 settle the 2.5 and 97.5 percent points to about a percent. */
export const DRAWS = 2000;
const TAIL01 = 0.025;

/** Boundaries found, of the clips' boundaries. */
export const found = (clips: readonly ScoredClip[]): Ratio => ({ top: sum(clips.map((clip) => clip.hit)), of: sum(clips.map((clip) => clip.boundaries)) });

/** Genuine clips without an alarm, of the genuine clips. */
export function clean(clips: readonly ScoredClip[]): Ratio {
  const genuine = clips.filter((clip) => clip.genuine);
  return { top: genuine.filter((clip) => clip.wrong === 0).length, of: genuine.length };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/**
 * 95 % percentile interval of a ratio, cameras drawn with replacement, all clips of a drawn camera counted together, since clips of one camera
 * are alike (cluster bootstrap: Davison and Hinkley, Bootstrap Methods and their Application, 1997, 3.8). Where every camera is perfect, or none has
 * anything, resampling sees no spread; there the exact binomial bound for that many cameras is given (Clopper and Pearson, Biometrika 26, 1934).
 * @returns null where fewer than two cameras contribute, since one camera says nothing about others
 */
export function cameraInterval(clips: readonly ScoredClip[], ratio: (clips: readonly ScoredClip[]) => Ratio, seed = 1, draws = DRAWS): Interval | null {
  const cameras = [...new Set(clips.map((clip) => clip.source))].map((source) => ratio(clips.filter((clip) => clip.source === source))).filter((part) => part.of > 0);
  if (cameras.length < 2) return null;
  const unseen01 = 1 - TAIL01 ** (1 / cameras.length);
  if (cameras.every((camera) => camera.top === camera.of)) return { low01: 1 - unseen01, high01: 1 };
  if (cameras.every((camera) => camera.top === 0)) return { low01: 0, high01: unseen01 };
  const random = new Seeded(seed);
  const rates: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    let top = 0;
    let of = 0;
    for (let i = 0; i < cameras.length; i++) {
      const camera = random.pick(cameras);
      top += camera.top;
      of += camera.of;
    }
    rates.push(top / of);
  }
  rates.sort((a, b) => a - b);
  const at = (share01: number): number => rates[Math.min(rates.length - 1, Math.floor(share01 * rates.length))]!;
  return { low01: at(TAIL01), high01: at(1 - TAIL01) };
}

function row(name: string, clips: readonly ScoredClip[]): RateRow {
  return { name, clips: clips.length, cameras: new Set(clips.map((clip) => clip.source)).size,
    found: found(clips), foundInterval: cameraInterval(clips, found), clean: clean(clips), cleanInterval: cameraInterval(clips, clean) };
}

/** One row for each value of the key, in the order of the alphabet, and one for all. */
export function rateRows(clips: readonly ScoredClip[], key: (clip: ScoredClip) => string): RateRow[] {
  const names = [...new Set(clips.map(key))].sort();
  return [...names.map((name) => row(name, clips.filter((clip) => key(clip) === name))), row('all', clips)];
}
