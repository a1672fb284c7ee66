/** Single pictures by WebCodecs: one decoder that goes on forward where it can, and a small store of decoded pictures around it. */
import type { PictureReader } from './frame-at';
import type { MediaIndex } from './media-index';
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
  const ordinalOf = new Uint32Array(packets.count);
  packets.displayOrder.forEach((packet, ordinal) => { ordinalOf[packet] = ordinal; });
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
        highest = Math.max(highest, frame.timestamp);
        keep(frame);
        wake();
      },
      error: () => { failed = true; wake(); },
    });
    decoder.ondequeue = () => wake();
    decoder.configure(at);
  };
  const keyBefore = (packet: number): number => {
    // A picture that is shown before its own keyframe's belongs to the group before.
    const ordinal = ordinalOf[packet]!;
    for (let key = packet; key >= 0; key--) if (packets.key[key] === 1 && ordinalOf[key]! <= ordinal) return key;
    return Math.max(0, packets.key.indexOf(1));
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
        try {
          if (!goesOn) begin(at, keyBefore(packet));
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
