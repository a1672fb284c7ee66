/** Lines of a file as utterances: they get a recording, an id, and the speaker that the file's names suggest. */
import type { RecordingId } from '../recording';
import type { SpanUs } from '../time';
import type { SpokenLine, TranscriptSource, Utterance } from './utterance';
import { speakerOfVoice, type SpeakerWords } from './voice-labels';

/** Where the lines of a file go, and how its names are read. */
export interface LineOwner {
  readonly recordingId: RecordingId;
  readonly source: TranscriptSource;
  readonly words: SpeakerWords;
  readonly newId: () => string;
  /** Added to every time; microseconds. */
  readonly shiftUs: number;
}

/** Lines of an imported file as utterances of a recording: the file's names are suggestions, and a person says who spoke. */
export function asUtterances(lines: readonly SpokenLine[], { recordingId, source, words, newId, shiftUs }: LineOwner): readonly Utterance[] {
  return lines.map(({ startUs, endUs, text, voice }) => {
    const speaker = speakerOfVoice(voice, words);
    return {
      id: newId(), recordingId, speaker, text, source, startUs: (startUs + shiftUs) as SpanUs['startUs'], endUs: (endUs + shiftUs) as SpanUs['endUs'],
      ...(voice === '' ? {} : { voice }), ...(speaker === 'unknown' ? {} : { speakerFrom: 'file' as const }),
    };
  });
}
