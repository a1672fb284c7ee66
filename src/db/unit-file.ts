/** Reads and writes a unit's settings file: lifts older versions, checks every value, and says where something is wrong. */
import * as v from 'valibot';
import { CASE_FIELDS } from '../core/case';
import { faultOf, readJson } from '../core/file-fault';
import { INTEGRITY_KINDS, ORIGIN_KINDS } from '../core/finding';
import { err, ok, type Result } from '../core/result';
import { DEFAULT_UNIT } from '../core/unit/default-unit';
import { DOCUMENT_SORTS } from '../core/review/documents';
import { RULE_IDS } from '../core/unit/rule-ids';
import { unitFaults, type UnitFault } from '../core/unit/unit-checks';
import { MAX_SEGMENT_TOLERANCE_S, STAGE_IDS, TIER_IDS, UNIT_SCHEMA, UNIT_VERSION, VERDICT_IDS, type UnitSettings } from '../core/unit/unit-settings';

const text = v.pipe(v.string(), v.minLength(1));
const named = v.strictObject({ zh: v.string(), en: v.string() });
const label = v.pipe(named, v.check(({ zh, en }) => zh !== '' || en !== '', 'a name in at least one language'));
const term = v.strictObject({ id: text, name: label });
const source = v.variant('from', [
  v.strictObject({ from: v.literal('cues'), groups: v.array(text), cues: v.optional(v.array(text)) }),
  v.strictObject({ from: v.literal('findings'), kinds: v.array(v.picklist([...INTEGRITY_KINDS, ...ORIGIN_KINDS])) }),
  v.strictObject({ from: v.literal('rule'), rule: text }),
  v.strictObject({ from: v.literal('documents'), sort: v.optional(v.picklist(DOCUMENT_SORTS)) }),
  v.strictObject({ from: v.literal('annotations'), tiers: v.array(v.picklist(TIER_IDS)) }),
  v.strictObject({ from: v.literal('order'), stages: v.array(v.picklist(STAGE_IDS)) }),
  ...(['stages', 'landmark', 'signs', 'name', 'incident-hints'] as const).map((from) => v.strictObject({ from: v.literal(from) })),
]);
const item = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)), article: text, clause: named, duty: v.picklist(['must', 'may', 'must-not', 'scope']), title: label, satisfies: named, judge: named,
  defects: v.array(named), sources: v.array(source),
});
const duty = v.picklist(['required', 'customary', 'none']);
const rate = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const schema = v.strictObject({
  schema: v.literal(UNIT_SCHEMA), version: v.literal(UNIT_VERSION), revision: count, name: v.string(),
  regulation: v.strictObject({ name: label, issuer: named, articleNames: v.record(text, label), articles: v.record(text, v.string()) }),
  verdicts: v.array(v.strictObject({ id: v.picklist(VERDICT_IDS), name: label })),
  checklist: v.array(item),
  advisory: v.array(v.strictObject({ id: text, on: v.boolean(), name: label, law: named })),
  stages: v.array(v.strictObject({ id: v.picklist(STAGE_IDS), name: label, groups: v.array(text), cues: v.optional(v.array(text)) })),
  order: v.array(v.strictObject({ first: v.picklist(STAGE_IDS), then: v.picklist(STAGE_IDS) })),
  timelines: v.array(v.strictObject({ activity: text, name: label, stages: v.strictObject(Object.fromEntries(STAGE_IDS.map((id) => [id, duty]))), stageNames: v.optional(v.strictObject(Object.fromEntries(STAGE_IDS.map((id) => [id, v.optional(label)])))) })),
  tiers: v.array(v.strictObject({ id: v.picklist(TIER_IDS), name: label, terms: v.array(term) })),
  reactionLagMs: v.pipe(v.number(), v.minValue(0), v.maxValue(5000)),
  recordedMatters: v.array(text),
  rules: v.strictObject({
    storageHours: v.pipe(v.number(), v.minValue(1)), segmentToleranceS: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_SEGMENT_TOLERANCE_S)), documentHours: v.pipe(v.number(), v.minValue(1)), retentionYears: v.nullable(count),
    sampling: v.strictObject({ rate01: rate, alwaysActivities: v.array(text) }),
  }),
  caseTemplates: v.array(v.strictObject({ activity: text, values: v.record(v.picklist(CASE_FIELDS), v.string()) })),
  lexicon: v.strictObject({
    version: v.number(), normalise: v.array(v.string()), note: v.string(),
    groups: v.record(text, v.strictObject({ en: v.string(), cues: v.record(text, text), unless: v.exactOptional(v.record(text, text)) })),
  }),
  speakerWords: v.strictObject({ officer: v.array(text), party: v.array(text) }),
  cueNames: v.record(text, label),
});

