/** `npm run analyze`: exit codes, one clear line for what could not be analysed, and the shape of its JSON. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runNode } from '../scripts/setup/run.mjs';
import makeFixtures, { fixture } from './fixtures/make-fixtures';

let out = '';
beforeAll(() => {
  makeFixtures();
  out = mkdtempSync(join(tmpdir(), 'zhijian-analyze-'));
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

const analyze = (...args: string[]): ReturnType<typeof runNode> => runNode(join(ROOT, 'scripts/analyze.mjs'), args, { timeoutMs: 170_000 });

describe('npm run analyze', () => {
  it('tells how it is used, and that is an error of use', async () => {
    expect((await analyze()).code).toBe(2);
    expect((await analyze('--nonsense', fixture('gap.mp4'))).code).toBe(2);
    const inTheWay = await analyze(fixture('gap.mp4'), '--json', fixture('text.mp4'));
    expect(inTheWay.code).toBe(2);
    expect(inTheWay.output.trim().split('\n')).toHaveLength(1);
  });

  it('analyses the sound files of a batch, says why of the others, and ends with 1', async () => {
    const { code, output } = await analyze(fixture('gap.mp4'), fixture('text.mp4'), join(out, 'nowhere.mp4'), '--json', out);
    expect(code).toBe(1);
    expect(output).toMatch(/text\.mp4/);
    expect(output).toMatch(/nowhere\.mp4/);
    expect(readdirSync(out)).toContain('gap.mp4.json');
    const document = JSON.parse(readFileSync(join(out, 'gap.mp4.json'), 'utf8'));
    expect(document.schema).toBe('zhijian.findings/1');
    const gap = document.findings.find((finding: { kind: string }) => finding.kind === 'timestamp-gap');
    expect(gap).toBeDefined();
    expect(gap.evidence.length).toBeGreaterThan(0);
    expect(output).toMatch(/1 analysed, 2 failed\s*$/);
    // Kinds and measures in words of both languages.
    expect(output).toMatch(/时间戳缺口 Timestamp gap/i);
    expect(output).not.toMatch(/time-step \d/);
    for (const [name, code] of [['text.mp4', 'file-not-media'], ['nowhere.mp4', 'file-gone']] as const) {
      const failed = JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8'));
      expect(failed).toMatchObject({ schema: 'zhijian.findings/1', recording: { fileName: name }, error: { code }, findings: [] });
      expect(failed.error.message).not.toBe('');
    }
  });

  it('reads a playlist with its segments as one recording, and names the segment that is missing', async () => {
    const folder = join(out, 'segments');
    mkdirSync(folder);
    for (const name of ['playlist.m3u8', 'segment0.ts', 'segment1.ts']) copyFileSync(fixture(name), join(folder, name));
    const at = (name: string): string => join(folder, name);
    const whole = await analyze(at('playlist.m3u8'), at('segment0.ts'), at('segment1.ts'), '--json', out);
    expect(whole.output).toMatch(/1 analysed, 0 failed\s*$/);
    expect(whole.code).toBe(0);
    const document = JSON.parse(readFileSync(join(out, 'playlist.m3u8.json'), 'utf8'));
    expect(document.recording.fileName).toBe('playlist.m3u8');
    expect(document.recording.durationUs / 1e6).toBeCloseTo(8, 0);
    rmSync(at('segment1.ts'));
    const half = await analyze(at('playlist.m3u8'), '--json', out);
    expect(half.output).toMatch(/segment1\.ts/);
    const left = JSON.parse(readFileSync(join(out, 'playlist.m3u8.json'), 'utf8'));
    expect(left.issues).toContainEqual(expect.objectContaining({ code: 'segment-missing' }));
    expect(left.recording.durationUs / 1e6).toBeCloseTo(4, 0);
    rmSync(at('segment0.ts'));
    const none = await analyze(at('playlist.m3u8'), '--json', out);
    expect(none.code).toBe(1);
    expect(JSON.parse(readFileSync(join(out, 'playlist.m3u8.json'), 'utf8'))).toMatchObject({ error: { code: 'segment-missing' }, findings: [] });
  });

  it('ends with 0 when all were analysed', async () => {
    expect((await analyze(fixture('gap.mp4'), '--quiet')).code).toBe(0);
  });
});
