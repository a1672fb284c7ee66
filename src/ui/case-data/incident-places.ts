/** Where the speech and the marks of a case hint at an incident of Article 18 that nobody has recorded yet. */
import type { RecordingId } from '../../core/recording';
import type { Annotation } from '../../core/review/annotation';
import { incidentHints, type Incident, type IncidentClause } from '../../core/review/incidents';
import type { CueHit } from '../../core/speech/cue-hits';
import type { TimeUs } from '../../core/time';

export interface IncidentPlace {
  readonly clause: IncidentClause;
  readonly recordingId: RecordingId;
  readonly atUs: TimeUs;
  /** What was said or marked there; '' where nothing is. */
  readonly words: string;
}

/** Term of the speech tier for the party's own abuse. */
const PARTY_ABUSE = 'party-abuse';
/** An incident this near to a hint has taken it up. */
const NEAR_US = 10e6;

/** In order of time within each recording; hints next to an incident of their clause are left out. */
export function incidentPlaces(hits: readonly CueHit[], annotations: Iterable<Annotation>, incidents: Iterable<Incident>): readonly IncidentPlace[] {
  const heard = incidentHints(hits).map(({ clause, hit }): IncidentPlace => ({ clause, recordingId: hit.recordingId, atUs: hit.startUs, words: hit.quote }));
  const marked = [...annotations].filter(({ tier, term }) => tier === 'speech' && term === PARTY_ABUSE).map((one): IncidentPlace => ({ clause: 2, recordingId: one.recordingId, atUs: one.startUs, words: one.text }));
  const taken = [...incidents];
  const isTaken = (place: IncidentPlace): boolean => taken.some((one) => one.clause === place.clause && one.recordingId === place.recordingId && one.atUs !== null && Math.abs(one.atUs - place.atUs) <= NEAR_US);
  return [...heard, ...marked].filter((place) => !isTaken(place)).sort((a, b) => (a.recordingId === b.recordingId ? a.atUs - b.atUs : a.recordingId < b.recordingId ? -1 : 1));
}
