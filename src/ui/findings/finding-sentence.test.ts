/** The sentence that a reviewer reads first, in the words of the product. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evidence, Finding } from '../../core/finding';
import { us } from '../../core/time';
import { I18n } from '../../i18n/i18n.svelte';
import { evidenceRows } from './evidence-rows';
import { findingSentence } from './finding-sentence';

const i18n = new I18n();
beforeAll(() => i18n.start('zh-CN'));

const metric = (name: string, value: number, threshold: number, atS: number, unit = 's'): Evidence => ({ type: 'metric', metric: name, value, threshold, relation: value > threshold ? '>' : '<', unit, atUs: us(atS * 1e6) });
const clock = (label: string, text: string, atS: number): Evidence => ({ type: 'text', label, text, atUs: us(atS * 1e6) });
const finding = (over: Partial<Finding>): Finding => ({
  id: 'x', kind: 'cut', level: 'high', startUs: us(7e6), endUs: us(7e6), confidence: 1, groups: ['P', 'O'], evidence: [metric('a', 1, 0, 7)], benign: [], disproof: [], detector: 'frame/cut', supportedBy: [], ...over,
});
const say = (over: Partial<Finding>): string => findingSentence(finding(over), i18n);

describe('the head of a finding', () => {
  it('tells the clock first, as it was read, then the picture', () => {
    const sentence = say({ evidence: [
      metric('clock-advance', 4.12, 0.04, 7), metric('unpredicted-change', 8.68, 1.11, 7, 'luma'),
      clock('clock-before', '2026-03-18 09:10:24', 6.9), clock('clock-after', '2026-03-18 09:10:28', 7),
    ] });
    expect(sentence).toMatch(/09:10:24.*09:10:28.*8\.68/s);
    expect(sentence).not.toContain('2026');
    expect(say({ evidence: [metric('unpredicted-change', 8.68, 1.11, 7, 'luma')] })).toMatch(/8\.68.*1\.11/);
  });

  it('tells both ends of footage with another clock, with their days where they differ', () => {
    const evidence: Finding['evidence'] = [
      metric('clock-advance', 6175, 0.04, 2), metric('clock-advance', -6178, 0.04, 5),
      clock('clock-before', '2026-03-18 09:10:24', 2), clock('clock-after', '2026-03-19 10:53:19', 2), clock('clock-before', '2026-03-19 10:53:22', 5), clock('clock-after', '2026-03-18 09:10:24', 5),
    ];
    const span = { kind: 'insertion', startUs: us(2e6), endUs: us(5e6), detector: 'frame/insertion', evidence } as const;
    const [start, end] = [i18n.t('findings:place_start'), i18n.t('findings:place_end')];
    expect(say(span)).toMatch(new RegExp(`${start}.*2026-03-18 09:10:24.*2026-03-19 10:53:19.*${end}`, 's'));
    const rows = evidenceRows(evidence, span, i18n.t);
    expect(rows[0]!.values.join()).toContain(i18n.t('findings:hours', { h: 1, m: 42, s: 55 }));
    expect(rows[0]!.values.join()).not.toMatch(/6175|6178/);
    expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length);
  });

  it('says long gaps in seconds and not in thousands of milliseconds', () => {
    expect(say({ detector: 'packet/timestamp-gap', evidence: [metric('time-step', 2040, 60, 7, 'ms')] })).toContain(i18n.t('findings:seconds', { s: '2.04' }));
  });

  it('names the number and the time that are missing between two recordings', () => {
    const missing = say({ kind: 'segment-missing', groups: ['X'], detector: 'case/sequence', evidence: [
      metric('missing-numbers', 1, 0, 15, ''), metric('segment-gap', 14.96, 2, 15),
      { type: 'text', label: 'missing-numbers', text: '0003' }, { type: 'text', label: 'missing-time', text: '12:48:27–12:48:42' },
    ] });
    for (const told of ['0003', '12:48:27–12:48:42', i18n.t('findings:seconds', { s: '15.0' })]) expect(missing).toContain(told);
  });
});
