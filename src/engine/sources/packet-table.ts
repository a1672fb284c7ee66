/** Builds the immutable packet table from columns that a container reader filled while it did not yet know their length. */
import type { PacketTable } from '../../core/tables';

/** Columns of one track in decode order that grow by doubling: no object per packet. */
export class PacketColumns {
  count = 0;
  pts = new Float64Array(1024);
  dts = new Float64Array(1024);
  duration = new Float64Array(1024);
  size = new Float64Array(1024);
  offset = new Float64Array(1024);
  key = new Uint8Array(1024);

  /** Ticks of the track's timescale; offset −1 where the payload is not one stretch of the file. */
  push(pts: number, dts: number, duration: number, size: number, offset: number, key: boolean): void {
    const row = this.count;
    if (row === this.pts.length) this.reserve(row * 2);
    this.pts[row] = pts;
    this.dts[row] = dts;
    this.duration[row] = duration;
    this.size[row] = size;
    this.offset[row] = offset;
    this.key[row] = key ? 1 : 0;
    this.count = row + 1;
  }

  reserve(capacity: number): void {
    if (capacity <= this.pts.length) return;
    const grow = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(capacity);
      to.set(from);
      return to;
    };
    this.pts = grow(this.pts);
    this.dts = grow(this.dts);
    this.duration = grow(this.duration);
    this.size = grow(this.size);
    this.offset = grow(this.offset);
    const key = new Uint8Array(capacity);
    key.set(this.key);
    this.key = key;
  }

  /** Drops rows whose payload ends beyond the file; returns how many were dropped. */
  dropBeyond(fileBytes: number): number {
    let kept = 0;
    for (let row = 0; row < this.count; row++) {
      if (this.offset[row]! + this.size[row]! > fileBytes) continue;
      if (kept !== row) {
        this.pts[kept] = this.pts[row]!;
        this.dts[kept] = this.dts[row]!;
        this.duration[kept] = this.duration[row]!;
        this.size[kept] = this.size[row]!;
        this.offset[kept] = this.offset[row]!;
        this.key[kept] = this.key[row]!;
      }
      kept++;
    }
    const dropped = this.count - kept;
    this.count = kept;
    return dropped;
  }
}

/** @param toUs presentation ticks → µs on the recording's timeline (after edit lists) */
export function buildPacketTable(track: 'video' | 'audio', timescale: number, columns: PacketColumns, toUs: (ticks: number) => number): PacketTable {
  const { count } = columns;
  const ptsUs = new Float64Array(count);
  for (let row = 0; row < count; row++) ptsUs[row] = Math.round(toUs(columns.pts[row]!));
  return {
    track, count, timescale, ptsUs,
    ptsTicks: columns.pts.slice(0, count),
    dtsTicks: columns.dts.slice(0, count),
    durationTicks: columns.duration.slice(0, count),
    sizeBytes: columns.size.slice(0, count),
    offset: columns.offset.slice(0, count),
    key: columns.key.slice(0, count),
    displayOrder: displayOrderOf(ptsUs),
  };
}

/** Decode-order indices sorted by presentation time, ties in decode order. */
export function displayOrderOf(ptsUs: Float64Array): Uint32Array {
  const order = Uint32Array.from(ptsUs, (_, row) => row);
  let ascending = true;
  for (let row = 1; row < ptsUs.length && ascending; row++) ascending = ptsUs[row]! >= ptsUs[row - 1]!;
  return ascending ? order : order.sort((a, b) => ptsUs[a]! - ptsUs[b]! || a - b);
}

/** Packets over their span, frames per second, for display; 0 where that says nothing. */
export function averageFps(table: PacketTable): number {
  if (table.count < 2) return 0;
  const seconds = (table.ptsUs[table.displayOrder[table.count - 1]!]! - table.ptsUs[table.displayOrder[0]!]!) / 1e6;
  return seconds > 0 ? (table.count - 1) / seconds : 0;
}

/** Start and end of what the tables present: µs, end includes the last packet's own duration (or the usual step). */
export function presentedSpan(tables: readonly (PacketTable | null)[]): { startUs: number; endUs: number } {
  let startUs = Infinity;
  let endUs = -Infinity;
  for (const table of tables) {
    if (!table || table.count === 0) continue;
    const first = table.displayOrder[0]!;
    const last = table.displayOrder[table.count - 1]!;
    const step = table.count > 1 ? (table.ptsUs[last]! - table.ptsUs[first]!) / (table.count - 1) : 0;
    const ownUs = (table.durationTicks[last]! / table.timescale) * 1e6;
    startUs = Math.min(startUs, table.ptsUs[first]!);
    endUs = Math.max(endUs, table.ptsUs[last]! + (ownUs > 0 ? ownUs : step));
  }
  return startUs === Infinity ? { startUs: 0, endUs: 0 } : { startUs, endUs: Math.round(endUs) };
}
