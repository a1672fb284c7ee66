/** What every WebCodecs reader of a video track needs: a configuration that works here, and packets as chunks. */
import type { PacketTable } from '../../core/tables';

/** The configuration when this browser says it decodes it, else null. Rotation is left to us: tables speak of the coded picture. */
export async function supportedConfig(config: VideoDecoderConfig | null): Promise<VideoDecoderConfig | null> {
  if (!config || typeof VideoDecoder === 'undefined') return null;
  const { rotation: _rotation, flip: _flip, ...plain } = config as VideoDecoderConfig & { rotation?: number; flip?: boolean };
  try {
    return (await VideoDecoder.isConfigSupported(plain)).supported === true ? plain : null;
  } catch {
    return null;
  }
}

/** @param timestamp comes back on the picture; any integer, not a time */
export function chunkOf(packets: PacketTable, packet: number, data: Uint8Array, timestamp: number): EncodedVideoChunk {
  return new EncodedVideoChunk({ type: packets.key[packet] === 1 ? 'key' : 'delta', timestamp, data: data as Uint8Array<ArrayBuffer> });
}
