/** Single pictures by WebCodecs: one decoder that goes on forward where it can, and a small store of decoded pictures around it. */
import type { PictureReader } from './frame-at';
import type { MediaIndex } from './media-index';
import { ordinalsOf, servingKey } from './random-access';
import { chunkOf, supportedConfig } from './webcodecs-config';

/** Decoded pictures kept (3 MB each at 1080p): about half a second back. */
const KEPT = 14;
/** A picture that far ahead is reached by going on; farther, from its own keyframe. */
const GO_ON_PACKETS = 48;
const QUEUE_CHUNKS = 8;

/** Hardware decoders lend few pictures at a time and stop when those are kept: software first. */
async function softwareConfig(config: VideoDecoderConfig | null): Promise<VideoDecoderConfig | null> {
  return (await supportedConfig(config && { ...config, hardwareAcceleration: 'prefer-software' })) ?? supportedConfig(config);
}

export function createWebCodecsFrames(index: MediaIndex): PictureReader {
  const packets = index.video!;
  const ordinalOf = ordinalsOf(packets);
  /** In order of use: the first is the next to go. */
  const store = new Map<number, VideoFrame>();
  let config: Promise<VideoDecoderConfig | null> | null = null;
  let decoder: VideoDecoder | null = null;
  let fed = 0;
  let flushed = false;
  let failed = false;
  let wanted = -1;
  /** Highest ordinal that the running decoder has given: what lies below it is in the store or gone. */
  let highest = -1;
  let wake: () => void = () => undefined;

  const keep = (frame: VideoFrame): void => {
    const ordinal = frame.timestamp;
    store.get(ordinal)?.close();
    store.delete(ordinal);
    store.set(ordinal, frame);
    for (const [old, picture] of store) {
      if (store.size <= KEPT) break;
      if (old === wanted) continue;
      picture.close();
      store.delete(old);
    }
  };
  const stop = (): void => {
    if (decoder && decoder.state !== 'closed') decoder.close();
    decoder = null;
  };
  const begin = (at: VideoDecoderConfig, key: number): void => {
    stop();
    failed = flushed = false;
    fed = key;
    highest = -1;
    decoder = new VideoDecoder({
      output: (frame) => {
        // Shown before the point where decoding began, coded after it: what it refers to is missing.
        if (frame.timestamp < ordinalOf[key]!) return frame.close();
        highest = Math.max(highest, frame.timestamp);
        keep(frame);
        wake();
      },
      error: () => { failed = true; wake(); },
    });
    decoder.ondequeue = () => wake();
    decoder.configure(at);
  };
  const decodeUntil = async (ordinal: number, alone: boolean): Promise<void> => {
    while (!store.has(ordinal) && !failed && decoder) {
      if (flushed) return;
      if (fed < packets.count && decoder.decodeQueueSize < QUEUE_CHUNKS) {
        const packet = fed++;
        decoder.decode(chunkOf(packets, packet, await index.readPacket('video', packet), ordinalOf[packet]!));
        // Far beyond it and still nothing: the decoder holds it back or has lost it.
        if (packet < packets.displayOrder[ordinal]! + (alone ? 0 : GO_ON_PACKETS) && fed < packets.count) continue;
        await decoder.flush();
        flushed = true;
        continue;
      }
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  };

  return {
    async picture(ordinal, _maxSide, alone = false) {
      const at = await (config ??= softwareConfig(index.videoConfig));
      if (!at) return null;
      wanted = ordinal;
      if (!store.has(ordinal)) {
        const packet = packets.displayOrder[ordinal]!;
        const goesOn = decoder !== null && !failed && !flushed && ordinal > highest && packet - fed < GO_ON_PACKETS;
        const key = servingKey(packets, ordinalOf, ordinal);
        if (key < 0) return null;
        try {
          if (!goesOn) begin(at, key);
          await decodeUntil(ordinal, alone);
        } catch {
          failed = true;
        }
        if (failed) stop();
      }
      const frame = store.get(ordinal);
      if (!frame) return null;
      store.delete(ordinal);
      store.set(ordinal, frame);
      return { source: frame, width: frame.displayWidth, height: frame.displayHeight };
    },
    close() {
      stop();
      for (const frame of store.values()) frame.close();
      store.clear();
    },
  };
}