type Raw = Readonly<Record<string, unknown>>;

/** `LIFTS[n]` takes settings of version n to version n + 1. */
const LIFTS: Readonly<Record<number, (unit: Raw) => Raw>> = {
  1: (unit) => withSorts(withObjections({ ...unit, speakerWords: DEFAULT_UNIT.speakerWords, rules: { documentHours: DEFAULT_UNIT.rules.documentHours, ...(unit['rules'] as Raw | undefined) } })),
  2: (unit) => withContexts(unit),
};

/** Group of version 2: what the party says against the measure. */
const OBJECTIONS = 'object';

/** A unit's own group of that name is left as it is; settings of another shape are left to the check. */
function withObjections(unit: Raw): Raw {
  const [lexicon, names] = [unit['lexicon'] as Raw | undefined, unit['cueNames'] as Raw | undefined];
  const [groups, added] = [lexicon?.['groups'] as Raw | undefined, DEFAULT_UNIT.lexicon.groups[OBJECTIONS]!];
  if (groups === undefined || groups[OBJECTIONS] !== undefined) return unit;
  const own = Object.fromEntries([OBJECTIONS, ...Object.keys(added.cues)].map((id) => [id, DEFAULT_UNIT.cueNames[id]!]));
  return { ...unit, lexicon: { ...lexicon, groups: { ...groups, [OBJECTIONS]: added } }, cueNames: { ...own, ...names } };
}

/** Cues that the unit has left as they came get the context in which they mean something else. */
function withContexts(unit: Raw): Raw {
  const lexicon = unit['lexicon'] as Raw | undefined;
  const groups = lexicon?.['groups'];
  if (typeof groups !== 'object' || groups === null) return unit;
  const lifted = Object.entries(groups as Readonly<Record<string, Raw>>).map(([id, group]) => {
    const [known, cues] = [DEFAULT_UNIT.lexicon.groups[id], (group['cues'] ?? {}) as Readonly<Record<string, unknown>>];
    const unless = Object.entries(known?.unless ?? {}).filter(([cue]) => cues[cue] === known?.cues[cue]);
    return [id, unless.length === 0 ? group : { ...group, unless: Object.fromEntries(unless) }] as const;
  });
  return { ...unit, lexicon: { ...lexicon, groups: Object.fromEntries(lifted) } };
}

/** Items of Article 10 ask for documents of their own paragraph. */
function withSorts(unit: Raw): Raw {
  const checklist = unit['checklist'];
  if (!Array.isArray(checklist)) return unit;
  const sourcesOf = new Map(DEFAULT_UNIT.checklist.map(({ id, sources }) => [id, sources.find(({ from }) => from === 'documents')]));
  const lifted = (checklist as readonly Raw[]).map((one) => {
    const [own, sources] = [sourcesOf.get(String(one['id'])), one['sources']];
    return own === undefined || !Array.isArray(sources) ? one : { ...one, sources: (sources as readonly Raw[]).map((source) => (source['from'] === 'documents' ? own : source)) };
  });
  return { ...unit, checklist: lifted };
}

export function writeUnitFile(unit: UnitSettings): string {
  return `${JSON.stringify(unit, null, 1)}\n`;
}

/** Checks settings that were read already (from a file, from the database). */
export function parseUnit(raw: unknown): Result<UnitSettings, readonly UnitFault[]> {
  if (typeof raw !== 'object' || raw === null || (raw as Raw)['schema'] !== UNIT_SCHEMA) return err([{ at: 'schema', problem: 'not-settings', detail: UNIT_SCHEMA }]);
  let unit = raw as Raw;
  const version = Number(unit['version']);
  if (version > UNIT_VERSION) return err([{ at: 'version', problem: 'newer-version', detail: String(version) }]);
  for (let from = version; LIFTS[from] !== undefined; from++) unit = { ...LIFTS[from]!(unit), version: from + 1 };
  const parsed = v.safeParse(schema, unit);
  if (!parsed.success) return err(parsed.issues.map((issue) => faultOf(issue)));
  const settings = parsed.output as unknown as UnitSettings;
  const faults = unitFaults(settings, RULE_IDS);
  return faults.length > 0 ? err(faults) : ok(settings);
}

/** All that is wrong with a settings file, each with its place; or the settings. */
export function readUnitFile(content: string): Result<UnitSettings, readonly UnitFault[]> {
  const raw = readJson(content);
  return raw.ok ? parseUnit(raw.value) : err([raw.error]);
}
