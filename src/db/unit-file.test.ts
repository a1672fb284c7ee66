/** The unit's settings file: complete by default, survives export and import, and tells where it is wrong. */
import { describe, expect, it } from 'vitest';
import lexicon from '../core/unit/default-unit.json';
import { DEFAULT_UNIT } from '../core/unit/default-unit';
import { STAGE_IDS } from '../core/unit/unit-settings';
import { ACTIVITIES } from '../core/case';
import { parseUnit, readUnitFile, writeUnitFile } from './unit-file';

const changed = (change: (unit: Record<string, never>) => void): string => {
  const copy = structuredClone(lexicon) as unknown as Record<string, never>;
  change(copy);
  return JSON.stringify(copy);
};
const faults = (text: string): readonly { at: string; problem: string; detail: string }[] => {
  const read = readUnitFile(text);
  return read.ok ? [] : read.error;
};

describe('the settings that a unit starts with', () => {
  it('pass their own check and come back from a file as they were', () => {
    expect(parseUnit(DEFAULT_UNIT)).toEqual({ ok: true, value: DEFAULT_UNIT });
    expect(readUnitFile(writeUnitFile(DEFAULT_UNIT))).toEqual({ ok: true, value: DEFAULT_UNIT });
  });

  it('hold every item of Article 14 with its text, and stages for every enforcement type', () => {
    const ids = DEFAULT_UNIT.checklist.filter(({ article }) => article === '14').map(({ id }) => id);
    expect(ids).toEqual([
      'art14-1-notice', 'art14-1-civil', 'art14-1-lawful', 'art14-2-complete', 'art14-2-time', 'art14-2-place', 'art14-2-matter', 'art14-2-party', 'art14-2-officer',
      'art14-2-process', 'art14-3-sign', 'art14-3-landmark', 'art14-4-continuous', 'art14-4-select', 'art14-4-later', 'art14-4-insert',
    ]);
    expect(DEFAULT_UNIT.regulation.articles['14']).toContain('不得断续记录');
    expect(DEFAULT_UNIT.timelines.map(({ activity }) => activity)).toEqual([...ACTIVITIES]);
    expect(DEFAULT_UNIT.timelines.find(({ activity }) => activity === 'service')?.stages.hear).toBe('none');
    expect(DEFAULT_UNIT.timelines.find(({ activity }) => activity === 'seizure')?.stages.rights).toBe('required');
    expect(DEFAULT_UNIT.stages.map(({ id }) => id)).toEqual([...STAGE_IDS]);
  });

  it('name every cue and group', () => {
    for (const [group, { cues }] of Object.entries(DEFAULT_UNIT.lexicon.groups)) for (const id of [group, ...Object.keys(cues)]) expect(DEFAULT_UNIT.cueNames, id).toHaveProperty(id);
  });
});

describe('a settings file that is wrong', () => {
  it('says where and what', () => {
    expect(faults('{')).toMatchObject([{ problem: 'not-json' }]);
    expect(faults('{"a":1}')).toMatchObject([{ at: 'schema', problem: 'not-settings' }]);
    expect(faults(changed((unit) => Object.assign(unit, { version: 9 })))).toMatchObject([{ at: 'version', problem: 'newer-version', detail: '9' }]);
    expect(faults(changed((unit) => Object.assign((unit['checklist'] as { duty: string }[])[3]!, { duty: 'perhaps' })))).toMatchObject([{ at: 'checklist[3].duty', problem: 'wrong-value' }]);
    expect(faults(changed((unit) => Object.assign((unit['checklist'] as { id: string }[])[1]!, { id: 'art7-device' })))).toContainEqual({ at: 'checklist[1].id', problem: 'double-id', detail: 'art7-device' });
    expect(faults(changed((unit) => Object.assign((unit['lexicon'] as unknown as typeof lexicon.lexicon).groups.id.cues, { i_org: '(' })))).toMatchObject([{ at: 'lexicon.groups.id.cues.i_org', problem: 'bad-pattern' }]);
    expect(faults(changed((unit) => Object.assign((unit['caseTemplates'] as { activity: string }[])[0]!, { activity: 'raid' })))).toContainEqual({ at: 'caseTemplates[0].activity', problem: 'unknown-reference', detail: 'raid' });
  });

  it('tells all faults at once', () => {
    const text = changed((unit) => { Object.assign(unit, { revision: 0, name: 5 }); });
    expect(faults(text).map(({ at }) => at)).toEqual(['revision', 'name']);
  });
});

it('a settings file of an earlier version is lifted: what it lacked comes from the product, what it had stays', () => {
  const { speakerWords: _, ...earlier } = structuredClone({ ...DEFAULT_UNIT, version: 1, name: 'Unit A', revision: 7 }) as unknown as Record<string, never>;
  delete ((earlier['lexicon'] as { groups: Record<string, unknown> }).groups)['object'];
  for (const id of ['object', 'o_object', 'o_complain', 'o_refuse']) delete (earlier['cueNames'] as Record<string, unknown>)[id];
  for (const { sources } of earlier['checklist'] as { sources: Record<string, unknown>[] }[]) for (const source of sources) delete source['sort'];
  delete (earlier['rules'] as Record<string, unknown>)['documentHours'];
  expect(readUnitFile(JSON.stringify(earlier))).toEqual({ ok: true, value: { ...DEFAULT_UNIT, name: 'Unit A', revision: 7 } });
  expect(faults(JSON.stringify({ ...earlier, lexicon: 5 }))).toMatchObject([{ at: 'lexicon', problem: 'wrong-value' }]);
});

it('cues of an earlier version get their contexts where the unit has left them as they came', () => {
  const earlier = structuredClone({ ...DEFAULT_UNIT, version: 2 }) as unknown as { lexicon: { groups: Record<string, { cues: Record<string, string>; unless?: unknown }> } };
  for (const group of Object.values(earlier.lexicon.groups)) delete group.unless;
  expect(readUnitFile(JSON.stringify(earlier))).toEqual({ ok: true, value: DEFAULT_UNIT });
  earlier.lexicon.groups['id']!.cues['i_no'] = 'own';
  const lifted = readUnitFile(JSON.stringify(earlier));
  expect(lifted.ok && Object.keys(lifted.value.lexicon.groups['id']!.unless ?? {})).toEqual(['i_show']);
  const bad = structuredClone(DEFAULT_UNIT) as unknown as typeof earlier;
  bad.lexicon.groups['id']!.unless = { i_show: '(', gone: 'x' };
  expect(faults(JSON.stringify(bad)).map(({ at, problem }) => [at, problem])).toEqual([['lexicon.groups.id.unless.i_show', 'bad-pattern'], ['lexicon.groups.id.unless.gone', 'unknown-reference']]);
});
