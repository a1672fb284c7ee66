/** The frame pass and its detectors over drawn scenes: what was done to the pictures is found where it was done, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../../core/finding';
import type { MetricSeries, SmallFrame } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext } from '../../detector';
import { registeredFor } from '../../registry';
import { createFramePass } from './frame-pass';

const WIDTH = 320;
const HEIGHT = 180;
const FPS = 25;

/** Deterministic noise in −0.5…0.5. */
function random(seed: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32 - 0.5;
}

/** A wide textured wall; smooth at the scale of a pixel, so that slow pans are honest. */
function wall(seed: number): Float32Array {
  const side = 1024;
  const out = new Float32Array(side * side);
  for (const [cell, height] of [[64, 50], [16, 40], [6, 20]]) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const gx = Math.floor(x / cell);
        const gy = Math.floor(y / cell);
        const fx = x / cell - gx;
        const fy = y / cell - gy;
        const at = (i: number, j: number): number => random(seed * 7919 + cell * 104729 + (gy + j) * 4099 + gx + i);
        out[y * side + x] += height * ((at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy);
      }
    }
  }
  return out;
}
const walls = [wall(1), wall(2)];

interface Shot { readonly atS: number; readonly scene?: number; readonly lift?: number; readonly blank?: boolean; readonly noise?: number }

/** One picture of the scene at a time: a hand-held drift over the wall and three discs that cross it. */
function draw(shot: Shot, ordinal: number): Uint16Array {
  const luma = new Uint16Array(WIDTH * HEIGHT);
  if (shot.blank) return luma.fill(16 * 16);
  const source = walls[shot.scene ?? 0];
  const t = shot.atS;
  const left = 300 + 30 * t + 6 * Math.sin(2.1 * t);
  const top = 300 + 12 * Math.sin(0.9 * t);
  const discs = [0, 1, 2].map((i) => ({ x: 160 + 120 * Math.sin(0.7 * t + 2 * i), y: 90 + 60 * Math.cos(0.5 * t + i), r: 16 + 4 * i }));
  const ix = Math.floor(left);
  const iy = Math.floor(top);
  const fx = left - ix;
  const fy = top - iy;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const o = (y + iy) * 1024 + x + ix;
      let v = 120 + (source[o] * (1 - fx) + source[o + 1] * fx) * (1 - fy) + (source[o + 1024] * (1 - fx) + source[o + 1025] * fx) * fy;
      for (const d of discs) if ((x - d.x) ** 2 + (y - d.y) ** 2 < d.r ** 2) v = 60 + 3 * (x - d.x);
      v += 2 * random((shot.noise ?? ordinal) * 57601 + y * WIDTH + x) + (shot.lift ?? 0);
      luma[y * WIDTH + x] = Math.max(0, Math.min(4080, Math.round(v * 16)));
    }
  }
  return luma;
}

const steady = (frames: number, fromS = 0): Shot[] => Array.from({ length: frames }, (_, i) => ({ atS: fromS + i / FPS }));

function analyse(shots: readonly Shot[]): FindingDraft[] {
  return looked(shots).drafts.filter((draft) => draft.standsAlone);
}

function looked(shots: readonly Shot[]): { readonly drafts: readonly FindingDraft[]; readonly metrics: readonly MetricSeries[] } {
  const context = { media: { fileName: 'drawn.mp4', video: { width: WIDTH, height: HEIGHT }, audio: null } } as unknown as DetectorContext;
  const pass = createFramePass(context, registeredFor('frame'));
  const drafts: FindingDraft[] = [];
  shots.forEach((shot, ordinal) => {
    const frame: SmallFrame = { ordinal, ptsUs: us((ordinal * 1e6) / FPS), key: ordinal % 50 === 0, width: WIDTH, height: HEIGHT, luma: draw(shot, ordinal), cb: new Uint8Array(0), cr: new Uint8Array(0) };
    drafts.push(...pass.push(frame));
  });
  drafts.push(...pass.finish());
  expect(pass.metrics().every((series) => series.timeUs.length === series.value.length && series.value.every(Number.isFinite))).toBe(true);
  return { drafts, metrics: pass.metrics() };
}

