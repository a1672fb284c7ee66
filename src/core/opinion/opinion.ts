/** The opinion on a case's recordings as plain facts: who judged what on which evidence, and what it was computed with. Knows no words and no layout. */
import type { ActionEntry } from '../action-log';
import type { CaseInfo } from '../case';
import type { RecordingId } from '../recording';
import type { Incident } from '../review/incidents';
import { incidentHints } from '../review/incidents';
import type { AttachedDocument } from '../review/documents';
import { acceptedOf, findingsOfItem, type BearingFinding, type CaseFindings } from '../review/continuity';
import type { Neighbours } from '../review/neighbours';
import type { Remaining } from '../review/remaining';
import type { Signature } from '../review/signature';
import { byCasePlace, type StageTimeline } from '../review/stages';
import type { Suggestion } from '../review/suggestions';
import { isDefect, type Citation, type ItemVerdict, type RecordingCitation } from '../review/verdict';
import type { RuleResult } from '../rules/rule';
import { maySpeakForOfficers, type CueHit } from '../speech/cue-hits';
import { inOrder, type Utterance } from '../speech/utterance';
import type { TimeUs } from '../time';
import type { RuleId } from '../unit/rule-ids';
import type { ChecklistItem, UnitSettings, VerdictId } from '../unit/unit-settings';
import type { AnalysisPass, PassVersions } from '../pass-result';
import type { Adjudication, ComparedItem } from '../two-reviewers/adjudication';
import { agreement, type Agreement } from '../two-reviewers/agreement';
import { compareWith, type UncomparedItem } from '../two-reviewers/review-comparison';
import type { ReviewFile } from '../two-reviewers/review-file';

export interface OpinionFile {
  readonly id: RecordingId;
  readonly name: string;
  readonly durationUs: TimeUs | null;
  readonly sizeBytes: number;
  /** By the device's clock, seconds since 1970 as if local time were UTC; null where the name tells none. */
  readonly startS: number | null;
  readonly endS: number | null;
  readonly sha256: string | null;
  readonly sm3: string | null;
  /** Passes that ran on it. */
  readonly passes: readonly AnalysisPass[];
  /** Version of each of them: changes with the methods and their parameters. */
  readonly passVersions: PassVersions;
}

export interface OpinionInput {
  readonly info: CaseInfo;
  readonly unit: UnitSettings;
  readonly productVersion: string;
  /** Time of the last entry of the log that is no signature (`lastChangeMs`): a signature does not change what it signs. */
  readonly asOfMs: number;
  /** In case order. */
  readonly files: readonly OpinionFile[];
  readonly remaining: Remaining;
  readonly findings: readonly CaseFindings[];
  readonly stages: StageTimeline;
  /** Recordings that do not meet by their names and lengths. */
  readonly neighbours: readonly Neighbours[];
  /** How the case begins, as its item tells it; null where there are no words to tell it from. */
  readonly opening: Pick<Suggestion, 'says' | 'values' | 'places'> | null;
  readonly hits: readonly CueHit[];
  readonly utterances: readonly Utterance[];
  readonly rules: ReadonlyMap<RuleId, RuleResult>;
  readonly incidents: readonly Incident[];
  readonly documents: readonly AttachedDocument[];
  readonly signatures: readonly Signature[];
  /** Reviews of the same case by others. */
  readonly otherReviews: readonly ReviewFile[];
  readonly adjudications: ReadonlyMap<string, Adjudication>;
}

export interface OpinionItem {
  readonly item: ChecklistItem;
  /** null: still to be judged by a person. */
  readonly verdict: ItemVerdict | null;
  /** Stands in the verdict's place where two reviewers differed and it was settled. */
  readonly settled: Adjudication | null;
  /** Another judged it differently and nobody has settled it. */
  readonly contested: boolean;
  /** What the verdict that stands was given on: one's own citations, or the other reviewer's where theirs is the verdict that was settled on. */
  readonly grounds: readonly Citation[];
  /** Findings that bear on it and that a person accepted, although what stands is that it conforms. */
  readonly contradicting: readonly BearingFinding[];
}

/** Another's review beside this one. */
export interface SecondReview {
  readonly reviewer: string;
  readonly agreement: Agreement;
  /** What was judged differently, in the order of the checklist. */
  readonly differing: readonly ComparedItem[];
  /** What was not asked of both alike. */
  readonly notComparable: readonly UncomparedItem[];
}

/** What stands of an item: what was settled between two, or what its reviewer judged. */
export const standing = ({ verdict, settled }: OpinionItem): VerdictId | null => settled?.verdict ?? verdict?.verdict ?? null;

/** A picture of the opinion with its number, counted from 1. */
export interface OpinionStill {
  readonly number: number;
  readonly hash: string;
  readonly citation: RecordingCitation;
}

