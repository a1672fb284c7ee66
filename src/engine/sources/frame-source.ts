/** Every picture of a recording in presentation order, brought down to SmallFrame size, whatever decodes it. */
import { AppError } from '../../core/errors';
import type { PacketTable, SmallFrame } from '../../core/tables';
import { us, type TimeUs } from '../../core/time';
import type { PassControl } from '../budget';
import { smallSize, type SmallSize } from '../signal/kernels/downscale';
import { decodeByFfmpeg } from './ffmpeg-frames';
import { decodeJpegTrack } from './jpeg-packets';
import type { MediaIndex } from './media-index';
import { decodeByWebCodecs, type FullPictures } from './webcodecs-frames';

/** jpeg: Motion JPEG by the browser's image decoder. */
export type DecodePath = 'webcodecs' | 'jpeg' | 'ffmpeg';

/** Consecutive presentation ordinals without a sound picture of their own. */
export interface DamagedSpan {
  readonly fromOrdinal: number;
  /** Exclusive. */
  readonly toOrdinal: number;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  /** missing: no picture came · concealed: the first decoder gave up here and the second delivered what it could. */
  readonly kind: 'missing' | 'concealed';
  /** The decoder's own words, for logs. */
  readonly detail: string;
}

export interface DecodeReport {
  readonly path: DecodePath;
  /** Pictures handed to the sink. */
  readonly frames: number;
  readonly damaged: readonly DamagedSpan[];
  /** Decoded pictures that belong to no packet of the table, left out. */
  readonly extraFrames: number;
}

export interface DecodeOptions {
  /** A new ffmpeg worker (`workers/ffmpeg.worker.ts`); called only where WebCodecs cannot decode. */
  readonly spawnFfmpeg: () => Worker;
  /** Where to begin; by default what the browser itself decodes. ffmpeg follows where it does not. */
  readonly path?: DecodePath;
  /** ffmpeg workers side by side; by default as many as the machine has threads, four at most. */
  readonly instances?: number;
  /** Served only where WebCodecs decodes. */
  readonly full?: FullPictures;
}

/**
 * MPEG-4 Part 2 recorders write a bare header with vop_coded 0 where nothing moved ("show the last picture again", ISO/IEC 14496-2
 * 6.3.5), or one byte beside a packed B picture: no decoder gives a picture for either. A start code, kind, time (21 bits at most) and
 * stuffing fit into this; the smallest coded picture, one bit a macroblock, does not.
 */
const NOT_CODED_BYTES = 9;

export type FrameSink = (frame: SmallFrame) => void;

/** What both decoders share: which packet is which picture, what was delivered, where the holes are. */
export class FrameLedger {
  readonly size: SmallSize;
  /** Presentation ordinal of each packet in decode order. */
  readonly ordinalOf: Uint32Array;
  frames = 0;
  extraFrames = 0;
  readonly #seen: Uint8Array;
  readonly #details: { readonly from: number; readonly to: number; readonly detail: string }[] = [];
  #highest = -1;

  constructor(readonly packets: PacketTable, width: number, height: number, private readonly sink: FrameSink, private readonly control: PassControl) {
    this.size = smallSize(width, height);
    this.ordinalOf = new Uint32Array(packets.count);
    packets.displayOrder.forEach((packet, ordinal) => { this.ordinalOf[packet] = ordinal; });
    this.#seen = new Uint8Array(packets.count);
  }

