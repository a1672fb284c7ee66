/** What every WebCodecs reader of a video track needs: a configuration that works here, and packets as chunks. */
import type { PacketTable } from '../../core/tables';
import { countChunk } from './released-memory';

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

/**
 * @param timestamp comes back on the picture; any integer, not a time
 * @param give the bytes may be taken away from the caller, which spares a copy (browsers that cannot, copy)
 */
export function chunkOf(packets: PacketTable, packet: number, data: Uint8Array, timestamp: number, give = false): EncodedVideoChunk {
  const buffer = data.buffer as ArrayBuffer;
  const transfer = give && data.byteLength > 0 && data.byteLength === buffer.byteLength ? { transfer: [buffer] } : {};
  countChunk(data.byteLength);
  return new EncodedVideoChunk({ type: packets.key[packet] === 1 ? 'key' : 'delta', timestamp, data: data as Uint8Array<ArrayBuffer>, ...transfer });
}
