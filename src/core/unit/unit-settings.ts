/** What a unit sets for its reviews, as one versioned piece of data: checklist, verdicts, stages, vocabularies, lexicon, rules, templates. */
import type { CaseInfo } from '../case';
import type { FindingKind } from '../finding';
import type { DocumentSort } from '../review/documents';
import type { SpeakerWords } from '../speech/voice-labels';

/** `schema` of the settings file. */
export const UNIT_SCHEMA = 'zhijian.unit';
/** Raised when the shape changes; `db/unit-file.ts` lifts older files. The unit's own edits are counted in `revision`. */
export const UNIT_VERSION = 3;

/** One text in both languages of the product. */
export interface Named { readonly zh: string; readonly en: string }

export const VERDICT_IDS = ['conform', 'minor', 'fail', 'undetermined', 'not-applicable'] as const;
export type VerdictId = (typeof VERDICT_IDS)[number];

/** Seven tiers, each a lane; their terms are the unit's. */
export const TIER_IDS = ['notice', 'speech', 'papers', 'site', 'stage', 'continuity', 'note'] as const;
export type TierId = (typeof TIER_IDS)[number];

export const STAGE_IDS = ['notice', 'id', 'basis', 'rights', 'seize', 'hear', 'sign', 'close'] as const;
export type StageId = (typeof STAGE_IDS)[number];

/** required if recorded · customary · not expected. */
export type StageDuty = 'required' | 'customary' | 'none';

/** Where the machine's suggestions for an item come from. */
export type SuggestionSource =
  /** Cue groups of the lexicon; with `cues`, only these of them. */
  | { readonly from: 'cues'; readonly groups: readonly string[]; readonly cues?: readonly string[] }
  | { readonly from: 'findings'; readonly kinds: readonly FindingKind[] }
  | { readonly from: 'rule'; readonly rule: string }
  | { readonly from: 'annotations'; readonly tiers: readonly TierId[] }
  /** Faults of order in which one of these stages comes too late. */
  | { readonly from: 'order'; readonly stages: readonly StageId[] }
  /** Required stages of the case's enforcement type without a mark or cue. */
  | { readonly from: 'stages' }
  /** A landmark in the picture and the spoken name of the place: both are asked for. */
  | { readonly from: 'landmark' }
  /** Documents of the written file; with `sort`, those of one paragraph of Article 10. */
  | { readonly from: 'documents'; readonly sort?: DocumentSort }
  | { readonly from: 'signs' | 'name' | 'incident-hints' };

export interface ChecklistItem {
  /** Stable: verdicts refer to it. */
  readonly id: string;
  /** Number of the article, e.g. '14'. */
  readonly article: string;
  /** Paragraph as the regulation numbers it; empty where the article has none. */
  readonly clause: Named;
  /** must: the text says so; may: absence alone is no violation. */
  /** must-not: what the article forbids; scope: what it defines or leaves out, where nobody has a duty. */
  readonly duty: 'must' | 'may' | 'must-not' | 'scope';
  readonly title: Named;
  readonly satisfies: Named;
  readonly judge: Named;
  readonly defects: readonly Named[];
  readonly sources: readonly SuggestionSource[];
}

export interface Term { readonly id: string; readonly name: Named }
export interface Tier { readonly id: TierId; readonly name: Named; readonly terms: readonly Term[] }
/** Where a step is heard to begin: cue groups of the lexicon; with `cues`, only these of them. */
export interface Stage { readonly id: StageId; readonly name: Named; readonly groups: readonly string[]; readonly cues?: readonly string[] }
/** `first` is expected to begin before `then`. */
export interface StageOrder { readonly first: StageId; readonly then: StageId }
export interface StageTimelineSpec {
  readonly activity: string;
  readonly name: Named;
  readonly stages: Readonly<Record<StageId, StageDuty>>;
  /** What a stage is called where it means one thing only in this enforcement type; settings made earlier have none. */
  readonly stageNames?: Readonly<Partial<Record<StageId, Named>>>;
}

export interface Lexicon {
  readonly version: number;
  readonly normalise: readonly string[];
  readonly note: string;
  /** Patterns are JavaScript regular expressions without flags, on the normalised text. */
  readonly groups: Readonly<Record<string, LexiconGroup>>;
}

export interface LexiconGroup {
  readonly en: string;
  /** Patterns by cue. */
  readonly cues: Readonly<Record<string, string>>;
  /** Context, by cue, in which its words do not mean it (negated, asked, of someone else's): a match that touches one of this pattern is no cue. As written only. */
  readonly unless?: Readonly<Record<string, string>>;
}

/** Longer pauses between segments are no tolerance any more. */
export const MAX_SEGMENT_TOLERANCE_S = 60;

