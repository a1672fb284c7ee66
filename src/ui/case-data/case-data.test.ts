/** Every field of a case stands in the form once; what rules miss is told by field. */
import { expect, it } from 'vitest';
import { CASE_FIELDS } from '../../core/case';
import { ruleResult, fieldInput } from '../../core/rules/rule';
import { EMPTY_CASE_INFO } from '../../core/case';
import { FIELD_GROUPS, fieldValueWords, yearsTyped } from './field-groups';
import { neededFields } from './needed-fields';

it('shows every field, each once', () => {
  const shown = Object.values(FIELD_GROUPS).flat();
  expect([...shown].sort()).toEqual([...CASE_FIELDS].sort());
});

it('takes whole years and the word for permanent, nothing else', () => {
  expect(['10', ' 永久 ', 'Permanent', '', '0', '2.5', 'ten'].map((typed) => yearsTyped(typed, '永久'))).toEqual(['10', 'permanent', 'permanent', '', null, null, null]);
});

it('says stored values in words', () => {
  const t = (key: string): string => key;
  expect(fieldValueWords('activity', 'on-spot', t)).toBe('case:activity_on_spot');
  expect(fieldValueWords('storedAt', '2026-03-18T09:10', t)).toBe('2026-03-18 09:10');
  expect(fieldValueWords('party', 'yes', t)).toBe('yes');
});

it('gathers by field what rules miss', () => {
  const rules = [ruleResult('keeper', 'no-data', 'keeper_missing', [fieldInput(EMPTY_CASE_INFO, 'keeper')]), ruleResult('label', 'no-data', 'label_missing', [fieldInput(EMPTY_CASE_INFO, 'keeper'), fieldInput(EMPTY_CASE_INFO, 'maker')])];
  expect([...neededFields(rules, ({ says }) => says)]).toEqual([['keeper', ['keeper_missing', 'label_missing']], ['maker', ['label_missing']]]);
});
