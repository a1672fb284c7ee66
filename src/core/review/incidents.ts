/** Incidents of Article 18, which ask for long-term keeping: recorded by a person; speech gives hints only. */
import type { RecordingId } from '../recording';
import type { CueHit } from '../speech/cue-hits';
import type { TimeUs } from '../time';

/** objection, complaint, petition · evasion, refusal, obstruction, abuse, assault · mass or sudden incident · as the working group sees fit. */
export const INCIDENT_CLAUSES = [1, 2, 3, 4] as const;
export type IncidentClause = (typeof INCIDENT_CLAUSES)[number];

export interface Incident {
  readonly id: string;
  readonly clause: IncidentClause;
  /** Where it can be seen; null for what no recording shows. */
  readonly recordingId: RecordingId | null;
  readonly atUs: TimeUs | null;
  readonly note: string;
  readonly atMs: number;
  readonly actor: string;
}

export interface IncidentHint {
  readonly clause: IncidentClause;
  readonly hit: CueHit;
}

/** A refusal to sign is one whoever says it: officers speak it into the recording. */
const REFUSAL_CUE = 'g_refuse';
const UNCIVIL_GROUP = 'bad';

/** The party's abuse and refusals heard anywhere are hints of clause 2, never faults of the officers. */
export function incidentHints(hits: readonly CueHit[]): readonly IncidentHint[] {
  return hits.flatMap((hit): IncidentHint[] => ((hit.group === UNCIVIL_GROUP && hit.speaker === 'party') || hit.cue === REFUSAL_CUE ? [{ clause: 2, hit }] : []));
}
