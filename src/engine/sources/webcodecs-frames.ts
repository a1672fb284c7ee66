/** Decodes the video track by WebCodecs: packets in, VideoFrame copied once into wasm memory, brought down, closed at once. */
import type { PassControl } from '../budget';
import { Downscaler, pixelLayout, type PlaneAt } from '../signal/kernels/downscale';
import { tellsReordering } from './avc-reorder';
import type { FrameLedger } from './frame-source';
import type { MediaIndex } from './media-index';
import { chunkOf, supportedConfig } from './webcodecs-config';

/** Chunks inside the decoder: enough that its threads never wait for the copying thread, small enough for memory. */
const QUEUE_CHUNKS = 12;
/** Decoded pictures waiting to be copied; at 4K each holds 12 MB. */
const WAITING_FRAMES = 6;
/** More breaks than this and the rest is left to ffmpeg, which conceals errors itself. */
const MAX_BREAKS = 3;

/**
 * H.264 does not have to tell how far its pictures are reordered; a decoder that starts blind drops the first pictures that
 * come later than it guessed. This many packets teach it (measured: a phone recording with B pyramids loses its second picture).
 */
const PRIMING_PACKETS = 24;
/** Pictures that come of it are thrown away. */
const PRIMING_TIMESTAMP = -1;

/** Looks at chosen pictures at full size as they pass. */
export interface FullPictures {
  wants(ordinal: number): boolean;
  /** The frame stays the caller's and is closed afterwards. */
  take(ordinal: number, frame: VideoFrame): Promise<void>;
}

/** Decodes ordinals from…to (exclusive) by the other decoder, skipping what was delivered already. */
export type SecondDecoder = (fromOrdinal: number, toOrdinal: number) => Promise<void>;

/** Copies VideoFrames into one reused buffer and brings them down. */
export class FrameShrinker {
  readonly #scaler = new Downscaler();

  /** Planes are valid until the next call. Closes the frame. @returns null when the pixel format cannot be read at all */
  async shrink(frame: VideoFrame, size: { width: number; height: number }): Promise<{ luma: Uint16Array; cb: Uint8Array; cr: Uint8Array } | null> {
    try {
      const rect = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
      const layout = frame.format === null ? null : pixelLayout(frame.format);
      const convert: VideoFrameCopyToOptions = layout === null ? { format: 'RGBA' } : {};
      const buffer = this.#scaler.picture(frame.allocationSize(convert), rect.width, rect.height);
      const planes: readonly PlaneAt[] = await frame.copyTo(buffer, convert);
      return this.#scaler.shrink(layout ?? pixelLayout('RGBA')!, planes, rect.width, rect.height, size);
    } catch {
      return null;
    } finally {
      frame.close();
    }
  }
}

/** 'unsupported' when WebCodecs cannot decode this track at all (nothing was delivered then). */
export async function decodeByWebCodecs(index: MediaIndex, ledger: FrameLedger, control: PassControl, second: SecondDecoder, full: FullPictures | null = null): Promise<'done' | 'unsupported'> {
  const config = await supportedConfig(index.videoConfig);
  if (!config) return 'unsupported';
  const { packets } = ledger;
  const shrinker = new FrameShrinker();
  let start = nextKey(packets.key, 0);
  let breaks = 0;
  while (start < packets.count) {
    const end = await decodeRun(index, config, ledger, control, shrinker, start, full);
    if (end.error === null) return ledger.frames > 0 ? 'done' : 'unsupported';
    if (ledger.frames === 0) return 'unsupported';
    breaks++;
    const resume = breaks > MAX_BREAKS ? packets.count : nextKey(packets.key, end.fed);
    // Up to the next random-access point the other decoder takes over, from the first picture that did not come.
    const from = ledger.highest + 1;
    const to = resume < packets.count ? ledger.ordinalOf[resume]! : packets.count;
    ledger.blame(from, to, end.error);
    if (to > from) await second(from, to);
    start = resume;
  }
  return ledger.frames > 0 ? 'done' : 'unsupported';
}

