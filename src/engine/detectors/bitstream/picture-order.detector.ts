/**
 * Finds holes in the picture order count within one coded video sequence: pictures missing between two keyframes.
 * Source: ITU-T H.265 8.3.1, ITU-T H.264 8.2.1. Only where the count goes up by one constant step nearly everywhere.
 */
import type { FindingDraft } from '../../../core/finding';
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { framesAround } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/picture-order';
const KEY = 4;
/** Share of steps that must equal the usual one before a hole says anything. */
const CONSTANT_SHARE = 0.98;
const MIN_STEPS = 40;
/** More holes are the encoder's or the transmission's habit. */
const MAX_HOLES = 4;
/** Pictures at the end of a file may be missing because the recording stopped in mid-group. */
const END_PICTURES = 16;
const CLOSED_RATIO = 1.5;

export const pictureOrderDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['cut'],
  codecs: ['avc', 'hevc'],
  find({ table, packets }, { media }) {
    const steps = stepsOf(table, packets);
    if (steps.length < MIN_STEPS) return [];
    const usual = usualStep(steps);
    const same = steps.filter((step) => step.poc === usual).length;
    const holes = steps.filter((step) => step.poc > usual && step.poc % usual === 0 && step.after < table.count - END_PICTURES);
    if (same / steps.length < CONSTANT_SHARE || holes.length > MAX_HOLES) return [];
    return holes.map((hole) => draft(packets, hole, usual, media.container === 'mpegts'));
  },
});

interface PocStep { readonly before: number; readonly after: number; readonly poc: number }

/** Steps between neighbours in presentation order, within sequences that begin at an IDR or IRAP picture. */
function stepsOf(table: BitstreamTable, packets: PacketTable): PocStep[] {
  const sequence = new Uint32Array(table.count);
  for (let row = 1; row < table.count; row++) sequence[row] = sequence[row - 1]! + (table.sliceType[row] === KEY ? 1 : 0);
  const steps: PocStep[] = [];
  for (let ordinal = 1; ordinal < packets.count; ordinal++) {
    const [before, after] = [packets.displayOrder[ordinal - 1]!, packets.displayOrder[ordinal]!];
    const [a, b] = [table.poc[before]!, table.poc[after]!];
    if (sequence[before] === sequence[after] && a >= 0 && b >= 0) steps.push({ before, after, poc: b - a });
  }
  return steps;
}

function usualStep(steps: readonly PocStep[]): number {
  const counts = new Map<number, number>();
  for (const { poc } of steps) if (poc > 0) counts.set(poc, (counts.get(poc) ?? 0) + 1);
  let best = 1;
  for (const [poc, count] of counts) if (count > (counts.get(best) ?? 0)) best = poc;
  return best;
}

function draft(packets: PacketTable, hole: PocStep, usual: number, stream: boolean): FindingDraft {
  const atUs = us(packets.ptsUs[hole.after]!);
  const missing = hole.poc / usual - 1;
  const stepUs = packets.ptsUs[hole.after]! - packets.ptsUs[hole.before]!;
  const last = packets.displayOrder[packets.count - 1]!;
  const meanUs = (packets.ptsUs[last]! - packets.ptsUs[packets.displayOrder[0]!]!) / Math.max(1, packets.count - 1);
  const ratio = meanUs > 0 ? stepUs / meanUs : 1;
  const closed = ratio < CLOSED_RATIO;
  return {
    kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: stream ? 1.2 : closed ? 3.5 : 2, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'missing-pictures', value: missing, threshold: 0, relation: '>', unit: '', atUs },
      { type: 'packets', track: 'video', from: Math.min(hole.before, hole.after), to: Math.max(hole.before, hole.after), field: 'picture-order', expected: `+${usual}`, observed: `+${hole.poc}` },
      framesAround(packets, hole.after),
    ],
    benign: [
      { cause: 'transmission-loss', result: stream ? 'possible' : 'ruled-out' },
      { cause: 'dropped-pictures', result: closed ? 'ruled-out' : 'possible', value: Math.round(ratio * 100) / 100, threshold: CLOSED_RATIO },
    ],
    disproof: ['same-device-same-numbering', 'device-log-loss'],
    detector: ID,
    version: 1,
  };
}
