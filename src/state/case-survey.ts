/** All cases on this machine as their reviews stand now: what registers, sampling and agreement over many cases are made from. */
import { replay, type CaseState } from '../core/action-log';
import { noFacts, type CaseHeader, type RecordingFacts } from '../core/case';
import { matchJudgements } from '../core/review';
import { gatherReview, type GatheredReview, type KnownRecording } from '../core/review/gather-review';
import type { UnitSettings } from '../core/unit/unit-settings';
import type { CaseStore, StoredCase } from '../db/case-store';

export interface SurveyedCase {
  readonly header: CaseHeader;
  readonly state: CaseState;
  /** In case order. */
  readonly recordings: readonly KnownRecording[];
  /** Without cues (speech is searched only in an open case) and without text read from pictures. */
  readonly review: GatheredReview;
}

/** A stored case as it would open. */
export function surveyCase({ header, entries, facts, findings }: Omit<StoredCase, 'stills'>, unit: UnitSettings): SurveyedCase {
  const state = replay(entries);
  const factsOf = (id: string): RecordingFacts => facts.find((one) => one.id === id) ?? noFacts(id, header.id);
  const listed = state.recordings.map(({ id, identity }): KnownRecording => {
    const { hashes, summary, analysis, donePasses, passVersions } = factsOf(id);
    return { id, name: identity.name, sizeBytes: identity.sizeBytes, hashes, summary, analysis, passes: donePasses, passVersions: passVersions ?? {}, clockMinusContainerS: null };
  });
  const judged = listed.map(({ id }) => {
    const own = findings.get(id) ?? [];
    return { recordingId: id, findings: own, judged: matchJudgements(own, [...state.judgements.values()].filter(({ recordingId }) => recordingId === id)) };
  });
  const review = gatherReview({ state, unit, recordings: listed, findings: judged, hits: [], signs: null, voices: new Map() });
  const recordings = review.recordingIds.flatMap((id) => listed.filter((one) => one.id === id));
  return { header, state, recordings, review };
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
