/**
 * Marks stretches of pictures that cost the encoder almost nothing: held or stuttering pictures re-encoded with the rest.
 * Source: own measurement (frozen stretches: predicted pictures under 0.15 of the local upper quartile). Supports the picture test only,
 * since a still scene without sensor noise looks alike.
 */
import type { FindingDraft } from '../../../core/finding';
import type { PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/stalled-sizes';
const SMALL_SHARE = 0.15;
/** Half a second at 25 pictures a second: shorter pauses are ordinary. */
const MIN_PICTURES = 12;
/** Packets on each side that tell what is usual here: four seconds. */
const SIDE_PACKETS = 100;
/** The surroundings must be worth comparing: bytes of a predicted picture that shows noise or motion. */
const MIN_USUAL_BYTES = 400;

export const stalledSizesDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 2,
  pass: 'packet',
  kinds: ['freeze'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start: () => ({
    push({ video }) {
      if (!video || video.key.every((key) => key === 1)) return [];
      return runs(video).map(([from, to, share]) => draft(video, from, to, share));
    },
    finish: () => [],
  }),
};

/** Runs of small predicted packets in decode order; keyframes inside a run neither break nor count. */
function runs(table: PacketTable): [number, number, number][] {
  const small = new Float64Array(table.count).fill(NaN);
  let usual = 0;
  for (let row = 0; row < table.count; row++) {
    if (table.key[row] === 1) continue;
    if (row % 25 === 0 || usual === 0) usual = upperQuartile(table, row);
    small[row] = usual >= MIN_USUAL_BYTES ? table.sizeBytes[row]! / usual : 1;
  }
  const found: [number, number, number][] = [];
  let from = -1;
  let last = -1;
  let count = 0;
  let worst = 0;
  for (let row = 0; row <= table.count; row++) {
    const share = row < table.count ? small[row]! : Infinity;
    if (Number.isNaN(share)) continue;
    if (share < SMALL_SHARE) {
      if (from < 0) { from = row; count = 0; worst = 0; }
      last = row;
      count++;
      worst = Math.max(worst, share);
    } else if (from >= 0) {
      if (count >= MIN_PICTURES) found.push([from, last, worst]);
      from = -1;
    }
  }
  return found;
}

function upperQuartile(table: PacketTable, row: number): number {
  const sizes: number[] = [];
  for (let at = Math.max(0, row - SIDE_PACKETS); at < Math.min(table.count, row + SIDE_PACKETS); at++) if (table.key[at] !== 1) sizes.push(table.sizeBytes[at]!);
  sizes.sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length * 0.75)] ?? 0;
}

function draft(table: PacketTable, from: number, to: number, share: number): FindingDraft {
  const startUs = us(table.ptsUs[from]!);
  return {
    kind: 'freeze', startUs, endUs: us(Math.max(startUs, table.ptsUs[to]!)), group: 'B', llr: 0.9, hard: false, standsAlone: false,
    evidence: [
      { type: 'metric', metric: 'packet-size-share', value: share, threshold: SMALL_SHARE, relation: '<', unit: '', atUs: startUs },
      { type: 'packets', track: 'video', from, to, field: 'size', expected: `≥ ${SMALL_SHARE}`, observed: `≤ ${share.toFixed(3)}` },
    ],
    benign: [{ cause: 'still-scene', result: 'possible' }],
    disproof: ['noise-inside-hold'],
    detector: ID,
    version: 2,
  };
}
