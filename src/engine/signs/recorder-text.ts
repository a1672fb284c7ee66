/**
 * Which lines the recorder wrote into the picture: they stay in one place and keep their format while the whole scene moves. Nothing in a scene does,
 * and where the camera stands still nothing can be told of it.
 */
import type { Box01 } from '../../core/finding';
import type { LineReading } from '../../core/review/sign-reading';
import { unlike01 } from './unlike';

/** Views in which the line was in its place: fewer may be chance, such as a turn away and back. */
const LEAST_VIEWS = 4;
/** Share of all pictures read that show it: bright grounds hide white type now and then. */
const LEAST_SHARE01 = 0.4;
/** One place: so much of the smaller box is common, and heights differ by no more. Lines are found in one piece here and in two there. */
const SAME_PLACE01 = 0.6;
const SAME_HEIGHT = 1.8;
const SAME_FORMAT01 = 0.34;

interface Place {
  box: Box01;
  readonly format: string;
  readonly views: Set<number>;
  readonly pictures: Set<number>;
  readonly lines: LineReading[];
}

/** Digits count as any digit, Latin letters as any letter: clocks, coordinates and counters keep their format. */
const formatOf = (text: string): string => text.replaceAll(/\s/g, '').replaceAll(/\d/g, '0').replaceAll(/[A-Za-z]/g, 'A');

function isSamePlace(a: Box01, b: Box01): boolean {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 && w * h >= SAME_PLACE01 * Math.min(a.w * a.h, b.w * b.h) && Math.max(a.h, b.h) <= SAME_HEIGHT * Math.min(a.h, b.h);
}

function isSameFormat(a: string, b: string): boolean {
  return unlike01(a, b) <= SAME_FORMAT01 || (Math.min(a.length, b.length) > 1 && (a.includes(b) || b.includes(a)));
}

/** Lines by the place of the recorder's that they stand in; scene lines are in none. @param pictures how many were read in all */
export function recorderLines(lines: readonly LineReading[], pictures: number): readonly (readonly LineReading[])[] {
  const places: Place[] = [];
  for (const line of lines) {
    const format = formatOf(line.text);
    const place = places.find((one) => isSamePlace(one.box, line.box) && isSameFormat(one.format, format));
    if (place === undefined) places.push({ box: line.box, format, views: new Set([line.view]), pictures: new Set([line.picture]), lines: [line] });
    else {
      place.views.add(line.view);
      place.pictures.add(line.picture);
      place.lines.push(line);
    }
  }
  return places.filter((place) => place.views.size >= LEAST_VIEWS && place.pictures.size >= LEAST_SHARE01 * pictures).map((place) => place.lines);
}
