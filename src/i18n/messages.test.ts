/** Every text exists in both languages, concludes nothing, and switches without a reload. */
import { describe, expect, it } from 'vitest';
import { ACTIVITIES, CASE_FIELDS } from '../core/case';
import { ERROR_CODES } from '../core/errors';
import { INTEGRITY_KINDS, ORIGIN_KINDS, TIME_ACCOUNTS } from '../core/finding';
import { COMMAND_IDS } from '../core/key-bindings';
import { SPEAKERS } from '../core/speech/utterance';
import { VERDICT_IDS } from '../core/unit/unit-settings';
import { SPEAKS_WHEN_ASKED } from '../engine/corroboration/sound-at-places';
import { DETECTORS } from '../engine/registry';
import { I18n } from './i18n.svelte';
import { messages as en } from './messages-en';
import { messages as zh } from './messages-zh';

/** Plain ratios have no unit. */
const MAY_BE_EMPTY = /^findings:unit_\w+$/;

/** English tells one from many; Chinese does not. */
const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');
const keys = (area: Readonly<Record<string, string>> | undefined): readonly string[] => [...new Set(Object.keys(area ?? {}).map(withoutPlural))].sort();
const placeholders = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();

describe('messages', () => {
  it('have the same areas and keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const area of Object.keys(zh)) expect(keys(en[area]), area).toEqual(keys(zh[area]));
  });

  it('use the same values in both languages and leave no text empty', () => {
    for (const [area, texts] of Object.entries(zh)) {
      for (const [key, text] of Object.entries(texts)) {
        if (MAY_BE_EMPTY.test(`${area}:${key}`)) continue;
        const other = en[area]?.[key] ?? en[area]?.[`${key}_other`] ?? '';
        expect(text.trim(), `${area}:${key}`).not.toBe('');
        expect(other.trim(), `${area}:${key}`).not.toBe('');
        expect(placeholders(other), `${area}:${key}`).toEqual(placeholders(text));
      }
    }
  });

  it('have each form that a count needs: one and other in English, other in Chinese', () => {
    for (const area of Object.keys(zh)) {
      const [ours, theirs] = [zh[area]!, en[area]!];
      const counted = new Set([ours, theirs].flatMap((texts) => Object.entries(texts).flatMap(([key, text]) => (/_(one|other)$/.test(key) && text.includes('{{count}}') ? [withoutPlural(key)] : []))));
      for (const key of counted) {
        expect([`${key}_one`, `${key}_other`, key].filter((form) => form in theirs), `${area}:${key}`).toEqual([`${key}_one`, `${key}_other`]);
        expect([`${key}_one`, `${key}_other`, key].filter((form) => form in ours), `${area}:${key}`).toEqual([`${key}_other`]);
      }
    }
  });

  it('are there for every key that the source names', () => {
    const files = import.meta.glob<string>(['../**/*.ts', '../**/*.svelte', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true });
    const named = Object.values(files).flatMap((text) => [...text.matchAll(/['"`]([a-z]+(?:-[a-z]+)*):([a-z0-9_]+)['"`]/g)]).filter(([, area = '']) => area in zh);
    expect(named.length).toBeGreaterThan(500);
    for (const [, area = '', key = ''] of named) for (const texts of [zh, en]) expect(texts[area]?.[key] ?? texts[area]?.[`${key}_other`], `${area}:${key}`).toBeDefined();
  });

  it('word every error and its next step', () => {
    for (const code of ERROR_CODES) {
      const key = code.replaceAll('-', '_');
      expect(zh['errors'], code).toHaveProperty(key);
      expect(zh['errors'], code).toHaveProperty(`${key}_next`);
    }
  });

  it('word every finding kind, command, case field and enforcement type', () => {
    for (const kind of [...INTEGRITY_KINDS, ...ORIGIN_KINDS]) expect(zh['findings'], kind).toHaveProperty(`kind_${kind.replaceAll('-', '_')}`);
    for (const account of TIME_ACCOUNTS) for (const key of ['account', 'account_about']) expect(zh['findings'], account).toHaveProperty(`${key}_${account.replaceAll('-', '_')}`);
    for (const id of COMMAND_IDS) expect(zh['settings'], id).toHaveProperty(`command_${id.replaceAll(/[.-]/g, '_')}`);
    for (const field of CASE_FIELDS) expect(zh['case'], field).toHaveProperty(`field_${field}`);
    for (const id of ACTIVITIES) expect(zh['case'], id).toHaveProperty(`activity_${id.replaceAll('-', '_')}`);
  });

  it('name every detector, what it measures, and what it says of each finding', () => {
    const labels = new Set(Object.entries(zh).filter(([area]) => area.startsWith('detect-')).flatMap(([, texts]) => Object.keys(texts)));
    for (const detector of [...DETECTORS, ...[...SPEAKS_WHEN_ASKED].map((id) => ({ id, metrics: [] }))]) {
      const id = detector.id.replaceAll(/[-/]/g, '_');
      expect(labels, detector.id).toContain(`detector_${id}`);
      expect(labels, detector.id).toContain(`say_${id}`);
      for (const metric of detector.metrics) expect(labels, `${detector.id}: ${metric}`).toContain(`metric_${metric.replaceAll(/[-/]/g, '_')}`);
    }
  });

  it('word every rule, suggestion, verdict and fault of a review', () => {
    const sources = (files: Readonly<Record<string, string>>, pattern: RegExp): readonly string[] => Object.values(files).flatMap((text) => [...text.matchAll(pattern)].map((match) => (match[1] ?? '').replaceAll('-', '_')));
    const rules = sources(import.meta.glob<string>('../core/rules/*-rules.ts', { query: '?raw', import: 'default', eager: true }), /'([a-z]+(?:_[a-z0-9]+)+)'/g);
    const suggestions = sources(import.meta.glob<string>('../core/review/suggestions.ts', { query: '?raw', import: 'default', eager: true }), /answer\([^']*'[a-z-]+', '([a-z-]+)'/g);
    expect(rules.length).toBeGreaterThan(40);
    expect(suggestions.length).toBeGreaterThan(20);
    const worded = (area: string, key: string): boolean => zh[area]?.[key] !== undefined || zh[area]?.[`${key}_other`] !== undefined;
    for (const key of rules) expect(worded('rules', `says_${key}`), key).toBe(true);
    for (const key of suggestions) expect(worded('review', `says_${key}`), key).toBe(true);
    for (const id of VERDICT_IDS) expect(zh['review'], id).toHaveProperty(`verdict_${id.replaceAll('-', '_')}`);
    for (const id of SPEAKERS) expect(zh['review'], id).toHaveProperty(`speaker_${id}`);
  });

  it('never conclude', () => {
    for (const texts of Object.values(zh)) for (const text of Object.values(texts)) expect(text).not.toMatch(/伪造|篡改属实|系篡改/);
    for (const texts of Object.values(en)) for (const text of Object.values(texts)) expect(text).not.toMatch(/\b(forged|forgery|authentic|tampered)\b/i);
  });
});

describe('the language', () => {
  it('switches without a reload, counts in English, and finds labels in any area', async () => {
    const i18n = new I18n();
    await i18n.start('zh-CN');
    expect(i18n.t('shell:cancel')).toBe('取消');
    await i18n.setLocale('en');
    expect(i18n.t('shell:cancel')).toBe('Cancel');
    expect(i18n.t('shell:recording_count', { count: 1 })).toBe('1 recording');
    expect(i18n.t('shell:recording_count', { count: 3 })).toBe('3 recordings');
    expect(i18n.t('field_party')).toBe('Party');
    expect(i18n.has('no_such_key')).toBe(false);
  });
});
