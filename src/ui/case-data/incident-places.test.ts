/** Hints at incidents come from the party's words and from marks, and go once an incident stands there. */
import { expect, it } from 'vitest';
import type { Annotation } from '../../core/review/annotation';
import type { CueHit } from '../../core/speech/cue-hits';
import { us } from '../../core/time';
import { incidentPlaces } from './incident-places';

const hit = (speaker: CueHit['speaker'], atS: number): CueHit => ({ recordingId: 'r1', group: 'bad', cue: 'u_abuse', quote: 'words', speaker, utteranceIds: [], from: 0, to: 5, substitutions: 0, startUs: us(atS * 1e6), endUs: us(atS * 1e6) });
const mark: Annotation = { id: 'a', recordingId: 'r1', tier: 'speech', term: 'party-abuse', text: '', box: null, startUs: us(5e6), endUs: us(5e6), atMs: 0, actor: '' };

it('takes the party’s abuse and marks of it, in order; an officer’s is none', () => {
  expect(incidentPlaces([hit('party', 90), hit('officer', 30)], [mark], []).map(({ atUs, clause }) => [atUs / 1e6, clause])).toEqual([[5, 2], [90, 2]]);
});

it('leaves out a place next to which an incident of its clause is recorded', () => {
  const incident = { id: 'i', clause: 2 as const, recordingId: 'r1', atUs: us(92e6), note: '', atMs: 0, actor: '' };
  expect(incidentPlaces([hit('party', 90)], [], [incident])).toEqual([]);
  expect(incidentPlaces([hit('party', 90)], [], [{ ...incident, clause: 1 }])).toHaveLength(1);
});
