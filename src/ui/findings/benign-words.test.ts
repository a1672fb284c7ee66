/** What a lawyer reads of a tested cause: never a bare number. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BenignTest } from '../../core/finding';
import { I18n } from '../../i18n/i18n.svelte';
import { messages as zh } from '../../i18n/messages-zh';
import { benignCauses } from '../../core/benign-causes';
import { measuredWords } from './benign-words';

const i18n = new I18n();
beforeAll(() => i18n.start('zh-CN'));
const words = { t: (key: string, values?: Readonly<Record<string, string | number>>) => i18n.t(key, values), has: (key: string) => i18n.has(key) };
const say = (test: BenignTest): string | null => measuredWords(benignCauses([test])[0]?.figures[0] ?? test, words);
const gauge = (cause: string): string => zh['measures']![`gauge_${cause}`]!;

describe('a tested cause', () => {
  it('says what was measured, in which unit, and what it would have to be', () => {
    const light = say({ cause: 'exposure', result: 'ruled-out', value: 5.85, threshold: 4, unit: 'luma' })!;
    expect(light).toContain(gauge('exposure'));
    expect(light).toContain(`5.85 ${zh['findings']!['unit_luma']}`);
    expect(light).toContain(i18n.t('findings:limit_less', { value: `4 ${zh['findings']!['unit_luma']}` }));
    expect(say({ cause: 'noise-gate', result: 'ruled-out', value: 1, threshold: 4 })).toContain(i18n.t('findings:limit_more', { value: `4 ${zh['findings']!['unit_times']}` }));
    expect(say({ cause: 'passing-object', result: 'possible', value: 0.2, threshold: 0.5 })).toContain(i18n.t('findings:limit_less', { value: '50%' }));
  });

  it('tells long times as such, hours in seconds where they are no hours, and conditions in words', () => {
    expect(say({ cause: 'paused-recording', result: 'possible', value: 2040, threshold: 500, unit: 'ms' })).toContain(i18n.t('findings:seconds', { s: '2.04' }));
    const zone = say({ cause: 'time-zone', result: 'ruled-out', value: 4.08 / 3600, unit: 'h' })!;
    expect(zone).toContain(i18n.t('findings:seconds', { s: '4.08' }));
    expect(zone).toContain(zh['measures']!['needs_time_zone']!);
  });

  it('is left without a figure where none was taken', () => expect(say({ cause: 'transmission-loss', result: 'ruled-out' })).toBeNull());
});
