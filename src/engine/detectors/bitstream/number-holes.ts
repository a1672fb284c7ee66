/**
 * Holes in the numbering of reference pictures, and where a decoder that went through one shows true pictures again.
 * Source: ITU-T H.264 7.4.3 frame_num and 8.2.5.2: what refers to a missing picture is decoded from a wrong one until numbering restarts.
 */
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { shownFromUs } from './frame-refs';

const IDR = 4;
/** Packets before and after a hole whose numbering must be in order: a damaged header looks like a hole, but not like one hole. */
const ORDERLY_BEFORE = 8;
const ORDERLY_AFTER = 4;

/** A place where reference pictures are missing: rows in decode order, numbers as the stream counts them. */
export interface NumberHole { readonly row: number; readonly expected: number; readonly observed: number; readonly missing: number }

/** In decode order. A place whose surroundings are out of order as well is damage, not a hole. */
export function findHoles(table: BitstreamTable): NumberHole[] {
  const holes: NumberHole[] = [];
  let previous = -1;
  for (let row = 0; row < table.count; row++) {
    const now = table.frameNum[row]!;
    if (now < 0) {
      previous = -1;
      continue;
    }
    const range = 2 ** Number(table.parameterSets[table.parameterSet[row]!]?.fields['frameNumBits'] ?? 0);
    const restarted = table.sliceType[row] === IDR || previous < 0;
    // A picture that nothing refers to shares the number of the next reference picture.
    if (!restarted && range > 1 && now !== previous && now !== (previous + 1) % range) {
      holes.push({ row, expected: (previous + 1) % range, observed: now, missing: (now - previous - 1 + range) % range });
    }
    previous = table.restartsNumbering?.[row] === 1 ? 0 : now;
  }
  return holes.filter((hole) =>
    hole.row > ORDERLY_BEFORE && !holes.some((other) => other !== hole && other.row > hole.row - ORDERLY_BEFORE && other.row <= hole.row + ORDERLY_AFTER));
}

/** Presentation times, µs, of the first picture after each hole that refers to nothing before it; none after the last restart. */
export function repairTimesUs(table: BitstreamTable, packets: PacketTable): number[] {
  const times: number[] = [];
  for (const { row } of findHoles(table)) {
    let restart = row;
    while (restart < table.count && table.sliceType[restart] !== IDR) restart++;
    if (restart < table.count) times.push(shownFromUs(packets, restart));
  }
  return times;
}
