/** Registers over cases: cells from what a person filled in, plans that anyone can draw again. */
import { expect, it } from 'vitest';
import type { Action, ActionEntry } from '../../core/action-log';
import { findingRef } from '../../core/review';
import { I18n } from '../../i18n/i18n.svelte';
import { EMPTY_CASE_INFO, noFacts, type CaseInfo } from '../../core/case';
import { DEFAULT_UNIT } from '../../core/unit/default-unit';
import { us } from '../../core/time';
import { surveyCase, type SurveyedCase } from '../../state/case-survey';
import { LEDGER_COLUMNS, ledgerRows } from './ledger-rows';
import { drawPlan, samplingRows } from './sampling-rows';

const t = (key: string, values?: Readonly<Record<string, unknown>>): string => (values === undefined ? key : `${key} ${Object.values(values).join(' ')}`);

function made(id: string, info: Partial<CaseInfo>, more: readonly Action[] = []): SurveyedCase {
  const actions: readonly Action[] = [{ kind: 'case-created', payload: { info: { ...EMPTY_CASE_INFO, ...info } } }, ...more];
  const entries = actions.map((action, at): ActionEntry => ({ ...action, id: `${id}-${at}`, caseId: id, seq: at + 1, atMs: at, actor: 'Li', version: 1 }));
  const facts = ['r1', 'r0001', 'r0002', 'r0004', 'r0005'].map((one) => ({ ...noFacts(one, id), summary: { durationUs: us(60e6), startUs: us(0), video: null } as never }));
  return surveyCase({ header: { id, info: { ...EMPTY_CASE_INFO, ...info }, recordingCount: 0, createdAtMs: 0, updatedAtMs: 0 }, entries, facts, findings: new Map() }, DEFAULT_UNIT);
}
const recording: Action = { kind: 'recordings-added', payload: { recordings: [{ id: 'r1', identity: { name: 'P1_D1_20260318091002_0001.mp4', folder: '', sizeBytes: 1, lastModifiedMs: 0 }, sampleUrl: null }] } };

it('writes a row a recording and leaves empty what nobody filled in', () => {
  const [header, first, second] = ledgerRows([made('a', { caseNumber: 'No. 14', activity: 'seizure', storedAt: '2026-03-19T09:30' }, [recording]), made('b', {})], DEFAULT_UNIT, { t, locale: 'en' });
  const cell = (row: readonly string[] | undefined, column: (typeof LEDGER_COLUMNS)[number]): string | undefined => row?.[LEDGER_COLUMNS.indexOf(column)];
  expect(header).toHaveLength(LEDGER_COLUMNS.length);
  expect(['number', 'caseNumber', 'activity', 'file', 'start', 'end', 'segments', 'storedAt', 'within24h'].map((column) => cell(first, column as 'file'))).toEqual([
    '1', 'No. 14', 'case:activity_seizure', 'P1_D1_20260318091002_0001.mp4', '2026-03-18 09:10:02', '2026-03-18 09:11:02', '1/1', '2026-03-19 09:30', 'registers:no']);
  expect(second?.filter((text) => text !== '')).toEqual(['2']);
});

it('tells a missing number and a break as nobody has judged them, and as somebody has', () => {
  const named = (number: string, time: string) => ({ id: `r${number}`, identity: { name: `P1_D1_20260318${time}_${number}.mp4`, folder: '', sizeBytes: 1, lastModifiedMs: 0 }, sampleUrl: null });
  const added: Action = { kind: 'recordings-added', payload: { recordings: [named('0001', '090000'), named('0002', '090100'), named('0004', '090300'), named('0005', '090930')] } };
  const i18n = new I18n();
  return i18n.start('zh-CN').then(() => {
    const words = { t: i18n.t, locale: 'zh-CN' };
    const cells = (column: 'segments' | 'breaks', more: readonly Action[] = []): readonly (string | undefined)[] => ledgerRows([made('a', {}, [added, ...more])], DEFAULT_UNIT, words).slice(1).map((row) => row[LEDGER_COLUMNS.indexOf(column)]);
    expect(cells('segments')).toEqual(['1/4（缺 0003）', '2/4（缺 0003）', '3/4（缺 0003）', '4/4（缺 0003）']);
    expect(cells('breaks')).toEqual(['', '其后缺 0003（09:02:00 至 09:03:00）：未判断；未填中断说明', '其后间断（09:04:00 至 09:09:30）：未判断；未填中断说明', '']);
    const { sequence, review } = made('a', {}, [added]);
    const finding = sequence.findings.get('r0002')![0]!;
    // What lies between recordings keeps the review open, here as in the open case.
    expect(review.remaining.items.find(({ item }) => item.id === 'art14-4-select')?.unseen.map((one) => one.recordingId)).toEqual(['r0002', 'r0004']);
    const judged: Action = { kind: 'finding-judged', payload: { from: null, replaced: null, to: { recordingId: 'r0002', finding: findingRef(finding), decision: 'accept', note: '未交来', atMs: 1, actor: 'Li' } } };
    expect(cells('breaks', [judged])[1]).toBe('其后缺 0003（09:02:00 至 09:03:00）：采纳、未交来；未填中断说明');
  });
});

it('says that a recording was stored in time only where the ledger gives the time', () => {
  const within = (info: Partial<CaseInfo>): string | undefined => ledgerRows([made('a', info, [recording])], DEFAULT_UNIT, { t, locale: 'en' })[1]?.[LEDGER_COLUMNS.indexOf('within24h')];
  expect([within({ storedAt: '2026-03-18T20:00' }), within({}), within({ storedAt: '2026-03-17T20:00' })]).toEqual(['registers:yes', '', 'registers:look']);
});

it('draws the same plan from the same seed in any order, and keeps Articles 12 and 18 in it', () => {
  const incident: Action = { kind: 'incident-changed', payload: { from: null, to: { id: 'i', clause: 1, recordingId: null, atUs: null, note: '', atMs: 0, actor: 'Li' } } };
  const cases = [made('s', { activity: 'seizure' }), made('i', { activity: 'inspection' }, [incident]), ...Array.from({ length: 20 }, (_, at) => made(`c${at}`, { activity: 'inspection' }))];
  const ids = (list: readonly SurveyedCase[], seed: string): readonly string[] => drawPlan(list, DEFAULT_UNIT, 0.2, 'activity', seed).chosen.map(({ id }) => id).sort();
  expect(ids(cases, '7')).toEqual(ids([...cases].reverse(), '7'));
  expect(ids(cases, '7')).not.toEqual(ids(cases, '8'));
  const plan = drawPlan(cases, DEFAULT_UNIT, 0.2, 'activity', '7');
  expect(plan.chosen.slice(0, 2).map(({ id, why }) => [id, why])).toEqual([['s', 'article12'], ['i', 'article18']]);
  expect(plan.chosen).toHaveLength(6);
  expect(samplingRows(plan, 'activity', t).slice(-6)[0]?.at(-1)).toBe('s');
});
