/** What was signed is shown as it was, with who signed it; the draft is held against it by what it says and not by counters of the settings. */
import { beforeAll, describe, expect, it } from 'vitest';
import { I18n } from '../../i18n/i18n.svelte';
import type { Signature } from '../review/signature';
import { textOfBlocks, type Block } from './blocks';
import { makeOpinion, type OpinionInput } from './opinion';
import { opinionBlocks } from './opinion-blocks';
import { changedSections, signedBlocks } from './signed-opinion';
import { madeUpCase } from './testing/made-up-case';

const WORDS = { party: '大连某某公司', quote: '本次执法全程录音录像', reason: '告知在进入之后', abuse: '你他妈的' };
const i18n = new I18n();
beforeAll(() => i18n.start('zh-CN'));
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const blocksOf = (input: OpinionInput, hash: string | null = null): readonly Block[] => opinionBlocks(makeOpinion(input), { t: i18n.t, locale: 'zh-CN', day, time: day }, hash);
const signature = (role: Signature['role'], name: string, opinionHash: string): Signature => ({ role, name, atMs: 9, seq: 4, opinionHash, unit: { name: '', version: 1, revision: 1 } });
const input = (): OpinionInput => madeUpCase(WORDS, true);
const showing = (blocks: readonly Block[]): string => JSON.stringify(blocks);

describe('what is signed', () => {
  it('does not depend on the count of the settings’ revisions, on settings that the opinion does not show, or on the day of the last change', () => {
    const given = input();
    const signed = textOfBlocks(blocksOf(given));
    const { unit } = given;
    expect(textOfBlocks(blocksOf({ ...given, asOfMs: given.asOfMs + 9e9, unit: { ...unit, revision: unit.revision + 2, rules: { ...unit.rules, sampling: { ...unit.rules.sampling, rate01: 0.5 } } } }))).toBe(signed);
    expect(textOfBlocks(blocksOf({ ...given, unit: { ...unit, name: 'other' } }))).not.toBe(signed);
    expect(textOfBlocks(blocksOf({ ...given, info: { ...given.info, reviewer: 'Wu' } }))).not.toBe(signed);
  });

  it('is shown with the names of who signed it, in its head and below, and not with signatures under other words', () => {
    const blocks = blocksOf(input());
    const shown = signedBlocks({ hash: 'aa', blocks }, [signature('reviewer', 'Sun', 'bb'), signature('reviewer', 'Li', 'aa'), signature('second-reviewer', 'Chen', 'aa')], day);
    expect(shown.find((block) => block.type === 'signatures')).toMatchObject({ lines: [{ name: 'Li', date: '1970-01-01' }, { name: 'Chen', date: '1970-01-01' }] });
    expect(showing(shown.slice(0, 3))).toContain('Chen');
    expect(textOfBlocks(shown)).toBe(textOfBlocks(blocks));
    expect(showing(signedBlocks({ hash: 'cc', blocks }, [signature('reviewer', 'Sun', 'bb')], day))).not.toContain('Sun');
  });

  it('stands in the head of the draft as well, where the case’s data name nobody', () => {
    const given = { ...input(), signatures: [signature('second-reviewer', 'Chen', 'aa')] };
    expect(showing(blocksOf(given, 'aa').slice(0, 3))).toContain('Chen');
    expect(textOfBlocks(blocksOf(given, 'aa'))).toBe(textOfBlocks(blocksOf(input())));
  });
});

describe('where the draft differs', () => {
  it('is told by section, the head of the document among them', () => {
    const given = input();
    const signed = blocksOf(given);
    expect(changedSections(signed, blocksOf(given))).toEqual([]);
    expect(changedSections(signed, blocksOf({ ...given, info: { ...given.info, overall: 'fine', documentNumber: '7' } }))).toEqual(['', '十一、总体意见']);
    expect(changedSections(signed, blocksOf({ ...given, utterances: [], hits: [] }))).toEqual(['八、文明用语线索及处理', '五、程序时间线', '附件二　声音文字记录'].sort((a, b) => order(signed, a) - order(signed, b)));
  });
});

const order = (blocks: readonly Block[], title: string): number => blocks.findIndex((block) => block.type === 'heading' && block.text === title);
