/** The opinion says who judged what on which evidence, in both languages, and a signature covers exactly that. */
import { beforeAll, describe, expect, it } from 'vitest';
import { I18n } from '../../i18n/i18n.svelte';
import type { ActionEntry } from '../action-log';
import type { Finding } from '../finding';
import { matchJudgements } from '../review';
import { us } from '../time';
import { askedBy } from '../two-reviewers/asked-items';
import { DEFAULT_UNIT } from '../unit/default-unit';
import { textOfBlocks, type Block } from './blocks';
import { lastChangeMs, makeOpinion, type OpinionInput } from './opinion';
import { findingKey, type FindingFrames } from './finding-frames';
import { opinionBlocks } from './opinion-blocks';
import { clockSpan, figureOf } from './opinion-words';
import { signingNotes } from './signing-notes';
import { madeUpCase, STILL_HASH } from './testing/made-up-case';

const WORDS = { party: '大连某某公司', quote: '本次执法全程录音录像', reason: '告知在进入之后', abuse: '你他妈的' };
const languages = new Map<string, I18n>();
beforeAll(async () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const i18n = new I18n();
    await i18n.start(locale);
    languages.set(locale, i18n);
  }
});
const blocksOf = (locale: 'zh-CN' | 'en', input: OpinionInput, hash: string | null = null): readonly Block[] => {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return opinionBlocks(makeOpinion(input), { t: languages.get(locale)!.t, locale, day, time: day }, hash);
};
const textOf = (locale: 'zh-CN' | 'en', input: OpinionInput): string => textOfBlocks(blocksOf(locale, input));

