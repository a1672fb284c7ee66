/** One sign for what was read again and again at one place: the best reading stays. The recorder's own clock and number are text in the picture too, and are listed. */
import type { SignReading } from '../../core/review/suggestions';

/** A sign that was out of view for longer is told anew. */
const SAME_SIGN_US = 30_000_000;
/** Characters that may differ between two readings of one sign. */
const ALIKE01 = 0.34;

/** Levenshtein distance over the longer text. */
export function unlike01(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    let before = row[0];
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j];
      row[j] = Math.min(above + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1));
      before = above;
    }
  }
  return row[b.length] / Math.max(1, a.length, b.length);
}

/** @param readings of one recording in order of time */
export function mergeReadings(readings: readonly SignReading[]): readonly SignReading[] {
  const signs: { best: SignReading; firstUs: SignReading['atUs']; lastUs: number }[] = [];
  for (const reading of readings) {
    const same = signs.find(({ best, lastUs }) => reading.atUs - lastUs <= SAME_SIGN_US && unlike01(best.text, reading.text) <= ALIKE01);
    if (same === undefined) signs.push({ best: reading, firstUs: reading.atUs, lastUs: reading.atUs });
    else {
      same.lastUs = reading.atUs;
      if (reading.score01 > same.best.score01) same.best = reading;
    }
  }
  return signs.map(({ best }) => best).sort((a, b) => a.atUs - b.atUs);
}
