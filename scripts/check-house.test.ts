/** House rules: what they find, and what they leave alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { houseFaults, messageFaults } from './check-house.mjs';

const faultsOf = (path: string, text: string): string[] => houseFaults([path], () => text);

describe('files', () => {
  it('asks for names that say something, in kebab-case, with a header', () => {
    expect(faultsOf('src/core/time.ts', '/** Time. */\n')).toEqual([]);
    expect(faultsOf('src/core/utils.ts', '/** Things. */\n')).toHaveLength(1);
    expect(faultsOf('src/core/myTime.ts', '/** Time. */\n')).toHaveLength(1);
    expect(faultsOf('src/core/time.ts', 'export const x = 1;\n')).toHaveLength(1);
    expect(faultsOf('src/ui/kit/Button.svelte', '<button type="button">x</button>')).toEqual([]);
  });

  it('keeps places of one machine and unfinished marks out', () => {
    expect(faultsOf('src/core/time.ts', '/** Time. */\n// TODO later\n')).toHaveLength(1);
    expect(faultsOf('README.md', `see ${'/'}home/someone/file\n`)).toHaveLength(1);
    expect(faultsOf('README.md', 'see ../shared/corpus and http://localhost:5273/\n')).toEqual([]);
  });

  it('keeps folder READMEs short', () => {
    expect(faultsOf('src/core/README.md', 'line\n'.repeat(61))).toHaveLength(1);
    expect(faultsOf('README.md', 'line\n'.repeat(200))).toEqual([]);
  });
});

describe('messages', () => {
  const check = (zh: Record<string, string>, en: Record<string, string>): string[] => {
    const folder = mkdtempSync(join(tmpdir(), 'zhijian-messages-'));
    try {
      mkdirSync(join(folder, 'case'));
      writeFileSync(join(folder, 'case/zh-CN.json'), JSON.stringify(zh));
      writeFileSync(join(folder, 'case/en.json'), JSON.stringify(en));
      return messageFaults(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  it('finds missing keys and other values', () => {
    expect(check({ a: '{{n}} 处' }, { a: '{{n}} places' })).toEqual([]);
    expect(check({ a: '甲' }, {})).toHaveLength(1);
    expect(check({}, { a: 'A' })).toHaveLength(1);
    expect(check({ a: '{{n}} 处' }, { a: '{{count}} places' })).toHaveLength(1);
  });

  it('knows that English has a singular', () => {
    expect(check({ files_other: '{{count}} 个文件' }, { files_one: 'one file', files_other: '{{count}} files' })).toEqual([]);
  });
});
