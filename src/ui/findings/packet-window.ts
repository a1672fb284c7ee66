/** The few packets around a finding, as a table row each, with the one that does not fit marked. */
import { isOriginKind, isThroughout, type Finding } from '../../core/finding';
import type { BitstreamTable } from '../../core/tables';
import type { FrameClock } from '../../player/frame-clock';

export interface PacketRow {
  /** Decode-order row of the packet table. */
  readonly row: number;
  readonly ordinal: number;
  readonly type: '' | 'I' | 'P' | 'B' | 'IDR';
  readonly ptsTicks: number;
  /** Ticks since the frame shown before; NaN for the first. */
  readonly stepTicks: number;
  readonly sizeBytes: number;
  readonly key: boolean;
  readonly frameNum: number | null;
  readonly poc: number | null;
  readonly odd: boolean;
  /** Where the finding lies, while no packet by itself is odd. */
  readonly here: boolean;
}

const CONTEXT_PACKETS = 4;
const MOST_ROWS = 16;
const TYPES = ['', 'I', 'P', 'B', 'IDR'] as const;

/** Rows around the first evidence about video packets, else around the finding's start. Empty without a packet table. */
export function packetWindow(finding: Finding, clock: FrameClock, bitstream: BitstreamTable | null): readonly PacketRow[] {
  const { table } = clock;
  if (table.count === 0) return [];
  const cited = finding.evidence.find((evidence) => evidence.type === 'packets' && evidence.track === 'video');
  const hasPlace = !isOriginKind(finding.kind) && !isThroughout(finding);
  const around = clock.packetOf(clock.ordinalAt(finding.startUs));
  const oddFrom = cited?.type === 'packets' ? cited.from : -1;
  const oddTo = cited?.type === 'packets' ? cited.to : -2;
  const centre = cited?.type === 'packets' ? cited.from : around;
  const from = Math.max(0, centre - CONTEXT_PACKETS);
  const to = Math.min(table.count - 1, from + MOST_ROWS - 1, (oddTo >= 0 ? oddTo : centre) + CONTEXT_PACKETS);
  const rows: PacketRow[] = [];
  for (let row = from; row <= to; row++) {
    const ordinal = clock.ordinalOfPacket(row);
    const before = ordinal > 0 ? table.ptsTicks[clock.packetOf(ordinal - 1)]! : NaN;
    rows.push({
      row, ordinal, type: TYPES[bitstream?.sliceType[row] ?? 0] ?? '', ptsTicks: table.ptsTicks[row]!, stepTicks: table.ptsTicks[row]! - before,
      sizeBytes: table.sizeBytes[row]!, key: table.key[row] === 1, frameNum: known(bitstream?.frameNum[row]), poc: known(bitstream?.poc[row]),
      odd: row >= oddFrom && row <= oddTo, here: hasPlace && cited === undefined && row === around,
    });
  }
  return rows;
}

const known = (value: number | undefined): number | null => (value === undefined || value < 0 ? null : value);
