/**
 * Finds holes in the numbering of reference pictures: pictures that were there when the stream was encoded.
 * Source: ITU-T H.264 7.4.3 frame_num and 8.2.5.2 (gaps only where the SPS allows them).
 */
import type { FindingDraft } from '../../../core/finding';
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { framesAround, shownFromUs, stepRatio } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/frame-num';
const IDR = 4;
/** More holes than this come from transmission (a camera recorded over a network), not from hands. */
const LOSSY_HOLES = 4;
/** Packets before and after a hole whose numbering must be in order: a damaged header looks like a hole, but not like one hole. */
const ORDERLY_BEFORE = 8;
const ORDERLY_AFTER = 4;
/** The time step at a hole against the usual one: below this the time was closed although pictures are missing. */
const CLOSED_RATIO = 1.5;

export const frameNumDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['cut'],
  codecs: ['avc'],
  find({ table, packets }, { media }) {
    const holes = findHoles(table);
    const stream = media.container === 'mpegts';
    return holes.map((hole) => draft(table, packets, hole, holes.length, stream));
  },
});

interface Hole { readonly row: number; readonly expected: number; readonly observed: number; readonly missing: number }

function findHoles(table: BitstreamTable): Hole[] {
  const holes: Hole[] = [];
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

function draft(table: BitstreamTable, packets: PacketTable, hole: Hole, holes: number, stream: boolean): FindingDraft {
  const atUs = us(shownFromUs(packets, hole.row));
  const ratio = stepRatio(packets, hole.row);
  const gapsAllowed = table.parameterSets[table.parameterSet[hole.row]!]?.fields['gapsAllowed'] === 1;
  const lossy = holes > LOSSY_HOLES || stream;
  const closed = ratio < CLOSED_RATIO;
  // Lost in transmission or by the encoder, the time of a picture passes; here it does not although pictures are missing.
  const hard = closed && !lossy && !gapsAllowed;
  return {
    kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: hard ? 4 : gapsAllowed ? 1 : lossy ? 1.2 : 3, hard, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'missing-pictures', value: hole.missing, threshold: 0, relation: '>', unit: '', atUs },
      { type: 'packets', track: 'video', from: hole.row - 1, to: hole.row, field: 'frame-num', expected: `${hole.expected}`, observed: `${hole.observed}` },
      framesAround(packets, hole.row),
    ],
    benign: [
      { cause: 'transmission-loss', result: lossy ? 'possible' : 'ruled-out', value: holes, threshold: LOSSY_HOLES },
      { cause: 'dropped-pictures', result: closed ? 'ruled-out' : 'possible', value: Math.round(ratio * 100) / 100, threshold: CLOSED_RATIO },
      { cause: 'numbering-gaps-allowed', result: gapsAllowed ? 'possible' : 'ruled-out' },
    ],
    disproof: ['same-device-same-numbering', 'device-log-loss'],
    detector: ID,
    version: 1,
  };
}
