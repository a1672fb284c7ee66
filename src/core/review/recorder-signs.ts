/**
 * Which signs of a case the recorders wrote into the picture, beyond what a single reading tells: a camera that hardly moves, or a short recording, gives no
 * views to tell it by. What lies on a clock, carries an id of the file's name, or stands where the recorder's type stands in any recording of the case is theirs.
 */
import { readDeviceFileName } from '../device-file-name';
import type { Box01 } from '../finding';
import type { RecordingId } from '../recording';
import type { ClockTrack } from '../tables';
import { isOnClock, type ContentSign, type SignReading } from './sign-reading';

export interface SignsOfRecording {
  readonly recordingId: RecordingId;
  /** Of its file, '' where it is not known. */
  readonly name: string;
  readonly signs: readonly ContentSign[];
  readonly clocks: readonly Pick<ClockTrack, 'box'>[];
}

/** Shorter parts of a name (a unit's number, a letter) stand on shop fronts as well. */
const LEAST_ID_CHARACTERS = 5;
/** One place: so much of the smaller box is common, and heights differ by no more; as `engine/signs/recorder-text` holds lines of one recording together. */
const SAME_PLACE01 = 0.6;
const SAME_HEIGHT = 1.8;

const HAN = /\p{Script=Han}/u;

/** Ids of officer and device, as recorders write them into names. */
function idsOf(name: string): readonly string[] {
  const owner = readDeviceFileName(name)?.owner ?? '';
  return owner.split(/[_\-\s]+/).filter((part) => part.length >= LEAST_ID_CHARACTERS && /\d/.test(part)).map((part) => part.toUpperCase());
}

function isSamePlace(a: Box01, b: Box01): boolean {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 && w * h >= SAME_PLACE01 * Math.min(a.w * a.h, b.w * b.h) && Math.max(a.h, b.h) <= SAME_HEIGHT * Math.min(a.h, b.h);
}

/** Signs of all recordings in the order given, each told as the recorder's or the scene's. */
export function tellRecorders(recordings: readonly SignsOfRecording[]): readonly SignReading[] {
  const told = recordings.flatMap(({ recordingId, name, signs, clocks }) => {
    const ids = idsOf(name);
    const carriesId = (text: string): boolean => { const plain = text.replaceAll(/\s/g, '').toUpperCase(); return ids.some((id) => plain.includes(id)); };
    return signs.map((sign): SignReading => ({ ...sign, recordingId, overlay: sign.overlay || isOnClock(sign.box, clocks) || carriesId(sign.text) }));
  });
  const known = told.filter(({ overlay }) => overlay);
  // A shop's name may come to stand where the clock stands elsewhere: its words are others.
  const stands = (sign: SignReading): boolean => known.some((one) => isSamePlace(one.box, sign.box) && (one.text === sign.text || !(HAN.test(one.text) || HAN.test(sign.text))));
  return told.map((sign) => (sign.overlay || !stands(sign) ? sign : { ...sign, overlay: true }));
}

/** Surer readings than these were right in the sample case; below, most were guesses at edges, shelves and half a sign. Letters without a Chinese character are guessed sooner. */
const DOUBTFUL01 = 0.7;
const DOUBTFUL_WITHOUT_HAN01 = 0.85;

/** Read with so little confidence that it is rather a guess than a sign. */
export const isDoubtful = ({ text, score01 }: Pick<ContentSign, 'text' | 'score01'>): boolean => score01 < (HAN.test(text) ? DOUBTFUL01 : DOUBTFUL_WITHOUT_HAN01);
