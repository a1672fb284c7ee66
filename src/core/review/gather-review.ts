/** Everything that a review shows, made from the log, the unit's settings and what machines found: one call for the screens and for the opinion. */
import type { CaseState } from '../action-log';
import type { AnalysisState } from '../case';
import { readDeviceFileName } from '../device-file-name';
import { makeOpinion, type Opinion, type OpinionFile } from '../opinion/opinion';
import type { FileHashes, MediaSummary, RecordingId } from '../recording';
import { runRules } from '../rules/all-rules';
import type { RuleRecording } from '../rules/rule';
import type { CueHit } from '../speech/cue-hits';
import type { UnitSettings } from '../unit/unit-settings';
import { annotationOrder } from './annotation';
import type { CaseFindings } from './continuity';
import { namedNeighbours } from './neighbours';
import { remaining, type Remaining } from './remaining';
import { canBeSequenced } from './searched';
import { stageTimeline, type StageTimeline } from './stages';
import type { SignReading } from './sign-reading';
import { isOpening, suggestAll, type ItemSuggestions, type ReviewFacts } from './suggestions';
import type { CitedThings } from './verdict';
import type { AnalysisPass, PassVersions } from '../pass-result';
import type { SpanUs } from '../time';

/** What machines know of one recording of the case. */
export interface KnownRecording {
  readonly id: RecordingId;
  readonly name: string;
  readonly sizeBytes: number;
  readonly hashes: FileHashes | null;
  readonly summary: MediaSummary | null;
  readonly analysis: AnalysisState;
  /** Passes that ran on it. */
  readonly passes: readonly AnalysisPass[];
  readonly passVersions: PassVersions;
  /** On-screen clock minus container time at the start, seconds; null where either is unknown. */
  readonly clockMinusContainerS: number | null;
  /** A clock was read in its picture. */
  readonly clockRead: boolean;
}

export interface GatherInput {
  readonly state: CaseState;
  readonly unit: UnitSettings;
  /** As listed in the case; the order in time is found here. */
  readonly recordings: readonly KnownRecording[];
  readonly findings: readonly CaseFindings[];
  /** Of all recordings (`findCues`): costly, so the caller keeps them while a transcript stays the same. */
  readonly hits: readonly CueHit[];
  /** Pieces of transcript that wait to be searched for them. */
  readonly pendingCues: number;
  /** null: the pictures were not read. */
  readonly signs: readonly SignReading[] | null;
  /** Recordings whose pictures were read to the end. */
  readonly signsRead: ReadonlySet<RecordingId>;
  /** Where a voice was heard, of the recordings that were listened to. */
  readonly voices: ReadonlyMap<RecordingId, readonly SpanUs[]>;
}

export interface GatheredReview {
  /** Recordings in the order in which they were made, where their names tell it; as listed where they do not. */
  readonly recordingIds: readonly RecordingId[];
  readonly facts: ReviewFacts;
  readonly suggestions: ReadonlyMap<string, ItemSuggestions>;
  readonly stages: StageTimeline;
  readonly things: CitedThings;
  readonly remaining: Remaining;
}

const startOf = (name: string): number | null => readDeviceFileName(name)?.startS ?? null;
const endOf = ({ name, summary }: KnownRecording): number | null => { const start = startOf(name); return start === null || summary === null ? null : start + summary.durationUs / 1e6; };

/** By the time in the name; a recording without one stays behind the one that it is listed after. */
export function inCaseOrder(recordings: readonly KnownRecording[]): readonly KnownRecording[] {
  let last = -Infinity;
  const keyed = recordings.map((recording, at) => { last = startOf(recording.name) ?? last; return { recording, at, key: last }; });
  return keyed.sort((a, b) => (a.key === b.key ? a.at - b.at : a.key - b.key)).map(({ recording }) => recording);
}

export function gatherReview({ state, unit, recordings, findings, hits, pendingCues, signs, signsRead, voices }: GatherInput): GatheredReview {
  const ordered = inCaseOrder(recordings);
  const recordingIds = ordered.map(({ id }) => id);
  const known = new Set(recordingIds);
  const annotations = annotationOrder([...state.annotations.values()].filter(({ recordingId }) => known.has(recordingId)), recordingIds);
  const utterances = [...state.utterances.values()].filter(({ recordingId }) => known.has(recordingId));
  const ofCase = hits.filter(({ recordingId }) => known.has(recordingId));
  const documents = [...state.documents.values()];
  const incidents = [...state.incidents.values()];
  const stages = stageTimeline(unit, state.info.activity, annotations, ofCase, recordingIds);
  const rules = runRules({
    info: state.info, rules: unit.rules, recordedMatters: unit.recordedMatters, incidents, documents,
    recordings: ordered.map((one): RuleRecording => ({ id: one.id, name: one.name, hashes: one.hashes, analysis: one.analysis, startS: startOf(one.name), endS: endOf(one), clockMinusContainerS: one.clockMinusContainerS })),
  });
  const facts: ReviewFacts = {
    info: state.info, recordingIds, findings, analysed: new Set(ordered.filter(({ analysis }) => analysis === 'done').map(({ id }) => id)), utterances, hits: ofCase, annotations, signs, voices, documents, stages, rules,
    neighbours: namedNeighbours(ordered.map((one) => ({ id: one.id, name: one.name, startS: startOf(one.name), endS: endOf(one) })), findings, unit.rules.segmentToleranceS),
    pendingCues, signsUnread: ordered.filter(({ id, summary }) => summary?.video !== null && !signsRead.has(id)).length,
    signsReadNames: ordered.filter(({ id }) => signsRead.has(id)).map(({ name }) => name),
    clockRead: ordered.some((one) => one.clockRead), sequenced: canBeSequenced(ordered.filter(({ summary }) => summary !== null).map(({ name }) => name)),
  };
  const things: CitedThings = {
    recordingIds: known, documentIds: new Set(state.documents.keys()),
    // Until it was looked into, a recording is taken to have a picture: a still is asked for rather than forgotten.
    withPicture: new Set(ordered.filter(({ summary }) => summary === null || summary.video !== null).map(({ id }) => id)),
  };
  return { recordingIds, facts, suggestions: suggestAll(unit.checklist, facts), stages, things, remaining: remaining(unit.checklist, state.verdicts, things, findings) };
}

/** @param asOfMs `lastChangeMs` of the log */
export function gatherOpinion(input: GatherInput, review: GatheredReview, asOfMs: number, productVersion: string): Opinion {
  const files = inCaseOrder(input.recordings).map((one): OpinionFile => ({
    id: one.id, name: one.name, durationUs: one.summary?.durationUs ?? null, sizeBytes: one.sizeBytes, startS: startOf(one.name), endS: endOf(one), sha256: one.hashes?.sha256 ?? null, sm3: one.hashes?.sm3 ?? null, passes: one.passes, passVersions: one.passVersions,
  }));
  const { facts, remaining: left, stages } = review;
  return makeOpinion({
    info: facts.info, unit: input.unit, productVersion, asOfMs, files, remaining: left, findings: input.findings, stages, hits: facts.hits,
    opening: [...review.suggestions.values()].flatMap(({ suggestions }) => suggestions).find(isOpening) ?? null, utterances: facts.utterances, rules: facts.rules,
    neighbours: facts.neighbours, incidents: [...input.state.incidents.values()], documents: facts.documents, signatures: [...input.state.signatures.values()],
    otherReviews: [...input.state.otherReviews.values()], adjudications: input.state.adjudications,
  });
}
