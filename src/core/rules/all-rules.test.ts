/** What the computable rules say on a ledger that is complete, wrong or has holes; every input is shown. */
import { describe, expect, it } from 'vitest';
import { EMPTY_CASE_INFO, type CaseInfo } from '../case';
import { DEFAULT_UNIT } from '../unit/default-unit';
import type { RuleId } from '../unit/rule-ids';
import { us } from '../time';
import type { ClockTrack } from '../tables';
import { runRule, runRules } from './all-rules';
import { clockMinusContainerS } from './clock-offset';
import { localSeconds, localText, yearsLater } from './local-time';
import type { RuleFacts, RuleRecording } from './rule';

const at = (text: string): number => localSeconds(text)!;
const recording = (over: Partial<RuleRecording> = {}): RuleRecording => ({
  id: 'r', name: 'DEV7_001_20260301100000_0001.mp4', hashes: { sha256: 'a', sm3: 'b' }, analysis: 'done', startS: at('2026-03-01 10:00'), endS: at('2026-03-01 10:30'), clockMinusContainerS: 0, ...over,
});
const facts = (info: Partial<CaseInfo> = {}, over: Partial<RuleFacts> = {}): RuleFacts => ({
  info: { ...EMPTY_CASE_INFO, ...info }, rules: DEFAULT_UNIT.rules, recordedMatters: [], recordings: [recording()], incidents: [], documents: [], ...over,
});
const says = (id: RuleId, given: RuleFacts): readonly [string, string] => { const { outcome, says: key } = runRule(id, given); return [outcome, key]; };
const incident = { id: 'i', clause: 2 as const, recordingId: null, atUs: null, note: '', atMs: 0, actor: '' };

describe('storage within 24 hours', () => {
  it('counts from the end of the last segment to the ledger’s time, to the minute', () => {
    expect(says('storage-24h', facts({ storedAt: '2026-03-02T10:30' }))).toEqual(['met', 'storage_within']);
    expect(says('storage-24h', facts({ storedAt: '2026-03-02T10:31' }))).toEqual(['anomaly', 'storage_late']);
    expect(says('storage-24h', facts({ storedAt: '2026-03-01T10:00' }))).toEqual(['anomaly', 'storage_before_end']);
    const later = recording({ endS: at('2026-03-01 12:00') });
    expect(says('storage-24h', facts({ storedAt: '2026-03-02T11:59' }, { recordings: [recording(), later] }))).toEqual(['met', 'storage_within']);
  });

  it('never tells a length that contradicts the limit', () => {
    const late = runRule('storage-24h', facts({ storedAt: '2026-03-02T10:31' }, { recordings: [recording({ endS: at('2026-03-01 10:30') + 6 })] }));
    expect(late).toMatchObject({ outcome: 'anomaly', values: { hours: 24, minutes: 1 } });
    const early = runRule('storage-24h', facts({ storedAt: '2026-03-01T10:00' }));
    expect(early.values).toEqual({ hours: 0, minutes: 30 });
    const seconds = runRule('storage-24h', facts({ storedAt: '2026-03-01T10:30' }, { recordings: [recording({ endS: at('2026-03-01 10:30') + 6 })] }));
    expect(seconds).toMatchObject({ says: 'storage_before_end', values: { hours: 0, minutes: 1 } });
  });

  it('shows end, due and stored time, and asks for what is missing', () => {
    const { inputs } = runRule('storage-24h', facts({ storedAt: '2026-03-02T09:00' }));
    expect(inputs.map(({ name, value }) => [name, value])).toEqual([['last-segment-end', '2026-03-01 10:30:00'], ['storage-hours', '24'], ['due', '2026-03-02 10:30:00'], ['storedAt', '2026-03-02T09:00']]);
    expect(runRule('storage-24h', facts())).toMatchObject({ outcome: 'no-data', missing: ['storedAt'] });
    expect(runRule('storage-24h', facts({}, { recordings: [recording({ endS: null })] }))).toMatchObject({ outcome: 'no-data', missing: ['endedAt', 'storedAt'] });
    expect(says('storage-24h', facts({ endedAt: '2026-03-01T11:00', storedAt: '2026-03-01T12:00' }, { recordings: [] }))).toEqual(['met', 'storage_within']);
    expect(says('storage-24h', facts({ storedAt: '2026-03-02' }))).toEqual(['no-data', 'storage_no_time']);
  });
});

