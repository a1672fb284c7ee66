/** Whether an H.264 stream tells beforehand how far its pictures are reordered, and tells the truth. */
import { avcRecordSets } from '../passes/bitstream/avc-ledger';
import { parseAvcSps } from '../passes/bitstream/h264-syntax';

const SPS = 7;
/** A decoded picture buffer holds no more frames (ITU-T H.264, A.3.1). */
const MAX_REORDER = 16;

/** How many pictures at most stand before one that is shown earlier. @param ordinalOf presentation ordinal by decode order */
function reorderDepth(ordinalOf: Uint32Array): number {
  let depth = 0;
  for (let packet = 0; packet < ordinalOf.length; packet++) {
    let later = 0;
    for (let before = Math.max(0, packet - MAX_REORDER); before < packet; before++) if (ordinalOf[before]! > ordinalOf[packet]!) later++;
    depth = Math.max(depth, later);
  }
  return depth;
}

/** false also where nothing is known: no configuration record, no such field, a damaged set. */
export function tellsReordering(config: VideoDecoderConfig, ordinalOf: Uint32Array): boolean {
  const raw = config.description;
  if (raw === undefined || !/^avc[13]\./.test(config.codec)) return false;
  const record = ArrayBuffer.isView(raw) ? new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength) : new Uint8Array(raw);
  try {
    const told = [...avcRecordSets(record)].filter((nal) => (nal[0]! & 31) === SPS).map((nal) => parseAvcSps(nal).reorderFrames);
    const depth = reorderDepth(ordinalOf);
    return told.length > 0 && told.every((frames) => frames !== null && frames >= depth);
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}
