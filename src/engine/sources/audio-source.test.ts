import { describe, expect, it } from 'vitest';
import type { PcmBlock } from '../../core/tables';
import { us } from '../../core/time';
import { createPassControl } from '../budget';
import { AudioClock } from './audio-clock';
import { parseSoundFrame, SoundFrameAssembler, type FfmpegSoundFrame } from './audio-ffmpeg';
import { pcmFormat, readPcm } from './audio-pcm';
import { decodeAudio } from './audio-source';
import type { MediaIndex } from './media-index';

const control = createPassControl(() => false, () => undefined);
const noWorker = { spawnFfmpeg: (): Worker => { throw new Error('ffmpeg is not needed here'); } };

/** An index of 16-bit PCM packets at the given times. */
function pcmIndex(packets: readonly { readonly atUs: number; readonly samples: readonly number[] }[], sampleRate = 1000): MediaIndex {
  const bytes = packets.map(({ samples }) => new Uint8Array(Int16Array.from(samples).buffer));
  return {
    summary: { fileName: 'a.avi', startUs: us(0), durationUs: us(1e6), video: null, audio: { codec: 'pcm', codecString: 'pcm-s16', sampleRate, channels: 1, timescale: 1e6, packetCount: packets.length } },
    audio: { track: 'audio', count: packets.length, ptsUs: Float64Array.from(packets, (p) => p.atUs), displayOrder: Uint32Array.from(packets, (_, i) => i) },
    readPacket: async (_: string, i: number) => bytes[i]!,
  } as unknown as MediaIndex;
}

async function decode(index: MediaIndex): Promise<{ blocks: PcmBlock[]; decoder: string }> {
  const blocks: PcmBlock[] = [];
  const { decoder } = await decodeAudio(index, new File([], 'a.avi'), (block) => blocks.push(block), control, noWorker);
  return { blocks, decoder };
}

describe('PCM tracks', () => {
  it('come out where their packets lie, with holes as holes', async () => {
    const { blocks, decoder } = await decode(pcmIndex([{ atUs: 0, samples: [16384, -16384] }, { atUs: 2000, samples: [0, 1] }, { atUs: 500_000, samples: [8192] }]));
    expect(decoder).toBe('pcm');
    expect(blocks.map((b) => [b.startUs, [...b.channels[0]!]])).toEqual([[0, [0.5, -0.5, 0, 1 / 32768]], [500_000, [0.25]]]);
  });

  it('leave out what lies before the start', async () => {
    const { blocks } = await decode(pcmIndex([{ atUs: -2000, samples: [1, 2, 3] }]));
    expect(blocks.map((b) => [b.startUs, b.channels[0]!.length])).toEqual([[0, 1]]);
  });

  it('read every sample format', () => {
    const one = (name: string, ...bytes: number[]): number => readPcm(Uint8Array.from(bytes), pcmFormat(name)!, 1)[0]![0]!;
    expect(one('pcm-u8', 192)).toBe(0.5);
    expect(one('pcm-s8', 0xc0)).toBe(-0.5);
    expect(one('pcm-s16', 0, 0x40)).toBe(0.5);
    expect(one('pcm-s16be', 0xc0, 0)).toBe(-0.5);
    expect(one('pcm-s24', 0, 0, 0xc0)).toBe(-0.5);
    expect(one('pcm-s24be', 0x40, 0, 0)).toBe(0.5);
    expect(one('pcm-s32', 0, 0, 0, 0x40)).toBe(0.5);
    expect(one('pcm-f32be', 0x3f, 0, 0, 0)).toBe(0.5);
    // G.711: the loudest codes, and silence.
    expect(one('ulaw', 0x80)).toBeCloseTo(32124 / 32768, 6);
    expect(one('ulaw', 0xff)).toBeCloseTo(0, 6);
    expect(one('alaw', 0xaa)).toBeCloseTo(32256 / 32768, 6);
    expect(one('alaw', 0x55)).toBeCloseTo(-8 / 32768, 6);
    expect(pcmFormat('adpcm')).toBeNull();
  });
});

describe('the clock of sound', () => {
  const second = [new Float32Array(1000)];
  it('runs on by sample count through jitter, and follows real jumps', () => {
    const clock = new AudioClock();
    const starts = [0, 1_003_000, 1_997_500, 3_500_000, 4_400_000].map((pts) => clock.place(pts, 1000, second, 0)!.startUs);
    expect(starts).toEqual([0, 1_000_000, 2_000_000, 3_500_000, 4_400_000]);
  });
});

describe('ffmpeg frames', () => {
  it('are read from ashowinfo lines', () => {
    const line = '[Parsed_ashowinfo_0 @ 0x55cb] n:1 pts:160 pts_time:0.02 pos:19 fmt:fltp channels:2 chlayout:stereo rate:8000 nb_samples:160 checksum:821C2380 plane_checksums: [ 821C2380 ]';
    expect(parseSoundFrame(line)).toEqual({ ptsSeconds: 0.02, channels: 2, sampleRate: 8000, samples: 160 });
    expect(parseSoundFrame('Stream #0:0: Audio: amrnb')).toBeNull();
  });

  it('meet their samples whichever comes first, in pieces of any size', () => {
    const out: [number, number[][]][] = [];
    const assembler = new SoundFrameAssembler((frame, channels) => out.push([frame.ptsSeconds, channels.map((c) => [...c])]));
    const frame = (ptsSeconds: number): FfmpegSoundFrame => ({ ptsSeconds, sampleRate: 8000, channels: 2, samples: 2 });
    const bytes = new Uint8Array(Float32Array.of(1, -1, 2, -2, 3, -3, 4, -4).buffer);
    assembler.pushBytes(bytes.subarray(0, 7));
    assembler.pushFrame(frame(0));
    assembler.pushFrame(frame(1));
    assembler.pushBytes(bytes.subarray(7, 30));
    assembler.pushBytes(bytes.subarray(30));
    expect(out).toEqual([[0, [[1, 2], [-1, -2]]], [1, [[3, 4], [-3, -4]]]]);
  });
});
