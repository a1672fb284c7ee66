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

it('keeps what an import took the place of over a reload, until it is restored or all is reset', async () => {
  const kept: Record<string, unknown> = {};
  const keeping: SettingStore = { load: () => Promise.resolve(kept), save: (key, value) => { kept[key] = value; return Promise.resolve(); } };
  const opened = (): Unit => new Unit(keeping, kept, { parse: parseUnit, read: readUnitFile, write: writeUnitFile });
  await opened().edit({ name: 'Unit A' });
  await opened().take({ ...DEFAULT_UNIT, name: 'Unit B' });
  expect([opened().current.name, opened().before?.name]).toEqual(['Unit B', 'Unit A']);
  await opened().restore();
  expect([opened().current.name, opened().before]).toEqual(['Unit A', null]);
  await opened().take({ ...DEFAULT_UNIT, name: 'Unit B' });
  await opened().reset();
  expect(opened().before).toBeNull();
});

it('does not take a file whose characters cannot be read', () => {
  const unit = new Unit(store, {}, { parse: parseUnit, read: readUnitFile, write: writeUnitFile });
  const text = writeUnitFile({ ...DEFAULT_UNIT, name: 'A\uFFFD' });
  expect(unit.read({ text, encoding: 'gb18030' })).toEqual({ ok: false, error: [{ at: '', problem: 'garbled', detail: 'GB18030' }] });
});