  /** Highest ordinal delivered so far; −1 before the first. */
  get highest(): number { return this.#highest; }
  seen(ordinal: number): boolean { return this.#seen[ordinal] === 1; }

  ptsUs(ordinal: number): TimeUs { return us(this.packets.ptsUs[this.packets.displayOrder[ordinal]!]!); }
  isKey(ordinal: number): boolean { return this.packets.key[this.packets.displayOrder[ordinal]!] === 1; }

  /** Hands a picture on unless its ordinal is unknown or was delivered before. Progress is in µs of media. */
  deliver(ordinal: number, luma: Uint16Array, cb: Uint8Array, cr: Uint8Array): void {
    if (!(ordinal >= 0 && ordinal < this.packets.count) || this.#seen[ordinal] === 1) {
      this.extraFrames++;
      return;
    }
    this.#seen[ordinal] = 1;
    this.#highest = Math.max(this.#highest, ordinal);
    this.frames++;
    const ptsUs = this.ptsUs(ordinal);
    this.sink({ ordinal, ptsUs, key: this.isKey(ordinal), width: this.size.width, height: this.size.height, luma, cb, cr });
    const last = this.packets.count - 1;
    this.control.progress(ptsUs - this.ptsUs(0), this.ptsUs(last) - this.ptsUs(0));
  }

  /** Remembers why ordinals from…to (exclusive) are not as recorded. */
  blame(from: number, to: number, detail: string): void {
    if (to > from) this.#details.push({ from, to, detail });
  }

  /** @param isNaturalHole whether a packet of this size never gives a picture: such a hole is no damage */
  report(path: DecodePath, isNaturalHole: (sizeBytes: number) => boolean = () => false): DecodeReport {
    const damaged: DamagedSpan[] = [];
    const span = (from: number, to: number, kind: DamagedSpan['kind'], detail: string): void => {
      const endUs = to < this.packets.count ? this.ptsUs(to) : this.ptsUs(this.packets.count - 1);
      damaged.push({ fromOrdinal: from, toOrdinal: to, startUs: this.ptsUs(from), endUs, kind, detail });
    };
    const detailAt = (ordinal: number): string => this.#details.find((d) => ordinal >= d.from && ordinal < d.to)?.detail ?? 'the decoder gave no picture';
    const missing = (ordinal: number): boolean => this.#seen[ordinal] === 0 && !isNaturalHole(this.packets.sizeBytes[this.packets.displayOrder[ordinal]!]!);
    for (const { from, to, detail } of this.#details) if (this.#seen.subarray(from, to).includes(1)) span(from, to, 'concealed', detail);
    for (let from = 0; from < this.packets.count; from++) {
      if (!missing(from)) continue;
      let to = from + 1;
      while (to < this.packets.count && missing(to)) to++;
      span(from, to, 'missing', detailAt(from));
      from = to;
    }
    return { path, frames: this.frames, damaged: damaged.sort((a, b) => a.fromOrdinal - b.fromOrdinal), extraFrames: this.extraFrames };
  }
}

/**
 * Decodes the whole video track. The sink is called once a picture in the decoder's display order, which is the order of
 * ordinals unless the recording's own time runs backwards; its buffers are valid only during the call.
 * Rejects with AppError: no-video, codec-unsupported, decode-failed (nothing could be decoded), cancelled.
 */
export async function decodeFrames(index: MediaIndex, file: File, sink: FrameSink, control: PassControl, options: DecodeOptions): Promise<DecodeReport> {
  const { video: packets, summary } = index;
  if (!packets || packets.count === 0 || !summary.video) throw new AppError('no-video', 'the recording has no video packets', { fileName: file.name });
  const ledger = new FrameLedger(packets, summary.video.width, summary.video.height, sink, control);
  const byFfmpeg = async (from: number, to: number): Promise<void> => decodeByFfmpeg(index, file, ledger, control, options, from, to);
  let path = options.path ?? (summary.video.codec === 'mjpeg' ? 'jpeg' : 'webcodecs');
  if (path === 'jpeg' && (await decodeJpegTrack(index, ledger, control)) === 'unsupported') path = 'ffmpeg';
  if (path === 'webcodecs') {
    const outcome = await decodeByWebCodecs(index, ledger, control, byFfmpeg, options.full);
    if (outcome === 'unsupported') path = 'ffmpeg';
  }
  if (path === 'ffmpeg') await byFfmpeg(0, packets.count);
  if (ledger.frames === 0) throw new AppError('decode-failed', `no picture of ${packets.count} packets (${summary.video.codecString}) could be decoded`, { fileName: file.name });
  return ledger.report(path, (sizeBytes) => summary.video?.codec === 'mpeg4' && sizeBytes <= NOT_CODED_BYTES);
}
