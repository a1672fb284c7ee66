/** One sign for what was read again and again: in the scene the best reading of each pass by it, of the recorder's own type the best of each place. */
import type { ContentSign, LineReading } from '../../core/review/sign-reading';
import { recorderLines } from './recorder-text';
import { unlike01 } from './unlike';

/** A sign that was out of view for longer is told anew. */
const SAME_SIGN_US = 30_000_000;
/** Characters that may differ between two readings of one sign. */
const ALIKE01 = 0.34;

const toSign = ({ atUs, text, box, score01 }: LineReading, overlay: boolean): ContentSign => ({ atUs, text, box, score01, overlay });
const best = (lines: readonly LineReading[]): LineReading => lines.reduce((a, b) => (b.score01 > a.score01 ? b : a));

/** @param lines of one recording in order of time @param pictures how many were read in all */
export function mergeReadings(lines: readonly LineReading[], pictures: number): readonly ContentSign[] {
  const places = recorderLines(lines, pictures);
  const recorder = new Set(places.flat());
  const done: LineReading[] = [];
  let open: { best: LineReading; lastUs: number }[] = [];
  for (const line of lines) {
    if (recorder.has(line)) continue;
    const gone = open.filter(({ lastUs }) => line.atUs - lastUs > SAME_SIGN_US);
    if (gone.length > 0) {
      done.push(...gone.map((one) => one.best));
      open = open.filter((one) => !gone.includes(one));
    }
    const same = open.find((one) => unlike01(one.best.text, line.text) <= ALIKE01);
    if (same === undefined) open.push({ best: line, lastUs: line.atUs });
    else {
      same.lastUs = line.atUs;
      if (line.score01 > same.best.score01) same.best = line;
    }
  }
  const scene = [...done, ...open.map((one) => one.best)].map((line) => toSign(line, false));
  return [...scene, ...places.map((place) => toSign(best(place), true))].sort((a, b) => a.atUs - b.atUs);
}
