/** What other settings would change in a unit's: how many things of each part come, go and change. */
import type { UnitSettings } from './unit-settings';

/** Parts in the order of the page; each is counted by what a reader calls one of it. */
export const UNIT_PARTS = ['items', 'terms', 'cues', 'speakers', 'templates', 'stages', 'rules'] as const;
export type UnitPartName = (typeof UNIT_PARTS)[number];

export interface PartDifference {
  readonly part: UnitPartName;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

type Things = ReadonlyMap<string, string>;

const things = (entries: readonly (readonly [string, unknown])[]): Things => new Map(entries.map(([id, value]) => [id, JSON.stringify(value)]));

const THINGS: Readonly<Record<UnitPartName, (unit: UnitSettings) => Things>> = {
  items: ({ checklist }) => things(checklist.map((one) => [one.id, one])),
  terms: ({ tiers }) => things(tiers.flatMap(({ id, terms }) => terms.map((term) => [`${id} ${term.id}`, term] as const))),
  cues: ({ lexicon, cueNames }) => things(Object.entries(lexicon.groups).flatMap(([group, { cues, unless }]) => Object.entries(cues).map(([cue, pattern]) => [`${group} ${cue}`, [pattern, unless?.[cue], cueNames[cue]]] as const))),
  speakers: ({ speakerWords }) => things(Object.entries(speakerWords).flatMap(([who, words]) => (words as readonly string[]).map((word) => [`${who} ${word}`, word] as const))),
  templates: ({ caseTemplates }) => things(caseTemplates.flatMap(({ activity, values }) => Object.entries(values).map(([field, value]) => [`${activity} ${field}`, value] as const))),
  stages: ({ timelines }) => things(timelines.flatMap(({ activity, stages }) => Object.entries(stages).map(([stage, duty]) => [`${activity} ${stage}`, duty] as const))),
  rules: ({ name, regulation, verdicts, advisory, stages, order, reactionLagMs, recordedMatters, rules }) => things(Object.entries({ name, regulation, verdicts, advisory, stages, order, reactionLagMs, recordedMatters, ...rules })),
};

/** Parts in which the two differ; none where they say the same. */
export function unitDifference(now: UnitSettings, next: UnitSettings): readonly PartDifference[] {
  return UNIT_PARTS.flatMap((part): PartDifference[] => {
    const [before, after] = [THINGS[part](now), THINGS[part](next)];
    const added = [...after.keys()].filter((id) => !before.has(id)).length;
    const removed = [...before.keys()].filter((id) => !after.has(id)).length;
    const changed = [...after].filter(([id, value]) => before.has(id) && before.get(id) !== value).length;
    return added + removed + changed === 0 ? [] : [{ part, added, removed, changed }];
  });
}
