/** All cases on this machine as their reviews stand now: what registers, sampling and agreement over many cases are made from. */
import { replay, type CaseState } from '../core/action-log';
import { noFacts, type CaseHeader, type RecordingFacts } from '../core/case';
import { caseSequence, NO_SEQUENCE, sequenceInput, type CaseSequence } from '../core/case-sequence';
import type { Finding } from '../core/finding';
import { matchJudgements, type Judgement } from '../core/review';
import { gatherReview, type GatheredReview, type KnownRecording } from '../core/review/gather-review';
import type { UnitSettings } from '../core/unit/unit-settings';
import type { CaseStore, StoredCase } from '../db/case-store';

export interface SurveyedCase {
  readonly header: CaseHeader;
  readonly state: CaseState;
  /** In case order. */
  readonly recordings: readonly KnownRecording[];
  /** What lies between them. */
  readonly sequence: CaseSequence;
  /** Without cues (speech is searched only in an open case) and without text read from pictures. */
  readonly review: GatheredReview;
}

/** Of what a look across a case finds. */
const CASE_DETECTORS = 'case/';

/** A stored case as it would open. */
export function surveyCase({ header, entries, facts, findings }: Omit<StoredCase, 'stills' | 'opinions'>, unit: UnitSettings): SurveyedCase {
  const state = replay(entries);
  const factsOf = (id: string): RecordingFacts => facts.find((one) => one.id === id) ?? noFacts(id, header.id);
  const listed = state.recordings.map(({ id, identity }): KnownRecording => {
    const { hashes, summary, analysis, donePasses, passVersions } = factsOf(id);
    return { id, name: identity.name, sizeBytes: identity.sizeBytes, hashes, summary, analysis, passes: donePasses, passVersions: passVersions ?? {}, clockMinusContainerS: null, clockRead: false };
  });
  const judgements = [...state.judgements.values()];
  const sequence = sequenceOf(listed, findings, judgements, unit.rules.segmentToleranceS);
  const judged = listed.map(({ id }) => {
    const all = [...(findings.get(id) ?? []), ...(sequence.findings.get(id) ?? [])];
    return { recordingId: id, findings: all, judged: matchJudgements(all, judgements.filter(({ recordingId }) => recordingId === id)) };
  });
  const review = gatherReview({ state, unit, recordings: listed, findings: judged, hits: [], pendingCues: 0, signs: null, signsRead: new Set(), voices: new Map() });
  const recordings = review.recordingIds.flatMap((id) => listed.filter((one) => one.id === id));
  return { header, state, recordings, sequence, review };
}

/**
 * The look across a stored case. Its tables are not read for it: whether contents join stays open, and where a person judged a place that was known to
 * join, the finding is taken as it was judged. Nothing is said while a recording is unread: it may be the one that seems to be missing.
 */
function sequenceOf(listed: readonly KnownRecording[], own: StoredCase['findings'], judgements: readonly Judgement[], toleranceS: number): CaseSequence {
  if (listed.some(({ summary, analysis }) => summary === null && analysis !== 'failed')) return NO_SEQUENCE;
  const found = caseSequence(listed.flatMap(({ id, name, summary }) => (summary === null ? [] : [sequenceInput(id, name, summary, own.get(id) ?? [], null)])), toleranceS);
  const place = (findingId: string): string => findingId.split('-').slice(-2).join('-');
  const asJudged = (recordingId: string, finding: Finding): Finding => {
    const same = judgements.find((one) => one.recordingId === recordingId && one.finding.detector.startsWith(CASE_DETECTORS) && place(one.finding.id) === place(finding.id))?.finding;
    return same === undefined ? finding : { ...finding, id: same.id, kind: same.kind, level: same.level };
  };
  const findings = new Map([...found.findings].map(([id, of]) => [id, of.map((finding) => asJudged(id, finding))]));
  // A recording has one neighbour behind it, and one finding about the place between at most.
  return { ...found, findings, gaps: found.gaps.map((gap) => ({ ...gap, findingId: findings.get(gap.afterId)?.[0]?.id ?? null })) };
}

export class CaseSurvey {
  readonly #store: Pick<CaseStore, 'list' | 'load'>;
  readonly #unit: () => UnitSettings;

  constructor(store: Pick<CaseStore, 'list' | 'load'>, unit: () => UnitSettings) {
    this.#store = store;
    this.#unit = unit;
  }

  /** Read one after another, the latest first; rejects with AppError where they cannot be read. */
  async all(): Promise<readonly SurveyedCase[]> {
    const cases: SurveyedCase[] = [];
    for (const { id } of await this.#store.list()) {
      const stored = await this.#store.load(id);
      if (stored !== null) cases.push(surveyCase(stored, this.#unit()));
    }
    return cases;
  }
}