function nextKey(key: Uint8Array, from: number): number {
  const at = key.indexOf(1, from);
  return at < 0 ? key.length : at;
}

/** Decodes from a random-access point until the end or the first error. `fed` is the packet after the last one that went in. */
async function decodeRun(
  index: MediaIndex, config: VideoDecoderConfig, ledger: FrameLedger, control: PassControl, shrinker: FrameShrinker, start: number, full: FullPictures | null,
): Promise<{ fed: number; error: string | null }> {
  const { packets, ordinalOf } = ledger;
  const reordered = ordinalOf.some((ordinal, packet) => ordinal !== packet);
  // AVI tells decoding times only: where its pictures come out reordered, the order of output is the order of presentation.
  const countsOutput = index.summary.index === 'riff' && !reordered;
  const waiting: VideoFrame[] = [];
  const state: { error: string | null; flushed: boolean; wake: (() => void) | null } = { error: null, flushed: false, wake: null };
  const wake = (): void => { state.wake?.(); state.wake = null; };
  const sleep = (): Promise<void> => new Promise((resolve) => { state.wake = resolve; });
  const decoder = new VideoDecoder({
    output: (frame) => {
      if (frame.timestamp === PRIMING_TIMESTAMP) return frame.close();
      waiting.push(frame);
      wake();
    },
    error: (error) => { state.error ??= error.message; wake(); },
  });
  decoder.addEventListener('dequeue', wake);
  let fed = start;
  let out = 0;
  try {
    decoder.configure(config);
    if (countsOutput || (reordered && (index.videoConfigChanges !== undefined || !tellsReordering(config, ordinalOf)))) {
      const until = Math.min(start + PRIMING_PACKETS, packets.count);
      // Not flushed: that would make it forget. The real first packet then follows as just another random-access point.
      for (let packet = start; packet < until; packet++) decoder.decode(chunkOf(packets, packet, await index.readPacket('video', packet), PRIMING_TIMESTAMP));
    }
    let ahead: Promise<Uint8Array> | null = null;
    for (;;) {
      while (waiting.length > 0) {
        const frame = waiting.shift()!;
        const ordinal = countsOutput ? start + out++ : frame.timestamp;
        if (full?.wants(ordinal) === true) await full.take(ordinal, frame);
        const small = await shrinker.shrink(frame, ledger.size);
        if (small) ledger.deliver(ordinal, small.luma, small.cb, small.cr);
        else ledger.blame(ordinal, ordinal + 1, 'pixel format cannot be read');
        // The decoder starves unless it is fed between pictures.
        if (decoder.state === 'configured' && decoder.decodeQueueSize < QUEUE_CHUNKS / 2) break;
      }
      await control.tick();
      if (state.error !== null && waiting.length === 0) return { fed, error: state.error };
      if (state.error === null && fed < packets.count && decoder.decodeQueueSize < QUEUE_CHUNKS && waiting.length < WAITING_FRAMES) {
        const data = await (ahead ?? index.readPacket('video', fed));
        ahead = fed + 1 < packets.count ? index.readPacket('video', fed + 1) : null;
        ahead?.catch(() => undefined);
        if (state.error !== null) continue;
        // The ordinal travels as timestamp: unique even where the recording's own times repeat.
        decoder.decode(chunkOf(packets, fed, data, ordinalOf[fed]!, index.givesPackets));
        fed++;
        if (fed === packets.count) decoder.flush().then(() => { state.flushed = true; wake(); }, (error: Error) => { state.error ??= error.message; wake(); });
        continue;
      }
      if (state.flushed && waiting.length === 0) return { fed, error: null };
      if (waiting.length === 0) await sleep();
    }
  } catch (thrown) {
    if (control.cancelled) throw thrown;
    // decode() itself throws on a chunk that it takes for no keyframe; packets that cannot be read end the run as well.
    return { fed: Math.max(fed, start) + 1, error: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    for (const frame of waiting) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}
