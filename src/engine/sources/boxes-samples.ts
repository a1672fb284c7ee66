/** Sample tables of one track to packet columns: stts, ctts, stss, stsz/stz2, stsc, stco/co64 (ISO/IEC 14496-12, 8.6–8.7). */
import { AppError } from '../../core/errors';
import { ByteReader } from './byte-reader';
import { findBox, type RawBox } from './boxes-tree';
import type { PacketColumns } from './packet-table';

/** PCM frames per packet: sample tables count single PCM frames, which no one wants as packets (≈ 0.1–0.2 s). */
const PCM_FRAMES_PER_PACKET = 8192;
/** More samples than this in one track means a damaged count (10 days of 100 fps). */
const MAX_SAMPLES = 100_000_000;

/** Reads runs of (count, value) pairs without expanding them. */
class Runs {
  readonly #reader: ByteReader | null;
  readonly #signed: boolean;
  #left = 0;
  #value = 0;
  constructor(box: RawBox | null, signed: boolean) {
    this.#reader = box && box.body.length >= 8 ? new ByteReader(box.body) : null;
    this.#reader?.skip(8);
    this.#signed = signed;
  }
  /** The value for the next sample; the last value is kept when the table ends early. */
  next(): number {
    while (this.#left === 0) {
      if (!this.#reader || this.#reader.left < 8) return this.#value;
      this.#left = this.#reader.u32();
      this.#value = this.#signed ? this.#reader.i32() : this.#reader.u32();
    }
    this.#left--;
    return this.#value;
  }
}

export interface SampleTableFacts {
  readonly endTicks: number;
  readonly marksKeys: boolean;
  /** Packets at which another sample description (0-based entry of stsd) comes into force; the first description at packet 0 is left out. */
  readonly descriptionChanges: readonly { readonly packet: number; readonly entry: number }[];
}

/**
 * Appends the samples of `stbl`. @param pcmFrameBytes bytes of one PCM frame (all channels), 0 for every other codec
 * @returns the decode time after the last sample (fragments continue there) and whether sync samples were marked at all
 */
export function readSampleTable(stbl: RawBox, pcmFrameBytes: number, into: PacketColumns): SampleTableFacts {
  const chunks = chunkOffsets(stbl);
  const sizes = sampleSizes(stbl);
  const stts = new Runs(findBox(stbl, 'stts'), false);
  const ctts = new Runs(findBox(stbl, 'ctts'), true);
  const stss = findBox(stbl, 'stss');
  const sync = stss && stss.body.length >= 8 ? new ByteReader(stss.body) : null;
  sync?.skip(8);
  let nextSync = sync && sync.left >= 4 ? sync.u32() : sync ? Infinity : 0;
  const { perChunk, descriptions } = chunkRuns(stbl, chunks.length);
  const descriptionChanges: { packet: number; entry: number }[] = [];
  if (pcmFrameBytes === 0) into.reserve(into.count + sizes.count);

  let dts = 0;
  let sample = 0;
  for (let chunk = 0; chunk < chunks.length && sample < sizes.count; chunk++) {
    let offset = chunks[chunk]!;
    const entry = descriptions[chunk]!;
    if (entry !== (descriptions[chunk - 1] ?? 0)) descriptionChanges.push({ packet: into.count, entry });
    let inChunk = Math.min(perChunk[chunk]!, sizes.count - sample);
    if (pcmFrameBytes > 0) {
      while (inChunk > 0) {
        const frames = Math.min(inChunk, PCM_FRAMES_PER_PACKET);
        into.push(dts, dts, frames, frames * pcmFrameBytes, offset, true);
        dts += frames;
        offset += frames * pcmFrameBytes;
        inChunk -= frames;
        sample += frames;
      }
      continue;
    }
    for (; inChunk > 0; inChunk--, sample++) {
      const step = stts.next();
      const size = sizes.at(sample);
      let key = sync === null;
      if (sync && sample + 1 >= nextSync) {
        key = sample + 1 === nextSync;
        nextSync = sync.left >= 4 ? sync.u32() : Infinity;
      }
      into.push(dts + ctts.next(), dts, step, size, offset, key);
      dts += step;
      offset += size;
    }
  }
  return { endTicks: dts, marksKeys: sync !== null, descriptionChanges };
}

function sampleSizes(stbl: RawBox): { count: number; at(sample: number): number } {
  const plain = findBox(stbl, 'stsz');
  const compact = plain ? null : findBox(stbl, 'stz2');
  const box = plain ?? compact;
  if (!box || box.body.length < 12) return { count: 0, at: () => 0 };
  const r = new ByteReader(box.body);
  r.skip(4);
  const constant = plain ? r.u32() : 0;
  const bits = compact ? r.u32() & 0xff : 32;
  const declared = r.u32();
  if (declared > MAX_SAMPLES) throw new AppError('file-damaged', `sample count ${declared} is impossible`);
  if (constant > 0) return { count: declared, at: () => constant };
  const count = Math.min(declared, Math.floor((r.left * 8) / bits));
  const view = new DataView(box.body.buffer, box.body.byteOffset + 12, r.left);
  if (bits === 32) return { count, at: (i) => view.getUint32(i * 4) };
  if (bits === 16) return { count, at: (i) => view.getUint16(i * 2) };
  if (bits === 8) return { count, at: (i) => view.getUint8(i) };
  return { count, at: (i) => (view.getUint8(i >> 1) >> (i & 1 ? 0 : 4)) & 15 };
}

function chunkOffsets(stbl: RawBox): Float64Array {
  const small = findBox(stbl, 'stco');
  const wide = small ? null : findBox(stbl, 'co64');
  const box = small ?? wide;
  if (!box || box.body.length < 8) return new Float64Array(0);
  const r = new ByteReader(box.body);
  r.skip(4);
  const count = Math.min(r.u32(), Math.floor((box.body.length - 8) / (wide ? 8 : 4)));
  const offsets = new Float64Array(count);
  for (let i = 0; i < count; i++) offsets[i] = wide ? r.u64() : r.u32();
  return offsets;
}

/** Samples in each chunk and the 0-based sample description they use. */
function chunkRuns(stbl: RawBox, chunks: number): { perChunk: Uint32Array; descriptions: Uint16Array } {
  const perChunk = new Uint32Array(chunks);
  const descriptions = new Uint16Array(chunks);
  const box = findBox(stbl, 'stsc');
  if (!box || box.body.length < 8) return { perChunk, descriptions };
  const r = new ByteReader(box.body);
  r.skip(4);
  const runs = Math.min(r.u32(), Math.floor((box.body.length - 8) / 12));
  for (let i = 0; i < runs; i++) {
    const first = r.u32();
    const from = Math.max(0, first - 1);
    perChunk.fill(r.u32(), from);
    descriptions.fill(Math.max(0, r.u32() - 1), from);
  }
  return { perChunk, descriptions };
}