describe('the opinion', () => {
  it('cites file, timecode, frame, quote and still of a verdict, and page of a document', () => {
    const text = textOf('zh-CN', madeUpCase(WORDS, true));
    expect(text).toContain('第十四条（一） 开启时首先告知当事人：有瑕疵');
    expect(text).toContain('理由：告知在进入之后');
    expect(text).toContain('DEV7_001_20260301100000_0001.mp4 00:00:03.480 第 87 帧（PTS 3480000 μs）');
    expect(text).toContain('“本次执法全程录音录像”');
    expect(text).toContain(`截图 SHA-256 ${STILL_HASH}`);
    expect(text).toContain('《record.pdf》第 2 页');
  });

  it('names the version of each pass that ran', () => {
    expect(textOf('zh-CN', madeUpCase(WORDS, true))).toContain('画面分析（版本 00000abc）');
  });

  it('says of what is forbidden whether it was found, so that no verdict reads as a double negative, and names steps as the enforcement type does', () => {
    const text = textOf('zh-CN', madeUpCase(WORDS, true));
    expect(text).toContain('不得插入其他画面\t符合（未发现所禁情形）');
    expect(text).toContain('未进行全过程记录\t符合（未发现所禁情形）');
    expect(text).toContain('言语文明\t符合\t');
    expect(text).toContain('清点、封条');
    const input = madeUpCase(WORDS, true);
    expect(textOf('zh-CN', { ...input, info: { ...input.info, activity: 'inspection' } })).toContain('检查过程');
  });

  it('says what "conforms" means where the title says the contrary', () => {
    expect(textOf('zh-CN', madeUpCase(WORDS, true))).toContain('涉及国家秘密、商业秘密和个人隐私\t符合（未见该情形，或已按规定不录并说明）');
  });

  it('gives the sentence of a computed rule that is cited, in the table, below it and among the defects, as long as its inputs are the same', () => {
    const citing = (storedAt: string): string => {
      const input = madeUpCase(WORDS, true);
      const now = input.rules.get('storage-24h')!;
      const inputs = now.inputs.map(({ name, value }) => ({ name, value: name === 'storedAt' ? storedAt : value }));
      const items = input.remaining.items.map((one) => (one.item.id !== 'art16-24h' || one.verdict === null ? one
        : { ...one, verdict: { ...one.verdict, verdict: 'fail' as const, reason: 'late', citations: [{ type: 'rule' as const, rule: now.rule, outcome: now.outcome, inputs, note: '' }] } }));
      return textOf('zh-CN', { ...input, remaining: { ...input.remaining, items } });
    };
    expect(citing('2026-03-02T09:00').match(/依案件数据计算：.{1,8}——录像结束后 22 小时 30 分入库，在时限内/g)).toHaveLength(3);
    expect(citing('2026-03-09T09:00')).not.toContain('——录像结束后');
  });

  it('has a heading for the answer of the unit that was reviewed, as for every other part', () => {
    expect(blocksOf('zh-CN', madeUpCase(WORDS, true)).flatMap((block) => (block.type === 'heading' && block.level === 1 ? [block.text.split('、')[0]] : [])).slice(0, 12)).toEqual(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']);
  });

  it('shows what two reviewers differed in and what was settled, but nothing of it before both have judged all', () => {
    const conforms = (itemId: string) => ({ itemId, verdict: 'conform' as const, reason: '', noCitation: 'seen', citations: [], atMs: 1, actor: 'Wang' });
    const second = (judgeAll: boolean, theyAll = true): OpinionInput => ({
      ...madeUpCase(WORDS, judgeAll),
      otherReviews: [{
        schema: 'zhijian.review', version: 1, id: 'o', reviewer: 'Wang', exportedAtMs: 1, caseNumber: '', recordings: [], unit: { name: DEFAULT_UNIT.name, version: DEFAULT_UNIT.version, revision: DEFAULT_UNIT.revision },
        verdicts: [
          { itemId: 'art14-1-notice', verdict: 'fail', reason: '', noCitation: 'heard', citations: [], atMs: 1, actor: 'Wang' }, { itemId: 'art14-1-civil', verdict: 'minor', reason: '', noCitation: 'heard', citations: [], atMs: 1, actor: 'Wang' },
          ...(theyAll ? DEFAULT_UNIT.checklist.filter(({ id }) => !['art14-1-notice', 'art14-1-civil'].includes(id)).map(({ id }) => conforms(id)) : []),
        ],
      }],
      adjudications: new Map([['art14-1-notice', { itemId: 'art14-1-notice', verdict: 'fail', reason: '听不清告知', atMs: Date.UTC(2026, 2, 3), actor: 'Zhou' }]]),
    });
    const text = textOf('zh-CN', second(true));
    expect(text).toContain('双人审查与复核认定：Wang');
    expect(text).toContain('n = 44 项，一致率 95.5 %');
    expect(text).toContain('不符合：听不清告知（Zhou，2026-03-03）');
    expect(text).toContain('第十四条（一） 开启时首先告知当事人：不符合（复核认定）');
    // Below the item and among the defects alike, whose reason is whose.
    for (const reason of ['复核认定理由（Zhou）：听不清告知', '审查人原理由（Li）：告知在进入之后']) expect(text.split(reason)).toHaveLength(3);
    expect(text).toContain('未复核认定');
    expect(makeOpinion(second(true)).problems.map(({ item }) => item.id)).toEqual(['art14-1-notice']);
    expect(textOf('en', second(true))).toContain(' (settled)');
    expect(textOf('zh-CN', second(false))).not.toContain('Wang');
    expect(textOf('zh-CN', second(true, false))).not.toContain('Wang');
  });

  it('lists a defect with its reason and with where it can be heard', () => {
    const table = blocksOf('zh-CN', madeUpCase(WORDS, true)).find((block): block is Extract<Block, { type: 'table' }> => block.type === 'table' && block.columns.some(({ label }) => label === '整改期限'));
    expect(table?.rows[0]?.map(({ text }) => text)).toContain('开启时首先告知当事人：告知在进入之后\n依据：DEV7_001_20260301100000_0001.mp4 00:00:03.480 “本次执法全程录音录像”');
  });

  it('lists every file with both hashes, and every rule with its inputs', () => {
    const text = textOf('zh-CN', madeUpCase(WORDS, true));
    expect(text).toContain('cd'.repeat(32));
    expect(text).toContain('ef'.repeat(32));
    expect(text).toContain('2026-03-01 10:00:00 – 10:30:00');
    expect(text).toContain('录像结束后 22 小时 30 分入库，在时限内');
    expect(text).toContain('应存储时限：2026-03-02 10:30:00');
    expect(text).toContain('保存至 2036-03-01');
  });

  it('shows the rules on keeping in the order of the regulation', () => {
    const table = blocksOf('zh-CN', madeUpCase(WORDS, true)).find((block): block is Extract<Block, { type: 'table' }> => block.type === 'table' && block.columns.some(({ label }) => label === '计算'));
    const articles = table?.rows.map(([item]) => /^第(.+?)条/.exec(item?.text ?? '')?.[1]);
    expect([...new Set(articles)]).toEqual(['十五', '十六', '十七', '十八', '十九', '二十']);
  });

  it('says of a trace in the file what was read, and where', () => {
    const input = madeUpCase(WORDS, true);
    const [of] = input.findings;
    const trace: Finding = {
      id: 'o1', kind: 'remuxed', level: 'note', startUs: us(0), endUs: us(1800e6), confidence: 0.7, groups: ['C'], benign: [], disproof: [], detector: 'packet/software-trace', supportedBy: [],
      evidence: [{ type: 'text', label: 'software-name', text: 'moov/udta: Lavf59\u0000' }, { type: 'bytes', offset: 120, length: 33, label: 'container-box' }],
    };
    const text = textOf('zh-CN', { ...input, findings: [{ ...of!, findings: [...of!.findings, trace] }] });
    expect(text).toContain('软件名称：moov/udta: Lavf59；所在位置：文件第 120 字节起，共 33 字节');
  });

  it('shows each continuity finding once with figure and judgement', () => {
    const [table] = blocksOf('zh-CN', madeUpCase(WORDS, true)).filter((block): block is Extract<Block, { type: 'table' }> => block.type === 'table' && block.columns.some(({ label }) => label === '人工判断'));
    expect(table?.rows.map((row) => row.map(({ text }) => text))).toEqual([[expect.stringContaining('00:01:01.480'), expect.stringContaining('重点'), expect.stringContaining('4.50 秒 ＞ 2.00 秒'), '采纳：seen']]);
  });

  it('shows the pictures before and after of accepted findings, or says that they are away, and stays the same words', () => {
    const input = madeUpCase(WORDS, true);
    const [finding] = input.findings[0]!.findings;
    const frame = (role: 'before' | 'after', ordinal: number) => ({ role, recordingId: 'r1', ordinal, ptsUs: us(ordinal * 40_000) });
    const withFrames = (hashes: readonly [string, string] | null): readonly Block[] => {
      const frames: FindingFrames = new Map([[findingKey({ recordingId: 'r1', finding: finding! }), [{ before: frame('before', 1536), after: frame('after', 1537), hashes }]]]);
      return opinionBlocks(makeOpinion(input), { t: languages.get('zh-CN')!.t, locale: 'zh-CN', day: String, time: String }, null, frames);
    };
    const shown = withFrames(['a', 'b']).find((block) => block.type === 'pictures');
    expect(shown).toMatchObject({ note: '', pictures: [{ hash: 'a', caption: expect.stringMatching(/^前.*00:01:01\.440.*第 1536 帧/) as string }, { hash: 'b', caption: expect.stringMatching(/^后.*第 1537 帧/) as string }] });
    expect(withFrames(null).find((block) => block.type === 'pictures')).toMatchObject({ pictures: [], note: expect.stringContaining('录像文件现在读不到') as string });
    expect(textOfBlocks(withFrames(['a', 'b']))).toBe(textOfBlocks(withFrames(null)));
  });

  it('tells of each judged finding what benign causes were tested, shows its pictures whatever was decided, and says where there is no room for all', () => {
    const input = madeUpCase(WORDS, true);
    const [cut] = input.findings[0]!.findings;
    const of = (count: number, decision: 'reject' | 'defer') => {
      const many = Array.from({ length: count }, (_, i): Finding => ({ ...cut!, id: `c${i}`, benign: [{ cause: 'still-scene', result: 'ruled-out' }, { cause: 'day-night', result: 'possible' }, { cause: 'dropped-pictures', result: 'not-testable' }] }));
      const findings = [{ recordingId: 'r1', findings: many, judged: matchJudgements(many, many.map((finding) => ({ recordingId: 'r1', finding, decision, note: '', atMs: 1, actor: 'Li' }))) }];
      const frames: FindingFrames = new Map(many.map((finding) => [findingKey({ recordingId: 'r1', finding }), null]));
      return opinionBlocks(makeOpinion({ ...input, findings }), { t: languages.get('zh-CN')!.t, locale: 'zh-CN', day: String, time: String }, null, frames);
    };
    expect(textOfBlocks(of(1, 'reject'))).toMatch(/——不采纳。无害原因检验：已排除 [^；]+；未能排除 [^；]+；无法检验 [^；]+\n/);
    expect(of(1, 'defer').filter(({ type }) => type === 'pictures')).toHaveLength(1);
    expect(of(43, 'reject').filter(({ type }) => type === 'pictures')).toHaveLength(40);
    expect(textOfBlocks(of(43, 'reject'))).toContain('另有 3 处已判断的发现未附画面');
  });

  it('says a figure with its unit in words, and spells a day out again only where another begins', () => {
    const words = { t: languages.get('zh-CN')!.t, locale: 'zh-CN', day: String, time: String };
    const figure = (unit: string, value: number): string => figureOf([{ type: 'metric', metric: 'segment-gap', value, threshold: 0.15, relation: '<', unit, atUs: us(0) }], words);
    expect(figure('luma', 0.004)).toContain('0.004 ＜ 0.15 级亮度');
    expect(figure('s', 4.12)).toContain('4.12 秒');
    expect(figure('s', 6175)).toContain('1 小时 42 分 55 秒');
    expect(clockSpan(Date.UTC(2026, 2, 1, 23, 50) / 1000, Date.UTC(2026, 2, 2, 0, 20) / 1000)).toBe('2026-03-01 23:50:00 –\n2026-03-02 00:20:00');
    expect(clockSpan(Date.UTC(2026, 2, 1, 23) / 1000, null)).toBe('2026-03-01 23:00:00 –');
  });

  it('keeps the party’s abuse out of the officers’ speech and shows it as a hint of Article 18', () => {
    const opinion = makeOpinion(madeUpCase(WORDS, true));
    expect(opinion.uncivil).toEqual([]);
    expect(opinion.hints.map(({ quote }) => quote)).toEqual(['你他妈的']);
    expect(textOf('zh-CN', madeUpCase(WORDS, true))).toContain('声音文字记录中未检出不文明用语线索');
  });

  it('says that cues are for reference only, and never concludes', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const text = textOf(locale, madeUpCase(WORDS, true));
      expect(text).toContain(locale === 'en' ? 'for reference only' : '自动线索与计算仅供参考');
      expect(text).not.toMatch(/伪造|篡改|forged|tampered/);
    }
  });

  it('lists defects, and says that it is a draft while an item is open', () => {
    expect(makeOpinion(madeUpCase(WORDS, true))).toMatchObject({ complete: true, problems: [{ item: { id: 'art14-1-notice' } }] });
    const draft = madeUpCase(WORDS, false);
    expect(makeOpinion(draft).complete).toBe(false);
    expect(textOf('zh-CN', draft)).toContain('草稿');
    expect(textOf('zh-CN', draft)).toContain('待人工复核');
    expect(textOf('zh-CN', madeUpCase(WORDS, true))).not.toContain('草稿');
  });

  it('leaves no text without words in either language', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const text = textOf(locale, madeUpCase(WORDS, true));
      expect(text).not.toMatch(/\b(?:opinion|rules|review|case|findings):?[a-z]+_|says_|\{\{|undefined|metric_/);
    }
    expect(textOf('en', madeUpCase(WORDS, true)).replaceAll(/[\u3000-\u9fff\uff00-\uffef]+/g, '').length).toBeGreaterThan(3000);
  });

  it('is complete in columns: widths fill the page and every row has a cell for each', () => {
    for (const block of blocksOf('en', madeUpCase(WORDS, true))) {
      if (block.type !== 'table') continue;
      expect(block.columns.reduce((sum, { width }) => sum + width, 0)).toBe(100);
      for (const row of block.rows) expect(row).toHaveLength(block.columns.length);
    }
  });
});

