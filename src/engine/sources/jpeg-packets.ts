/** Decodes Motion JPEG packets by the browser's own image decoder, many times faster than ffmpeg.wasm. */
import type { PassControl } from '../budget';
import type { FrameLedger } from './frame-source';
import type { MediaIndex } from './media-index';
import { FrameShrinker } from './webcodecs-frames';

/** Pictures in decoding at once; each holds one full picture. */
const IN_FLIGHT = 6;
/** If this many from the start cannot be decoded, the codec is a variant that only ffmpeg reads. */
const GIVE_UP_AFTER = 3;

/** null when the bytes are no picture the browser knows. The caller closes the frame. */
export async function decodeJpegPacket(data: Uint8Array): Promise<VideoFrame | null> {
  if (typeof ImageDecoder === 'undefined') return null;
  const decoder = new ImageDecoder({ data: data as Uint8Array<ArrayBuffer>, type: 'image/jpeg', colorSpaceConversion: 'none' });
  try {
    return (await decoder.decode()).image;
  } catch {
    return null;
  } finally {
    decoder.close();
  }
}

/** 'unsupported' when the first pictures cannot be decoded so (nothing was delivered then). Damaged pictures are left as holes. */
export async function decodeJpegTrack(index: MediaIndex, ledger: FrameLedger, control: PassControl): Promise<'done' | 'unsupported'> {
  const { packets, ordinalOf } = ledger;
  const shrinker = new FrameShrinker();
  const flying: Promise<VideoFrame | null>[] = [];
  let started = 0;
  let failed = 0;
  try {
    for (let packet = 0; packet < packets.count; packet++) {
      while (started < packets.count && flying.length < IN_FLIGHT) {
        const data = await index.readPacket('video', started++);
        flying.push(decodeJpegPacket(data));
      }
      await control.tick();
      const frame = await flying.shift()!;
      const small = frame && (await shrinker.shrink(frame, ledger.size));
      if (small) ledger.deliver(ordinalOf[packet]!, small.luma, small.cb, small.cr);
      else if (++failed >= GIVE_UP_AFTER && ledger.frames === 0) return 'unsupported';
    }
  } finally {
    for (const pending of flying) void pending.then((frame) => frame?.close());
  }
  return ledger.frames > 0 ? 'done' : 'unsupported';
}