describe('label and keeper', () => {
  const label = { caseNumber: '14', method: 'x', madeAt: '2026-03-01T10:00', maker: 'Li', evidence: 'no' };
  it('are complete only with what evidence proves, where it is evidence', () => {
    expect(says('label', facts(label))).toEqual(['met', 'label_complete']);
    expect(runRule('label', facts({ ...label, evidence: 'yes' }))).toMatchObject({ outcome: 'no-data', missing: ['proves'] });
    expect(runRule('label', facts({}))).toMatchObject({ missing: ['caseNumber', 'method', 'madeAt', 'maker', 'evidence'] });
    expect(says('label', facts({ ...label, madeAt: 'spring' }))).toEqual(['anomaly', 'label_time_unreadable']);
    expect(says('keeper', facts())).toEqual(['no-data', 'keeper_missing']);
    expect(says('keeper', facts({ keeper: 'Wang' }))).toEqual(['met', 'keeper_named']);
  });
});

describe('retention', () => {
  const made = { madeAt: '2024-02-29T10:00' };
  it('takes the longest, and never says that anything may be deleted', () => {
    expect(says('retention', facts({ ...made, evidence: 'yes', retentionYears: '10' }, { incidents: [incident] }))).toEqual(['met', 'retention_long_term']);
    expect(runRule('retention', facts({ ...made, evidence: 'yes', retentionYears: '10' }))).toMatchObject({ says: 'retention_with_file', values: { expires: '2034-02-28' } });
    expect(says('retention', facts({ ...made, evidence: 'yes', retentionYears: 'permanent' }))).toEqual(['met', 'retention_permanent']);
    expect(says('retention', facts({ ...made, evidence: 'yes' }))).toEqual(['no-data', 'retention_ask_years']);
    expect(says('retention', facts({ ...made, evidence: 'no' }))).toEqual(['no-data', 'retention_unit_unset']);
    expect(says('retention', facts(made))).toEqual(['no-data', 'retention_ask_evidence']);
    expect(runRule('retention', facts({ ...made, evidence: 'no' }, { rules: { ...DEFAULT_UNIT.rules, retentionYears: 1 } }))).toMatchObject({ says: 'retention_by_unit', values: { expires: '2025-02-28' } });
  });

  it('asks for a disc where there is an incident', () => {
    expect(says('long-term-2', facts({}, { incidents: [incident] }))).toEqual(['no-data', 'long_term_ask_disc']);
    expect(says('long-term-2', facts({ discNumber: 'D1' }, { incidents: [incident] }))).toEqual(['met', 'long_term_kept']);
    expect(says('long-term-1', facts({}, { incidents: [incident] }))).toEqual(['noted', 'long_term_none']);
  });
});

describe('the clock', () => {
  it('takes exactly eight hours for UTC, other differences for something to look at', () => {
    const off = (seconds: number | null): readonly [string, string] => says('clock-offset', facts({}, { recordings: [recording({ clockMinusContainerS: seconds })] }));
    expect(off(8 * 3600 + 20)).toEqual(['met', 'clock_utc']);
    expect(off(3)).toEqual(['met', 'clock_fits']);
    expect(off(7 * 3600)).toEqual(['anomaly', 'clock_off']);
    expect(off(null)).toEqual(['no-data', 'clock_unknown']);
  });
});