export interface UnitRules {
  /** Hours of the clock within which a recording is to be stored. */
  readonly storageHours: number;
  /** Seconds by which neighbouring segments may miss each other. */
  readonly segmentToleranceS: number;
  /** Hours by which the time in a document may lie before or after the recordings. */
  readonly documentHours: number;
  /** How long what is neither evidence nor an Article 18 case is kept; null: not set, and then nothing is said of it. */
  readonly retentionYears: number | null;
  readonly sampling: { readonly rate01: number | null; /** Enforcement types of Article 12. */ readonly alwaysActivities: readonly string[] };
}

export interface UnitSettings {
  readonly schema: typeof UNIT_SCHEMA;
  readonly version: number;
  readonly revision: number;
  /** The unit's name; '' until it is filled in. */
  readonly name: string;
  /** Articles by number: how they are called, and their text word for word. */
  readonly regulation: { readonly name: Named; readonly issuer: Named; readonly articleNames: Readonly<Record<string, Named>>; readonly articles: Readonly<Record<string, string>> };
  readonly verdicts: readonly { readonly id: VerdictId; readonly name: Named }[];
  readonly checklist: readonly ChecklistItem[];
  /** Duties of other laws that give content to "lawful"; advisory, each can be switched off. */
  readonly advisory: readonly { readonly id: string; readonly on: boolean; readonly name: Named; readonly law: Named }[];
  readonly stages: readonly Stage[];
  readonly order: readonly StageOrder[];
  readonly timelines: readonly StageTimelineSpec[];
  readonly tiers: readonly Tier[];
  /** From what a listener hears to the key they press; a quarter to a third of a second for a simple reaction (Woodworth & Schlosberg 1954). */
  readonly reactionLagMs: number;
  /** The unit's list of matters that are to be recorded (annex of Article 7). */
  readonly recordedMatters: readonly string[];
  readonly rules: UnitRules;
  /** What a new case of an enforcement type starts with. */
  readonly caseTemplates: readonly { readonly activity: string; readonly values: Partial<CaseInfo> }[];
  readonly lexicon: Lexicon;
  /** How transcripts call the officers and the party. */
  readonly speakerWords: SpeakerWords;
  /** Names of cue groups and cues by id. */
  readonly cueNames: Readonly<Record<string, Named>>;
}

/** In the reader's language; an empty text falls back to the other. */
export function named(name: Named, locale: string): string {
  return (locale.startsWith('zh') ? name.zh || name.en : name.en || name.zh);
}

/** The id itself where the checklist has no such item any more. */
export function itemTitle({ checklist }: Pick<UnitSettings, 'checklist'>, itemId: string, locale: string): string {
  const item = checklist.find(({ id }) => id === itemId);
  return item === undefined ? itemId : named(item.title, locale);
}

/** As the enforcement type calls it, else as the unit does; a cue that foreshadows a stage by its own name; the id itself where the unit knows neither. */
export function stageName({ stages, timelines, cueNames }: Pick<UnitSettings, 'stages' | 'timelines' | 'cueNames'>, id: string, activity: string, locale: string): string {
  const stage = stages.find((one) => one.id === id);
  if (stage === undefined) return cueNames[id] === undefined ? id : named(cueNames[id], locale);
  return named(timelines.find((one) => one.activity === activity)?.stageNames?.[stage.id] ?? stage.name, locale);
}

/** Terms of an annotation tier; those that are stages are called as the enforcement type calls them. */
export function termsOf({ tiers, timelines }: Pick<UnitSettings, 'tiers' | 'timelines'>, tierId: TierId, activity: string): readonly Term[] {
  const terms = tiers.find(({ id }) => id === tierId)?.terms ?? [];
  const own: Readonly<Record<string, Named | undefined>> = timelines.find((one) => one.activity === activity)?.stageNames ?? {};
  return tierId === 'stage' ? terms.map((term) => ({ ...term, name: own[term.id] ?? term.name })) : terms;
}

/** Whether the item says what must not be. */
const forbids = ({ id, duty }: Pick<ChecklistItem, 'id' | 'duty'>): boolean => duty === 'must-not' || id.startsWith('art14-4-');

/** Items whose titles say the contrary of what "conforms" means, by what it means: nothing forbidden was found, or the case does not arise or was handled as the article says. */
export function invertedMeaning(item: Pick<ChecklistItem, 'id' | 'duty' | 'article'>): 'forbidden' | 'unsuitable' | null {
  if (forbids(item)) return 'forbidden';
  return item.article === '15' ? 'unsuitable' : null;
}

/** Article and paragraph as the reader calls them. */
export function clauseName(unit: Pick<UnitSettings, 'regulation'>, { article, clause }: Pick<ChecklistItem, 'article' | 'clause'>, locale: string): string {
  const name = unit.regulation.articleNames[article];
  return `${name === undefined ? article : named(name, locale)}${named(clause, locale)}`;
}
