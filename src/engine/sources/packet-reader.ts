/** Serves packet payloads from a byte source: one moving window per track, calls put in order, cheap heads. */
import type { PacketTable } from '../../core/tables';
import { createReadAhead, type ByteSource } from './byte-source';

/** Packets larger than this on average are read by their heads alone; below it, one sequential sweep costs less than many small reads. */
const HEAD_ALONE_BYTES = 192 << 10;

export interface PacketReader {
  readPacket(track: 'video' | 'audio', packet: number): Promise<Uint8Array>;
  readPacketHead(track: 'video' | 'audio', packet: number, maxBytes: number): Promise<Uint8Array>;
  /** See MediaIndex. */
  readonly givesPackets: true;
}

/** For tables whose `offset` and `sizeBytes` name one stretch of the file. Returned bytes are copies, owned by the caller. */
export function createPacketReader(source: ByteSource, tables: { video: PacketTable | null; audio: PacketTable | null }): PacketReader {
  const make = (table: PacketTable | null) => {
    if (!table) return null;
    let total = 0;
    for (const size of table.sizeBytes) total += size;
    const large = total / Math.max(1, table.count) > HEAD_ALONE_BYTES;
    return { table, window: createReadAhead(source, undefined, true), large, queue: Promise.resolve() as Promise<unknown> };
  };
  const lanes = { video: make(tables.video), audio: make(tables.audio) };
  const read = (track: 'video' | 'audio', packet: number, maxBytes: number): Promise<Uint8Array> => {
    const lane = lanes[track];
    if (!lane || packet < 0 || packet >= lane.table.count) return Promise.resolve(new Uint8Array(0));
    const offset = lane.table.offset[packet]!;
    const length = Math.min(maxBytes, lane.table.sizeBytes[packet]!);
    if (offset < 0) return Promise.resolve(new Uint8Array(0));
    if (lane.large && maxBytes < HEAD_ALONE_BYTES) return source.read(offset, length);
    const result = lane.queue.then(async () => (await lane.window.view(offset, length)).slice());
    lane.queue = result.catch(() => undefined);
    return result;
  };
  return {
    givesPackets: true,
    readPacket: (track, packet) => read(track, packet, Infinity),
    readPacketHead: (track, packet, maxBytes) => read(track, packet, maxBytes),
  };
}
