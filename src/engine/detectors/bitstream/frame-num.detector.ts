/**
 * Finds holes in the numbering of reference pictures: pictures that were there when the stream was encoded.
 * Source: ITU-T H.264 7.4.3 frame_num and 8.2.5.2 (gaps only where the SPS allows them).
 */
import type { FindingDraft } from '../../../core/finding';
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { framesAround, shownFromUs, stepRatio } from './frame-refs';
import { findHoles, type NumberHole } from './number-holes';
import { tableDetector } from './table-detector';

const ID = 'bitstream/frame-num';
/** More holes than this come from transmission (a camera recorded over a network), not from hands. */
const LOSSY_HOLES = 4;
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

function draft(table: BitstreamTable, packets: PacketTable, hole: NumberHole, holes: number, stream: boolean): FindingDraft {
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