describe('before signing', () => {
  const notesOf = (info: Partial<OpinionInput['info']>, more: Partial<OpinionInput> = {}, signer = 'Li') => {
    const input = madeUpCase(WORDS, true);
    return signingNotes(makeOpinion({ ...input, findings: [], ...more, info: { ...input.info, ...info } }), 'reviewer', signer);
  };
  const filled = { documentNumber: '7', overall: 'seen' };

  it('tells what is blank, and nothing where all is there', () => {
    expect(notesOf({ documentNumber: '', overall: ' ' })).toEqual([{ type: 'blank', field: 'documentNumber' }, { type: 'blank', field: 'overall' }]);
    expect(notesOf(filled)).toEqual([]);
  });

  it('tells which items are said to conform although a person accepted a finding that bears on them, and the document says so too', () => {
    const { findings } = madeUpCase(WORDS, true);
    const told = notesOf(filled, { findings }).flatMap((note) => (note.type === 'contradicted' ? [[note.itemId, ...note.findings.map(({ finding }) => finding.id)]] : []));
    expect(told).toEqual([['art12-full', 'f1'], ['art14-4-continuous', 'f1'], ['art14-4-insert', 'f1'], ['art21-2', 'f1']]);
    expect(textOf('zh-CN', madeUpCase(WORDS, true))).toContain('审查人已采纳与本项有关的发现（');
    const rejected = findings.map((one) => ({ ...one, judged: matchJudgements(one.findings, [{ recordingId: one.recordingId, finding: one.findings[0]!, decision: 'reject', note: '', atMs: 1, actor: '' }]) }));
    expect(notesOf(filled, { findings: rejected })).toEqual([]);
  });

  it('tells that one person signs twice, by the case’s data or by the other signature', () => {
    expect(notesOf({ ...filled, secondReviewer: 'Li ' })).toEqual([{ type: 'same-person', name: 'Li', by: 'secondReviewer' }]);
    const signatures = [{ role: 'second-reviewer' as const, name: 'Li', atMs: 9, seq: 4, opinionHash: '', unit: { name: '', version: 1, revision: 1 } }];
    expect(notesOf({ ...filled, secondReviewer: 'Wu' }, { signatures })).toEqual([{ type: 'same-person', name: 'Li', by: 'signature' }]);
    expect(notesOf(filled, {}, '')).toEqual([]);
  });

  it('tells where two reviewers differ, and the document says so of the verdict', () => {
    const otherReviews = [{
      schema: 'zhijian.review' as const, version: 1, id: 'o', reviewer: 'Wang', exportedAtMs: 1, caseNumber: '', recordings: [], unit: { name: 'other', version: 1, revision: 2 },
      asked: { items: askedBy(DEFAULT_UNIT).items.filter(({ id }) => id === 'art14-1-notice'), articles: askedBy(DEFAULT_UNIT).articles },
      verdicts: [{ itemId: 'art14-1-notice', verdict: 'fail' as const, reason: 'none', noCitation: 'heard', citations: [], atMs: 1, actor: 'Wang' }],
    }];
    expect(notesOf(filled, { otherReviews })).toEqual([{ type: 'unsettled', itemId: 'art14-1-notice', reviewer: 'Wang' }]);
    expect(textOf('zh-CN', { ...madeUpCase(WORDS, true), otherReviews })).toContain('有瑕疵（两人不一致，未复核认定）');
    expect(textOf('zh-CN', { ...madeUpCase(WORDS, true), otherReviews })).toContain(`另有 ${DEFAULT_UNIT.checklist.length - 1} 项两人的清单不同，未作比较`);
    expect(notesOf(filled, { otherReviews, adjudications: new Map([['art14-1-notice', { itemId: 'art14-1-notice', verdict: 'fail', reason: 'heard again', atMs: 1, actor: 'Zhou' }]]) })).toEqual([]);
  });
});

