/** How a case begins: when a voice is first heard, what was said before the first notice, and when the officers first said who they are. */
import type { RecordingId } from '../recording';
import type { Utterance } from '../speech/utterance';
import type { SpanUs, TimeUs } from '../time';
import { byCasePlace, type CasePlace, type StageEvidence, type StageTimeline } from './stages';

/** What is known of a beginning; all of it in case order. */
export interface OpeningFacts {
  /** In case order. */
  readonly recordingIds: readonly RecordingId[];
  readonly utterances: readonly Utterance[];
  /** Where a voice was heard, of the recordings that were listened to; none where there is no sound. */
  readonly voices: ReadonlyMap<RecordingId, readonly SpanUs[]>;
  readonly stages: StageTimeline;
}

/** A span of time in a recording of the case. */
export interface HeardSpan extends SpanUs {
  readonly recordingId: RecordingId;
}

export interface FirstVoice {
  /** null where no voice is heard in any recording that was listened to. */
  readonly heard: HeardSpan | null;
  /** Recordings without a voice before it. */
  readonly silent: number;
  /** Whether every recording was listened to. */
  readonly allListened: boolean;
}

export interface Opening {
  /** By the voice detector. */
  readonly voice: HeardSpan | null;
  /** First line of the transcript, whoever speaks. */
  readonly line: Utterance | null;
  /** The earlier of the two: an instant of the case. */
  readonly sound: CasePlace | null;
  /** Where the officers first say who they are or show their papers. */
  readonly identified: StageEvidence | null;
  /** Where the notice begins. */
  readonly notice: StageEvidence | null;
  /** Lines of the transcript that are spoken before it; all of them where there is none. */
  readonly linesBefore: number;
  /** Something was said before the notice; null where there is none. */
  readonly soundBefore: boolean | null;
}

/** A detector and a transcript do not agree on the instant of one voice more exactly than this. */
const SAME_VOICE_US = 1_000_000;

/** Which voice is the first of the case is known only once all recordings before it were listened to. */
export function firstVoice({ recordingIds, voices }: Pick<OpeningFacts, 'recordingIds' | 'voices'>): FirstVoice {
  const unheard = recordingIds.findIndex((id) => voices.get(id) === undefined);
  const listened = unheard < 0 ? recordingIds : recordingIds.slice(0, unheard);
  const at = listened.findIndex((id) => voices.get(id)!.length > 0);
  const recordingId = listened[at];
  const span = recordingId === undefined ? undefined : voices.get(recordingId)![0];
  return { heard: recordingId === undefined || span === undefined ? null : { recordingId, startUs: span.startUs, endUs: span.endUs }, silent: Math.max(0, at), allListened: unheard < 0 };
}

const placeOf = ({ recordingId, startUs }: HeardSpan | Utterance): CasePlace => ({ recordingId, atUs: startUs });

export function openingOf(facts: OpeningFacts): Opening {
  const order = byCasePlace(facts.recordingIds);
  const earliest = <T extends CasePlace>(places: readonly (T | null)[]): T | null => places.filter((one) => one !== null).sort(order)[0] ?? null;
  const rowOf = (stage: string) => facts.stages.rows.find((row) => row.stage === stage);
  const voice = firstVoice(facts).heard;
  const line = [...facts.utterances].sort((a, b) => order(placeOf(a), placeOf(b)))[0] ?? null;
  const sound = earliest([voice, line].map((one) => one && placeOf(one)));
  const notice = rowOf('notice')?.begins ?? null;
  // A line is spoken before the notice if most of it is: the notice's own line begins with it.
  const middle = ({ recordingId, startUs, endUs }: Utterance): CasePlace => ({ recordingId, atUs: ((startUs + endUs) / 2) as TimeUs });
  const linesBefore = notice === null ? facts.utterances.length : facts.utterances.filter((one) => order(middle(one), notice) < 0).length;
  const isBefore = sound !== null && notice !== null && order({ ...sound, atUs: (sound.atUs + SAME_VOICE_US) as TimeUs }, notice) < 0;
  const id = rowOf('id');
  return {
    voice, line, sound, notice, linesBefore, identified: earliest<StageEvidence>([id?.evidence[0] ?? null, id?.foreshadowed ?? null]),
    soundBefore: notice === null ? null : linesBefore > 0 || isBefore,
  };
}

/** Whether the detector's first voice is another than the first line's. */
export const isOtherVoice = ({ voice, line }: Opening): boolean => voice !== null && (line === null || voice.recordingId !== line.recordingId || Math.abs(voice.startUs - line.startUs) > SAME_VOICE_US);
