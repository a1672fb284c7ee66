/** What is wrong with a unit's settings although each value has the right type: doubles, dangling references, patterns that do not compile. */
import type { FileFault } from '../file-fault';
import { STAGE_IDS, VERDICT_IDS, type UnitSettings } from './unit-settings';

export interface UnitFault extends Omit<FileFault, 'problem'> {
  readonly problem: FileFault['problem'] | 'not-settings' | 'double-id' | 'unknown-reference' | 'bad-pattern' | 'empty-pattern' | 'verdict-missing' | 'no-items';
}

function doubles(list: string, ids: readonly string[], key = 'id'): UnitFault[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `${list}[${at}].${key}`, problem: 'double-id' as const, detail: id }] : []));
}

function unknown(at: string, value: string, known: ReadonlySet<string>): UnitFault[] {
  return known.has(value) ? [] : [{ at, problem: 'unknown-reference', detail: value }];
}

function patternFaults(unit: UnitSettings): UnitFault[] {
  const faultsOf = (at: string, pattern: string): UnitFault[] => {
    try {
      return new RegExp(pattern).test('') ? [{ at, problem: 'empty-pattern', detail: pattern }] : [];
    } catch {
      return [{ at, problem: 'bad-pattern', detail: pattern }];
    }
  };
  return Object.entries(unit.lexicon.groups).flatMap(([group, { cues, unless = {} }]) => [
    ...Object.entries(cues).flatMap(([cue, pattern]) => faultsOf(`lexicon.groups.${group}.cues.${cue}`, pattern)),
    ...Object.entries(unless).flatMap(([cue, pattern]) => [...unknown(`lexicon.groups.${group}.unless.${cue}`, cue, new Set(Object.keys(cues))), ...faultsOf(`lexicon.groups.${group}.unless.${cue}`, pattern)]),
  ]);
}

/** Of settings whose every value has its type; an empty list means that all fits together. @param rules ids of the computable rules */
export function unitFaults(unit: UnitSettings, rules: readonly string[]): readonly UnitFault[] {
  const groups = new Set(Object.keys(unit.lexicon.groups));
  const cues = new Set(Object.values(unit.lexicon.groups).flatMap((group) => Object.keys(group.cues)));
  const activities = new Set(unit.timelines.map(({ activity }) => activity));
  const ruleIds = new Set(rules);
  const sources = unit.checklist.flatMap((item, i) => item.sources.flatMap((source, s): UnitFault[] => {
    const at = `checklist[${i}].sources[${s}]`;
    if (source.from === 'rule') return unknown(`${at}.rule`, source.rule, ruleIds);
    if (source.from !== 'cues') return [];
    return [...source.groups.flatMap((id, g) => unknown(`${at}.groups[${g}]`, id, groups)), ...(source.cues ?? []).flatMap((id, c) => unknown(`${at}.cues[${c}]`, id, cues))];
  }));
  return [
    ...(unit.checklist.length === 0 ? [{ at: 'checklist', problem: 'no-items' as const, detail: '' }] : []),
    ...doubles('checklist', unit.checklist.map(({ id }) => id)),
    ...doubles('tiers', unit.tiers.map(({ id }) => id)),
    ...unit.tiers.flatMap((tier, t) => doubles(`tiers[${t}].terms`, tier.terms.map(({ id }) => id))),
    ...doubles('timelines', unit.timelines.map(({ activity }) => activity), 'activity'),
    ...STAGE_IDS.flatMap((id) => (unit.stages.some((stage) => stage.id === id) ? [] : [{ at: 'stages', problem: 'unknown-reference' as const, detail: id }])),
    ...VERDICT_IDS.flatMap((id) => (unit.verdicts.some((verdict) => verdict.id === id) ? [] : [{ at: 'verdicts', problem: 'verdict-missing' as const, detail: id }])),
    ...unit.checklist.flatMap((item, i) => unknown(`checklist[${i}].article`, item.article, new Set(Object.keys(unit.regulation.articles)))),
    ...unit.stages.flatMap((stage, s) => [...stage.groups.flatMap((id, g) => unknown(`stages[${s}].groups[${g}]`, id, groups)), ...(stage.cues ?? []).flatMap((id, c) => unknown(`stages[${s}].cues[${c}]`, id, cues))]),
    ...unit.caseTemplates.flatMap((template, t) => unknown(`caseTemplates[${t}].activity`, template.activity, activities)),
    ...unit.rules.sampling.alwaysActivities.flatMap((id, a) => unknown(`rules.sampling.alwaysActivities[${a}]`, id, activities)),
    ...sources,
    ...patternFaults(unit),
  ];
}
