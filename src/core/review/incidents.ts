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
/** What one says of oneself: whose words nobody has assigned yet are hints too, officers' words are none. */
const OBJECTION_CUES: Readonly<Record<string, IncidentClause>> = { o_object: 1, o_complain: 1, o_refuse: 2 };
/** Remedies that officers tell of, and that the party asks for. */
const REMEDY_CUES: ReadonlySet<string> = new Set(['r_state', 'r_recuse', 'r_hear', 'r_review', 'r_suit']);

function clauseOf({ group, cue, speaker }: CueHit): IncidentClause | null {
  const own = OBJECTION_CUES[cue];
  if (own !== undefined) return speaker === 'party' || speaker === 'unknown' ? own : null;
  if (cue === REFUSAL_CUE || (group === UNCIVIL_GROUP && speaker === 'party')) return 2;
  return speaker === 'party' && REMEDY_CUES.has(cue) ? 1 : null;
}

/** The party's objections and complaints are hints of clause 1, abuse and refusals of clause 2; none is a fault of the officers. */
export function incidentHints(hits: readonly CueHit[]): readonly IncidentHint[] {
  return hits.flatMap((hit): IncidentHint[] => { const clause = clauseOf(hit); return clause === null ? [] : [{ clause, hit }]; });
}