describe('a signature', () => {
  const signed = (input: OpinionInput): OpinionInput => ({ ...input, signatures: [{ role: 'reviewer', name: 'Li', atMs: 9, seq: 4, opinionHash: '', unit: { name: '', version: 1, revision: 1 } }] });

  it('does not change the text that it is put under, and any verdict does', () => {
    const input = madeUpCase(WORDS, true);
    expect(textOf('zh-CN', signed(input))).toBe(textOf('zh-CN', input));
    expect(textOf('zh-CN', madeUpCase({ ...WORDS, reason: 'other' }, true))).not.toBe(textOf('zh-CN', input));
    expect(blocksOf('zh-CN', signed(input), '').find((block) => block.type === 'signatures')).toMatchObject({ lines: [{ name: 'Li', date: '1970-01-01' }, { name: null, date: null }] });
  });

  it('stands in the document as void once the words are others', () => {
    const [line] = (blocksOf('zh-CN', signed(madeUpCase(WORDS, true)), 'ab').find((block) => block.type === 'signatures') as Extract<Block, { type: 'signatures' }>).lines;
    expect(line).toMatchObject({ date: null });
    expect(line?.name).toContain('签署已失效');
  });

  it('is no change of the review, nor is taking it back', () => {
    const entry = (id: string, atMs: number, action: object): ActionEntry => ({ id, caseId: 'c', seq: atMs, atMs, actor: '', version: 1, ...action }) as ActionEntry;
    const edit = entry('a', 1, { kind: 'case-edited', payload: { field: 'party', from: '', to: 'x' } });
    const sign = entry('b', 2, { kind: 'opinion-signed', payload: { from: null, to: null } });
    expect(lastChangeMs([edit, sign, entry('c', 3, { kind: 'undone', payload: { target: 'b' } })])).toBe(1);
    expect(lastChangeMs([edit, sign, entry('c', 3, { kind: 'undone', payload: { target: 'a' } })])).toBe(3);
    expect(lastChangeMs([])).toBe(0);
  });
});
