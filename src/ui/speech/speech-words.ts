/** How lines of speech look elsewhere: their mark on the timeline, and the names of cues. */
import type { CueHit } from '../../core/speech/cue-hits';
import type { Speaker, Utterance } from '../../core/speech/utterance';
import { named, type UnitSettings } from '../../core/unit/unit-settings';
import type { AnnotationMark, AnnotationTone } from '../timeline/timeline-data';

/** Candidates of uncivil speech. */
export const UNCIVIL = 'bad';

const SPEAKER_TONE: Readonly<Record<Speaker, AnnotationTone>> = { officer: 'accent', party: 'review', other: 'confirm', unknown: 'note' };

export const speechMarks = (utterances: readonly Utterance[]): readonly AnnotationMark[] => (
  utterances.map(({ id, startUs, endUs, speaker, text }) => ({ id, startUs, endUs, tone: SPEAKER_TONE[speaker], label: text })));

/** Of a cue or a group. */
export function cueName(unit: Pick<UnitSettings, 'cueNames'>, id: string, locale: string): string {
  const name = unit.cueNames[id];
  return name === undefined ? id : named(name, locale);
}

/** Hits by whose words they are: what the party says is never laid to the officers. */
export function bySide(hits: readonly CueHit[]): Readonly<Record<'officers' | 'party' | 'others', readonly CueHit[]>> {
  return {
    officers: hits.filter(({ speaker }) => speaker === 'officer' || speaker === 'unknown'),
    party: hits.filter(({ speaker }) => speaker === 'party'),
    others: hits.filter(({ speaker }) => speaker === 'other'),
  };
}
