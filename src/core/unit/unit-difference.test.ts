/** Before other settings take the place of a unit's, it is said how many things of each part would come, go and change. */
import { expect, it } from 'vitest';
import { DEFAULT_UNIT } from './default-unit';
import { unitDifference } from './unit-difference';

it('counts what comes, goes and changes in each part, and nothing where both say the same', () => {
  expect(unitDifference(DEFAULT_UNIT, structuredClone(DEFAULT_UNIT))).toEqual([]);
  const next = {
    ...DEFAULT_UNIT, revision: 9, name: 'Unit A', checklist: [{ ...DEFAULT_UNIT.checklist[0]!, duty: 'may' as const }, ...DEFAULT_UNIT.checklist.slice(2), { ...DEFAULT_UNIT.checklist[1]!, id: 'own' }],
    speakerWords: { ...DEFAULT_UNIT.speakerWords, party: [] },
  };
  expect(unitDifference(DEFAULT_UNIT, next)).toEqual([
    { part: 'items', added: 1, removed: 1, changed: 1 }, { part: 'speakers', added: 0, removed: DEFAULT_UNIT.speakerWords.party.length, changed: 0 }, { part: 'rules', added: 0, removed: 0, changed: 1 },
  ]);
});
