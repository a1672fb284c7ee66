/** What the bitstream detectors share about a packet at which something changes: the pictures on both sides and the step of time. */
import type { Evidence } from '../../../core/finding';
import type { PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';

/** The picture at `packet` (decode order) and the one shown before it. */
export function framesAround(packets: PacketTable, packet: number): Evidence {
  const ordinal = packets.displayOrder.indexOf(packet);
  const before = packets.displayOrder[Math.max(0, ordinal - 1)]!;
  return { type: 'frames', frames: [
    { role: 'before', ptsUs: us(packets.ptsUs[before]!), ordinal: Math.max(0, ordinal - 1) },
    { role: 'after', ptsUs: us(packets.ptsUs[packet]!), ordinal },
  ] };
}

/** Earliest presentation time from `packet` on within the next pictures: where what it begins is first seen. */
export function shownFromUs(packets: PacketTable, packet: number): number {
  let earliest = packets.ptsUs[packet]!;
  for (let row = packet + 1; row < Math.min(packets.count, packet + 16); row++) {
    if (packets.key[row] === 1) break;
    earliest = Math.min(earliest, packets.ptsUs[row]!);
  }
  return earliest;
}

/** Half a second of pictures on each side tells the usual step. */
const SIDE_PACKETS = 12;

/** Decode-time (else presentation) step at `row` over the median of the steps around. */
export function stepRatio(packets: PacketTable, row: number): number {
  const ticks = Number.isNaN(packets.dtsTicks[row]!) ? packets.ptsTicks : packets.dtsTicks;
  const steps: number[] = [];
  for (let at = Math.max(1, row - SIDE_PACKETS); at < Math.min(packets.count, row + SIDE_PACKETS); at++) if (at !== row) steps.push(ticks[at]! - ticks[at - 1]!);
  steps.sort((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? 0;
  return usual > 0 ? (ticks[row]! - ticks[row - 1]!) / usual : 1;
}