describe('clock and container', () => {
  const clock = (text: string, dated = true, atS = 10): ClockTrack => ({
    box: { x: 0, y: 0, w: 1, h: 1 }, dated, steps: [], absent: [], rate: 1, readings: [{ ordinal: 0, atUs: us(atS * 1e6), clockS: at(text), text: '', score01: 1, fits: true }],
  });
  const summary = (containerTime: string | null) => ({ containerTime, startUs: us(0), durationUs: us(1800e6) });
  it('are compared where both tell a day, whether the container was written at the beginning or at the end', () => {
    expect(clockMinusContainerS([clock('2026-03-01 10:00:10')], summary('2026-03-01T10:00:00'))).toBe(0);
    expect(clockMinusContainerS([clock('2026-03-01 10:00:10')], summary('2026-03-01T10:30:00Z'))).toBe(0);
    expect(clockMinusContainerS([clock('2026-03-01 18:00:10')], summary('2026-03-01T10:30:00Z'))).toBe(8 * 3600);
    expect(clockMinusContainerS([clock('2026-03-01 13:00:10')], summary('2026-03-01T10:00:00'))).toBe(3 * 3600);
    expect(clockMinusContainerS([clock('2026-03-01 10:00:10', false)], summary('2026-03-01T10:00:00'))).toBeNull();
    expect(clockMinusContainerS([clock('2026-03-01 10:00:10')], summary(null))).toBeNull();
  });
});

describe('other articles', () => {
  it('compare device, list, documents and situations with what the case says', () => {
    expect(says('device-named', facts({ device: 'DEV7' }))).toEqual(['met', 'device_in_names']);
    expect(says('device-named', facts({ device: 'DEV9' }))).toEqual(['anomaly', 'device_not_in_names']);
    expect(says('list-entry', facts({ listEntry: 'a' }))).toEqual(['no-data', 'list_not_configured']);
    expect(says('list-entry', facts({ listEntry: 'a' }, { recordedMatters: ['a'] }))).toEqual(['met', 'list_chosen']);
    const document = { id: 'd', name: 'record.pdf', kind: 'pdf' as const, sha256: '', sizeBytes: 1, pages: 1, title: '', writtenAt: '2026-03-09T10:00' };
    expect(says('document-times', facts({}, { documents: [document] }))).toEqual(['anomaly', 'document_times_apart']);
    // How far apart is too far is the unit's, and is told.
    const wide = runRule('document-times', facts({}, { documents: [document], rules: { ...DEFAULT_UNIT.rules, documentHours: 24 * 365 } }));
    expect([wide.outcome, wide.inputs.find(({ name }) => name === 'document-hours')?.value]).toEqual(['met', String(24 * 365)]);
    expect(says('text-only', facts({ textOnly: 'enough', activity: 'seizure' }))).toEqual(['anomaly', 'text_only_article12']);
    expect(says('unsuitable-secret', facts({ unsuitable: 'secret' }))).toEqual(['no-data', 'unsuitable_no_note']);
    expect(says('unsuitable-explosive', facts({ unsuitable: 'secret' }))).toEqual(['noted', 'unsuitable_not_this']);
    expect(says('files-readable', facts({}, { recordings: [recording({ analysis: 'failed' })] }))).toEqual(['anomaly', 'files_unreadable']);
    expect(says('originals-hashed', facts({}, { recordings: [recording({ hashes: null })] }))).toEqual(['no-data', 'hashes_missing']);
    expect(says('recordings-joined', facts({}, { recordings: [] }))).toEqual(['anomaly', 'recordings_none']);
  });

  it('on an empty case find nothing wrong but what is missing', () => {
    const outcomes = [...runRules(facts({}, { recordings: [] })).values()].filter(({ outcome }) => outcome === 'anomaly' || outcome === 'met').map(({ rule }) => rule);
    expect(outcomes).toEqual(['recordings-joined']);
  });
});

it('local times are read to the second or not at all', () => {
  expect(localText(at('2026/3/1 9:05'))).toBe('2026-03-01 09:05:00');
  expect(localSeconds('2026-02-30 10:00')).toBeNull();
  expect(localSeconds('2026-02-03')).toBeNull();
  expect(yearsLater(at('2024-02-29 00:00'), 4)).toBe('2028-02-29');
});