const seconds = (draft: FindingDraft): [string, number, number] => [draft.kind, draft.startUs / 1e6, draft.endUs / 1e6];

describe('frame pass', () => {
  it('says nothing of an unedited recording', () => {
    expect(analyse(steady(200))).toEqual([]);
  });

  it('finds two seconds removed, at the very frame', () => {
    expect(analyse([...steady(100), ...steady(100, 6)]).map(seconds)).toEqual([['cut', 4, 4]]);
  });

  it('leaves a leap in the first half second to whoever looks: the camera has just been switched on', () => {
    const [early, later] = [8, 20].map((at) => analyse([...steady(at), ...steady(150, 6)]));
    expect(early!.every(({ standsAlone, llr }) => !standsAlone && llr <= 1)).toBe(true);
    expect(later!.some(({ kind, standsAlone }) => kind === 'cut' && standsAlone)).toBe(true);
  });

  it('finds a stretch of another scene between pictures that belong together', () => {
    const found = analyse([...steady(90), ...steady(50, 20).map((s) => ({ ...s, scene: 1 })), ...steady(90, 90 / FPS)]);
    expect(found.map(seconds)).toContainEqual(['insertion', 3.6, 5.6]);
    expect(found.every((d) => ['insertion', 'cut'].includes(d.kind))).toBe(true);
  });

  it('draws the curve of change at 0 while the picture is held, in order of time', () => {
    const still = Array.from({ length: 50 }, () => ({ atS: 4, noise: 100 }));
    const curve = looked([...steady(100), ...still, ...steady(100, 4)]).metrics.find(({ id }) => id === 'picture-change')!;
    const inside = [...curve.timeUs.keys()].filter((i) => curve.timeUs[i]! > 4.2e6 && curve.timeUs[i]! < 5.8e6);
    expect(inside.length).toBeGreaterThan(35);
    expect(inside.every((i) => curve.value[i] === 0)).toBe(true);
    expect([...curve.timeUs]).toEqual([...curve.timeUs].sort((a, b) => a - b));
  });

  it('tells a held picture from a moving one', () => {
    const found = analyse([...steady(80), ...Array.from({ length: 40 }, () => ({ atS: 79 / FPS, noise: 79 })), ...steady(80, 120 / FPS)]);
    expect(found.map(seconds)).toContainEqual(['freeze', 3.2, 4.8]);
  });

  it('finds a blank stretch', () => {
    const found = analyse([...steady(80), ...Array.from({ length: 40 }, () => ({ atS: 0, blank: true })), ...steady(80, 80 / FPS)]);
    expect(found.map(seconds)).toContainEqual(['blank', 3.2, 4.8]);
  });

  it('finds pictures that were shown before', () => {
    const found = analyse([...steady(120), ...Array.from({ length: 50 }, (_, i) => ({ atS: (70 + i) / FPS, noise: 70 + i })), ...steady(60, 120 / FPS)]);
    const repeat = found.find((d) => d.kind === 'duplicate');
    expect(repeat && Math.abs(repeat.startUs / 1e6 - 4.8) <= 0.04 && Math.abs(repeat.endUs / 1e6 - 6.8) <= 0.04).toBe(true);
  });

  it('finds stutter that starts and stops', () => {
    const held = steady(200).map((s, i) => (i >= 80 && i < 120 ? { atS: (i - (i % 5)) / FPS, noise: i - (i % 5) } : s));
    expect(analyse(held).some((d) => d.kind === 'dropped-frames' && Math.abs(d.startUs / 1e6 - 3.2) < 0.25 && Math.abs(d.endUs / 1e6 - 4.8) < 0.25)).toBe(true);
  });

  it('lets a flash and a slow change of exposure pass', () => {
    expect(analyse(steady(200).map((s, i) => (i >= 90 && i < 94 ? { ...s, lift: 90 } : s)))).toEqual([]);
    expect(analyse(steady(200).map((s, i) => ({ ...s, lift: i < 80 ? 0 : Math.min(40, 2 * (i - 80)) })))).toEqual([]);
  });

  it('survives an empty and a very short stream', () => {
    expect(analyse([])).toEqual([]);
    expect(analyse(steady(3))).toEqual([]);
  });
});
