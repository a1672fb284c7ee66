/** Finds the real random-access points of a track whose container marks none (no stss: every sample claims to be one). */
import type { VideoEntry } from './boxes-config';
import { createReadAhead, type ByteSource } from './byte-source';
import type { PacketColumns } from './packet-table';

/** Enough packets to tell an all-intra stream from one that only lacks the table. */
const PROBE_PACKETS = 48;
/** Parameter sets, SEI and the first slice header begin within this. */
const HEAD_BYTES = 2048;

/** Rewrites `columns.key` from the NAL types where the first packets show that not every sample is a key. */
export async function markRealKeys(source: ByteSource, columns: PacketColumns, entry: VideoEntry): Promise<void> {
  const window = createReadAhead(source);
  const lengthBytes = nalLengthBytes(entry);
  if (lengthBytes === 0) return;
  const isKey = async (row: number): Promise<boolean> =>
    startsWithKey(await window.view(columns.offset[row]!, Math.min(HEAD_BYTES, columns.size[row]!)), lengthBytes, entry.codec === 'hevc');
  let others = 0;
  const probed = Math.min(PROBE_PACKETS, columns.count);
  for (let row = 0; row < probed; row++) if (!(await isKey(row))) others++;
  if (others === 0) return;
  for (let row = 0; row < columns.count; row++) columns.key[row] = (await isKey(row)) ? 1 : 0;
}

function nalLengthBytes(entry: VideoEntry): number {
  const description = entry.config?.description;
  if (!(description instanceof Uint8Array)) return 0;
  return ((entry.codec === 'hevc' ? description[21]! : description[4]!) & 3) + 1;
}

function startsWithKey(head: Uint8Array, lengthBytes: number, hevc: boolean): boolean {
  let at = 0;
  while (at + lengthBytes < head.length) {
    let size = 0;
    for (let i = 0; i < lengthBytes; i++) size = size * 256 + head[at + i]!;
    const type = hevc ? (head[at + lengthBytes]! >> 1) & 63 : head[at + lengthBytes]! & 31;
    if (hevc ? type < 32 : type >= 1 && type <= 5) return hevc ? type >= 16 && type <= 23 : type === 5;
    at += lengthBytes + size;
  }
  return false;
}
