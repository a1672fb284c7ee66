/** The unit's settings take over what was set before they were the unit's, and never what would not pass their check. */
import { expect, it } from 'vitest';
import { DEFAULT_UNIT } from '../core/unit/default-unit';
import type { SettingStore } from '../db/case-store';
import { parseUnit, readUnitFile, writeUnitFile } from '../db/unit-file';
import { Unit } from './unit.svelte';

const store: SettingStore = { load: () => Promise.resolve({}), save: () => Promise.resolve() };
const toleranceOf = (loaded: Readonly<Record<string, unknown>>): number => new Unit(store, loaded, { parse: parseUnit, read: readUnitFile, write: writeUnitFile }).current.rules.segmentToleranceS;

it('keeps a tolerance between segments that a person had set for the page', () => {
  expect(toleranceOf({ segmentToleranceS: 12.5 })).toBe(12.5);
});

it('prefers the unit’s own, and leaves out what no tolerance is', () => {
  expect(toleranceOf({ segmentToleranceS: 12, unit: DEFAULT_UNIT })).toBe(DEFAULT_UNIT.rules.segmentToleranceS);
  expect(toleranceOf({ segmentToleranceS: 4000 })).toBe(DEFAULT_UNIT.rules.segmentToleranceS);
});
