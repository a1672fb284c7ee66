/** Templates fill only what is empty; weighty cases are never left to chance; every edit counts. */
import { expect, it } from 'vitest';
import { EMPTY_CASE_INFO } from '../case';
import { alwaysSampled, revised, templateFields } from './case-template';
import { DEFAULT_UNIT } from './default-unit';

it('a template fills in what a person has not', () => {
  const unit = { caseTemplates: [{ activity: 'seizure', values: { matter: 'fire doors', keeper: 'Zhao', remark: '' } }] };
  expect(templateFields(unit, 'seizure', { ...EMPTY_CASE_INFO, keeper: 'Wu' })).toEqual([{ field: 'matter', value: 'fire doors' }]);
  expect(templateFields(unit, 'hearing', EMPTY_CASE_INFO)).toEqual([]);
});

it('seizures and cases with incidents are always sampled', () => {
  const info = (activity: string) => ({ ...EMPTY_CASE_INFO, activity });
  expect([alwaysSampled(DEFAULT_UNIT, info('seizure'), 0), alwaysSampled(DEFAULT_UNIT, info('inspection'), 0), alwaysSampled(DEFAULT_UNIT, info('inspection'), 1)]).toEqual([true, false, true]);
});

it('an edit of the settings raises their revision', () => {
  expect(revised(DEFAULT_UNIT, { name: 'Unit 3' })).toMatchObject({ name: 'Unit 3', revision: DEFAULT_UNIT.revision + 1 });
});
