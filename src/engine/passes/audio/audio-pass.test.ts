import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PcmBlock } from '../../../core/tables';
import { us } from '../../../core/time';
import { blocksOf, contextOfSound, findIn, joined, RATE, room, talk } from '../../detectors/audio/made-sound.testing';
import { registeredFor } from '../../registry';
import { createAudioPass } from './audio-pass';

const specs = registeredFor('audio');

describe('the sound pass', () => {
  it('draws the waveform where the sound is: a burst in its own bucket, a hole as nothing', () => {
    const pass = createAudioPass(contextOfSound(), []);
    const loud = new Float32Array(RATE);
    loud.fill(0.5, RATE / 2, RATE / 2 + 16);
    loud[RATE / 2 + 3] = -0.25;
    for (const block of [...blocksOf(loud, { startUs: 40_000 }), ...blocksOf(new Float32Array(1600).fill(0.1), { startUs: 3_040_000 })]) pass.push(block);
    const { bucketUs, startUs, minMax } = pass.peaks();
    expect([bucketUs, startUs]).toEqual([10_000, 40_000]);
    expect([minMax[100], minMax[101]]).toEqual([-0.25, 0.5]);
    expect([minMax[98], minMax[99], minMax[102], minMax[103]]).toEqual([0, 0, 0, 0]);
    expect([minMax[2 * 200], minMax[2 * 200 + 1]]).toEqual([0, 0]);
    expect(minMax.length).toBe(2 * 310);
    expect(minMax[2 * 305 + 1]).toBeCloseTo(0.1, 5);
  });

  it('keeps the waveform of hours in bounded memory', () => {
    const pass = createAudioPass(contextOfSound(), []);
    const minute: PcmBlock = { startUs: us(0), sampleRate: 100, channels: [new Float32Array(6000).fill(0.3)] };
    for (let m = 0; m < 3 * 60; m++) pass.push({ ...minute, startUs: us(m * 60e6) });
    const { bucketUs, minMax } = pass.peaks();
    expect(minMax.length).toBeLessThanOrEqual(2 << 18);
    expect((minMax.length / 2) * bucketUs).toBeGreaterThanOrEqual(3 * 3600e6 - bucketUs);
    expect(minMax.every((value) => value === 0 || Math.abs(value - 0.3) < 1e-6)).toBe(true);
  });

  it('tells the level in dBFS at the right time', () => {
    const pass = createAudioPass(contextOfSound(), []);
    const sound = new Float32Array(2 * RATE);
    for (let i = RATE; i < 2 * RATE; i++) sound[i] = 0.5 * Math.sin((2 * Math.PI * 440 * i) / RATE);
    for (const block of blocksOf(sound)) pass.push(block);
    const level = pass.metrics().find((series) => series.id === 'sound-level')!;
    expect(level.timeUs.length).toBe(100);
    expect(level.value[10]).toBe(-96);
    expect(level.value[level.timeUs.findIndex((t) => t >= 1_500_000)]).toBeCloseTo(-9, 0);
  });

  it('gives every detector evidence, only declared kinds, and the same result twice', () => {
    const sound = joined(talk(room(5, 1), 2), new Float32Array(RATE), room(3, 3, { pole: 0.4, level: 0.01 }), room(5, 4));
    const first = findIn(blocksOf(sound), ...specs);
    expect(first.length).toBeGreaterThan(0);
    for (const draft of first) {
      expect(draft.evidence.length).toBeGreaterThan(0);
      expect(specs.find((spec) => spec.id === draft.detector)!.kinds).toContain(draft.kind);
      expect(draft.endUs).toBeGreaterThanOrEqual(draft.startUs);
    }
    expect(findIn(blocksOf(sound), ...specs)).toEqual(first);
  });

  it('survives nothing, one sample, and a change of rate', () => {
    expect(findIn([], ...specs)).toEqual([]);
    expect(findIn(blocksOf(Float32Array.of(0.5)), ...specs)).toEqual([]);
    const blocks = [...blocksOf(room(2, 5)), ...blocksOf(room(2, 6, { rate: 44_100 }), { rate: 44_100, startUs: 2_000_000 })];
    expect(findIn(blocks, ...specs).filter((draft) => draft.standsAlone)).toEqual([]);
  });
});

const has = (tool: string, arg: string): boolean => spawnSync(tool, [arg], { stdio: 'ignore' }).status === 0;
const tools = has('ffmpeg', '-version') && has('espeak-ng', '--version');

describe.skipIf(!tools)(`spoken Chinese through AAC${tools ? '' : ' (skipped: needs ffmpeg and espeak-ng)'}`, () => {
  it('raises nothing uncut, and finds where its sound was muted', () => {
    const dir = mkdtempSync(join(tmpdir(), 'zhijian-sound-'));
    try {
      const text = '您好，我们是执法人员，现在依法进行检查，全程录音录像。请您出示营业执照和身份证件，配合我们的工作。您有权陈述和申辩。';
      execFileSync('espeak-ng', ['-v', 'cmn', '-s', '150', '-w', join(dir, 'speech.wav'), text]);
      const spoken = (name: string, filter: string): Float32Array => {
        const file = join(dir, `${name}.m4a`);
        execFileSync('ffmpeg', ['-v', 'error', '-i', join(dir, 'speech.wav'), '-f', 'lavfi', '-i', 'anoisesrc=color=brown:amplitude=0.02:seed=7:sample_rate=16000',
          '-filter_complex', `[0:a]aresample=16000,volume=0.4[s];[s][1:a]amix=inputs=2:duration=first${filter}`, '-c:a', 'aac', '-b:a', '48k', '-ac', '1', file]);
        const raw = join(dir, `${name}.f32`);
        execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f32le', '-ar', '16000', raw]);
        const bytes = readFileSync(raw);
        return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      };
      expect(findIn(blocksOf(spoken('uncut', '')), ...specs).filter((draft) => draft.standsAlone && draft.llr >= 1.5)).toEqual([]);
      const muted = findIn(blocksOf(spoken('muted', ",volume=enable='between(t,4,5.5)':volume=0")), ...specs).filter((draft) => draft.kind === 'audio-mute');
      expect(muted).toHaveLength(1);
      // The volume filter switches at frames, and a coded frame reaches into the next: 64 ms each.
      expect(Math.abs(muted[0]!.startUs - 4e6)).toBeLessThan(130_000);
      expect(Math.abs(muted[0]!.endUs - 5.5e6)).toBeLessThan(130_000);
    } finally {
      rmSync(dir, { recursive: true });
    }
  }, 60_000);
});
