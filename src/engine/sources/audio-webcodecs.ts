/** Decodes sound packets with the browser's own AudioDecoder. */
import type { PassControl } from '../budget';
import type { AudioDelivery } from './audio-source';
import type { MediaIndex } from './media-index';

/** Packets inside the decoder: a second of AAC at 48 kHz. */
const QUEUE_PACKETS = 48;
/** Each break costs a new decoder; a track that breaks this often is left to end where it is. */
const MAX_BREAKS = 500;
/** As many broken packets before the first sound, and the track counts as undecodable here (another layer, another packing). */
const MAX_FRUITLESS = 2;

/** @returns false when this browser cannot decode the track (nothing was delivered then) */
export async function decodeAudioByWebCodecs(index: MediaIndex, delivery: AudioDelivery, control: PassControl): Promise<boolean> {
  const config = index.audioConfig;
  if (config === null || typeof AudioDecoder === 'undefined') return false;
  try {
    if ((await AudioDecoder.isConfigSupported(config)).supported !== true) return false;
  } catch {
    return false;
  }
  const { count, displayOrder, ptsUs } = index.audio!;
  const endOf = (ordinal: number): number => (ordinal + 1 < count ? ptsUs[displayOrder[ordinal + 1]!]! : ptsUs[displayOrder[ordinal]!]! + 1e6 / 50);
  let ordinal = 0;
  let delivered = false;
  /** Held back until it is sure that this decoder is the one. */
  const damages: Parameters<AudioDelivery['damage']>[] = [];
  const settle = (): boolean => {
    if (delivered) for (const damage of damages.splice(0)) delivery.damage(...damage);
    return delivered;
  };
  for (let breaks = 0; ordinal < count; breaks++) {
    const run = await decodeRun(index, config, ordinal, delivery, control);
    delivered ||= run.outputs > 0;
    if (run.error === null) return settle();
    if (!delivered && breaks + 1 >= MAX_FRUITLESS) return false;
    // Outputs come one for one and in order: the first packet without one is the one that broke the decoder.
    const broken = Math.min(count - 1, ordinal + run.outputs);
    const last = breaks >= MAX_BREAKS ? count - 1 : broken;
    damages.push([ptsUs[displayOrder[broken]!]!, endOf(last), run.error]);
    ordinal = last + 1;
  }
  return settle();
}

/** Decodes from a presentation ordinal until the end or the first error. */
async function decodeRun(
  index: MediaIndex, config: AudioDecoderConfig, from: number, delivery: AudioDelivery, control: PassControl,
): Promise<{ outputs: number; error: string | null }> {
  const { count, displayOrder, ptsUs } = index.audio!;
  let outputs = 0;
  /** First output minus its packet, µs: priming that the decoder left out. */
  let offsetUs = 0;
  let error: string | null = null;
  let wake: (() => void) | null = null;
  const stir = (): void => { wake?.(); wake = null; };
  const decoder = new AudioDecoder({
    output: (data) => {
      // One for one and in order. Chromium counts samples from the first packet on, so that later holes in time would close up: the packet's own time tells.
      const packetUs = ptsUs[displayOrder[Math.min(count - 1, from + outputs)]!]!;
      if (outputs === 0) offsetUs = data.timestamp - packetUs;
      outputs++;
      try {
        delivery.deliver(packetUs + offsetUs, data.sampleRate, planesOf(data));
      } catch (thrown) {
        error ??= String(thrown);
      } finally {
        data.close();
      }
    },
    error: (fault) => { error ??= `${fault.name}: ${fault.message}`; stir(); },
  });
  decoder.ondequeue = stir;
  try {
    decoder.configure(config);
    for (let ordinal = from; ordinal < count && error === null; ordinal++) {
      const packet = displayOrder[ordinal]!;
      const data = await index.readPacket('audio', packet);
      while (decoder.decodeQueueSize >= QUEUE_PACKETS && error === null) {
        await new Promise<void>((resolve) => { wake = resolve; });
        await control.tick();
      }
      if (decoder.state !== 'configured') break;
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: Math.round(ptsUs[packet]!), data }));
      await control.tick();
    }
    if (decoder.state === 'configured') await decoder.flush();
  } catch (thrown) {
    if (control.cancelled) throw thrown;
    error ??= String(thrown);
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
  return { outputs, error };
}

function planesOf(data: AudioData): Float32Array[] {
  return Array.from({ length: data.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(data.numberOfFrames);
    data.copyTo(plane, { planeIndex, format: 'f32-planar' });
    return plane;
  });
}
