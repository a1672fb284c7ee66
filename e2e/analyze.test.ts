/** `npm run analyze`: exit codes, one clear line for what could not be analysed, and the shape of its JSON. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
  });

  it('ends with 0 when all were analysed', async () => {
    expect((await analyze(fixture('gap.mp4'), '--quiet')).code).toBe(0);
  });
});
