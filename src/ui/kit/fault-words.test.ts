/** A fault of a settings file is told in the reader's language alone, with the place in words. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_UNIT } from '../../core/unit/default-unit';
import { readUnitFile } from '../../db/unit-file';
import zh from '../../i18n/messages/unit/zh-CN.json';
import { faultWords } from './fault-words';

const t = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
  const text = (zh as Record<string, string>)[key.replace('unit:', '')];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
};
const told = (file: string): readonly string[] => { const read = readUnitFile(file); return read.ok ? [] : read.error.map((fault) => faultWords(fault, t)); };
const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...DEFAULT_UNIT, ...change });

describe('a fault', () => {
  it('names the place and what is expected there', () => {
    const [first, ...rest] = DEFAULT_UNIT.checklist;
    expect(told(changed({ checklist: [{ ...first, duty: 'perhaps' }, ...rest] }))).toEqual(['审查项目第 1 项 › 义务：应为 must、may、must-not、scope 之一（"perhaps"）']);
    expect(told(changed({ revision: 0, name: 5 }))).toEqual(['修订次数：不能小于 1（0）', '名称：应为文字（5）']);
    expect(told(changed({ reactionLagMs: undefined }))).toEqual(['标记提前量：缺少此项']);
    expect(told(changed({ extra: 1 }))).toEqual(['extra：不认识此项']);
  });

  it('holds no words of another language than the file’s own', () => {
    const lexicon = { ...DEFAULT_UNIT.lexicon, groups: { ...DEFAULT_UNIT.lexicon.groups, close: { en: 'Close', cues: { c_end: '(' } } } };
    expect(told(changed({ lexicon }))).toEqual(['用语库 › 线索组 › close › 线索 › c_end：匹配式不能使用（(）']);
    expect(told('{"a":\n 1,,}')[0]).toMatch(/^文件：不是 JSON 文件(（2:\d+）)?$/);
  });
});
