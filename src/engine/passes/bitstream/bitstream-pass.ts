/** The bitstream pass: one sequential sweep over the heads of all video packets into the bitstream table. */
import type { PassControl } from '../../budget';
import type { BitstreamTable } from '../../../core/tables';
import type { MediaIndex } from '../../sources/media-index';
import { createAvcLedger } from './avc-ledger';
import { createHevcLedger } from './hevc-ledger';
import { createMjpegLedger } from './mjpeg-ledger';
import { looksLikeAnnexB } from './nal-units';
import type { PacketLedger } from './packet-ledger';

/** Parameter sets, usual SEI and the first slice header lie within this; longer heads are read whole. */
const HEAD_BYTES = 1536;
/** The same text in every picture is told once. */
const MAX_TEXTS = 256;

/** null for codecs without a ledger here. Damaged packets become rows of unknown kind. */
export async function runBitstreamPass(index: MediaIndex, control: PassControl): Promise<BitstreamTable | null> {
  const { video } = index;
  const codec = index.summary.video?.codec;
  if (!video || video.count === 0 || (codec !== 'avc' && codec !== 'hevc' && codec !== 'mjpeg')) return null;
  const ledger = codec === 'mjpeg' ? createMjpegLedger() : await createLedgerOf(index, codec);
  const { count } = video;
  const sliceType = new Uint8Array(count);
  const frameNum = new Int32Array(count);
  const idrPicId = new Int32Array(count);
  const restartsNumbering = new Uint8Array(count);
  const poc = new Int32Array(count);
  const sliceQp = new Float32Array(count);
  const parameterSet = new Uint16Array(count);
  const brokenLink = new Uint8Array(count);
  const clockS = new Float64Array(count).fill(NaN);
  let clocks = 0;
  const texts: BitstreamTable['texts'][number][] = [];
  const known = new Set<string>();
  for (let packet = 0; packet < count; packet++) {
    await control.tick();
    const change = index.videoConfigChanges?.find((one) => one.packet === packet);
    const record = change && recordOf(change.config);
    if (record) ledger.configure?.(record);
    const head = await index.readPacketHead('video', packet, HEAD_BYTES);
    let row = ledger.row(head, packet);
    // A long SEI may fill the head: then the slice lies behind it.
    const cut = row !== 'more' && row.kind === 0 && head.length < video.sizeBytes[packet]!;
    if (row === 'more' || cut) row = ledger.row(await index.readPacket('video', packet), packet);
    if (row === 'more') row = { kind: 0, frameNum: -1, idrPicId: -1, poc: -1, qp: NaN, set: ledger.sets.inForce(packet), texts: [] };
    sliceType[packet] = row.kind;
    frameNum[packet] = row.frameNum;
    idrPicId[packet] = row.idrPicId;
    restartsNumbering[packet] = row.restarts ? 1 : 0;
    poc[packet] = row.poc;
    sliceQp[packet] = row.qp;
    parameterSet[packet] = row.set;
    brokenLink[packet] = row.brokenLink ? 1 : 0;
    if (row.clockS !== undefined) {
      clockS[packet] = row.clockS;
      clocks++;
    }
    for (const text of row.texts) {
      if (known.has(text.text) || texts.length >= MAX_TEXTS) continue;
      known.add(text.text);
      const base = video.offset[packet]!;
      texts.push({ packet, text: text.text, offset: base < 0 ? -1 : base + text.offset, length: text.length });
    }
    control.progress(packet + 1, count);
  }
  return {
    codec, count, sliceType, frameNum, idrPicId, restartsNumbering, poc, sliceQp, brokenLink, parameterSet, parameterSets: ledger.sets.infos, texts,
    ...(clocks > 0 ? { clockS } : {}),
  };
}

async function createLedgerOf(index: MediaIndex, codec: 'avc' | 'hevc'): Promise<PacketLedger> {
  const record = index.videoConfig && recordOf(index.videoConfig);
  const annexB = record === null || looksLikeAnnexB(await index.readPacketHead('video', 0, 16));
  const lengthBytes = annexB ? 0 : (record[codec === 'avc' ? 4 : 21]! & 3) + 1;
  return codec === 'avc' ? createAvcLedger(lengthBytes, record) : createHevcLedger(lengthBytes, record);
}

function recordOf(config: VideoDecoderConfig): Uint8Array | null {
  const raw = config.description;
  return raw === undefined ? null : ArrayBuffer.isView(raw) ? new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength) : new Uint8Array(raw);
}