export interface Opinion extends Omit<OpinionInput, 'remaining' | 'findings' | 'hits' | 'utterances' | 'otherReviews' | 'adjudications'> {
  /** Every item is judged and every verdict stands. */
  readonly complete: boolean;
  readonly articles: readonly { readonly article: string; readonly text: string; readonly items: readonly OpinionItem[] }[];
  /** Each finding that bears on Article 14(2) or (4), once, in case order. */
  readonly continuity: readonly BearingFinding[];
  /** Uncivil words that may be the officers', and what hints at an incident. */
  readonly uncivil: readonly CueHit[];
  readonly hints: readonly CueHit[];
  /** Items with a minor defect or a failure. */
  readonly problems: readonly OpinionItem[];
  /** None before both have judged all: until then another's verdicts are not to be seen. */
  readonly secondReviews: readonly SecondReview[];
  /** By hash: each picture once, numbered as it first appears. */
  readonly stills: ReadonlyMap<string, OpinionStill>;
  /** In case order, then by time. */
  readonly transcript: readonly { readonly recordingId: RecordingId; readonly utterances: readonly Utterance[] }[];
}

const UNCIVIL_GROUP = 'bad';
const CONTINUITY_ITEMS = /^art14-(?:2-complete|4-)/;

export function lastChangeMs(entries: readonly ActionEntry[]): number {
  const kinds = new Map(entries.map(({ id, kind }) => [id, kind]));
  const signs = (entry: ActionEntry): boolean => entry.kind === 'opinion-signed' || ((entry.kind === 'undone' || entry.kind === 'redone') && kinds.get(entry.payload.target) === 'opinion-signed');
  return entries.findLast((entry) => !signs(entry))?.atMs ?? 0;
}

export function makeOpinion(input: OpinionInput): Opinion {
  const { remaining, findings, hits, utterances, otherReviews, adjudications, ...given } = input;
  const { unit, files } = given;
  const recordingIds = files.map(({ id }) => id);
  const order = byCasePlace(recordingIds);
  const own = new Map(remaining.items.flatMap(({ item, verdict }) => (verdict === null ? [] : [[item.id, verdict] as const])));
  const secondReviews = !remaining.canSign ? [] : otherReviews.flatMap((other): readonly SecondReview[] => {
    const compared = compareWith(other, unit, own, adjudications);
    return compared === null ? [] : [{ reviewer: other.reviewer, agreement: agreement(compared.pairs), differing: compared.items.filter(({ agree }) => agree === false), notComparable: compared.notComparable }];
  });
  const settled = new Map(secondReviews.flatMap(({ differing }) => differing.flatMap((one) => (one.adjudication === null ? [] : [[one.itemId, { adjudication: one.adjudication, theirs: one.second }] as const]))));
  const contested = new Set(secondReviews.flatMap(({ differing }) => differing.filter(({ open }) => open).map(({ itemId }) => itemId)));
  const items = remaining.items.map(({ item, verdict }): OpinionItem => {
    const { adjudication, theirs } = settled.get(item.id) ?? { adjudication: null, theirs: null };
    const isTheirs = adjudication !== null && adjudication.verdict !== verdict?.verdict && adjudication.verdict === theirs?.verdict;
    const contradicting = (adjudication ?? verdict)?.verdict === 'conform' ? acceptedOf(item, findings) : [];
    return { item, verdict, settled: adjudication, contested: contested.has(item.id), grounds: (isTheirs ? theirs : verdict)?.citations ?? [], contradicting };
  });
  const articles = [...new Set(items.map(({ item }) => item.article))].map((article) => ({ article, text: unit.regulation.articles[article] ?? '', items: items.filter(({ item }) => item.article === article) }));
  const bearing = new Map(items.filter(({ item }) => CONTINUITY_ITEMS.test(item.id)).flatMap(({ item }) => findingsOfItem(item, findings)).map((one) => [`${one.recordingId}/${one.finding.id}`, one]));
  const stills = new Map<string, OpinionStill>();
  for (const { verdict } of items) {
    for (const citation of verdict?.citations ?? []) {
      if (citation.type !== 'recording' || citation.stillHash === null || stills.has(citation.stillHash)) continue;
      stills.set(citation.stillHash, { number: stills.size + 1, hash: citation.stillHash, citation });
    }
  }
  return {
    ...given, articles, stills, secondReviews, complete: remaining.canSign,
    continuity: [...bearing.values()].sort((a, b) => order({ recordingId: a.recordingId, atUs: a.finding.startUs }, { recordingId: b.recordingId, atUs: b.finding.startUs })),
    uncivil: hits.filter((hit) => hit.group === UNCIVIL_GROUP && maySpeakForOfficers(hit)), hints: incidentHints(hits).map(({ hit }) => hit),
    problems: items.filter((one) => isDefect(standing(one))),
    transcript: recordingIds.map((recordingId) => ({ recordingId, utterances: inOrder(utterances.filter((one) => one.recordingId === recordingId)) })).filter((one) => one.utterances.length > 0),
  };
}
