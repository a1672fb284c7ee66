import { afterAll, describe, expect, it } from 'vitest';
import { DEVICE_H264, ffmpegMade, hasFfmpeg, testScene } from '../../../e2e/bench/ffmpeg-made';
import { fileByteSource } from '../../../e2e/bench/file-byte-source';
import { AppError } from '../../core/errors';
import type { ByteSource } from './byte-source';
import type { FfmpegIndexer } from './ffmpeg-index';
import type { MediaIndex } from './media-index';
import { openMediaIndex } from './open-media-index';

const memory = (name: string, bytes: Uint8Array): ByteSource => ({
  name, sizeBytes: bytes.length, read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
});
const refusal = async (bytes: Uint8Array, name = 'a.mp4'): Promise<AppError> => {
  const thrown = await openMediaIndex(memory(name, bytes)).then(() => null, (problem: unknown) => problem);
  expect(thrown).toBeInstanceOf(AppError);
  return thrown as AppError;
};

describe('files that cannot be opened say why and which', () => {
  it('empty, text and noise', async () => {
    expect(await refusal(new Uint8Array(0))).toMatchObject({ code: 'file-empty', fileName: 'a.mp4' });
    expect(await refusal(new TextEncoder().encode('this is a text that was renamed'))).toMatchObject({ code: 'file-not-media' });
    let state = 7;
    expect(await refusal(Uint8Array.from({ length: 6000 }, () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16))).toMatchObject({ code: 'file-not-media' });
  });

  it('a container without any track, which is a media file and holds neither picture nor sound', async () => {
    const box = (type: string, ...body: Uint8Array[]): Uint8Array => {
      const size = 8 + body.reduce((sum, one) => sum + one.length, 0);
      return Uint8Array.from([0, 0, 0, size, ...new TextEncoder().encode(type), ...body.flatMap((one) => [...one])]);
    };
    const bytes = [...box('ftyp', new TextEncoder().encode('isom0000isom')), ...box('moov', box('mvhd', new Uint8Array(100)))];
    expect(await refusal(Uint8Array.from(bytes))).toMatchObject({ code: 'no-tracks', fileName: 'a.mp4' });
  });

  it('text of every kind, which some demuxers take for sound', async () => {
    const numbers = '1,2,3,4\n5,6,7,8\n'.repeat(300);
    const guesses: FfmpegIndexer = {
      indexPackets: () => Promise.resolve({ log: 'Input #0, amrnb, from x:', packets: '#media_type 0: audio\n#codec_id 0: amr_nb\n#tb 0: 1/8000\n0, 0, 0, 160, 32, 0x1\n' }),
      extractTrack: () => Promise.resolve(new Uint8Array(0)),
    };
    const inUtf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from('not a recording '.repeat(50), (letter) => letter.charCodeAt(0)).buffer)]);
    for (const bytes of [new TextEncoder().encode(numbers), new TextEncoder().encode('好'), inUtf16]) {
      const thrown = await openMediaIndex(memory('a.mp4', bytes), { blob: new Blob([bytes]), ffmpegIndex: guesses }).catch((problem: unknown) => problem);
      expect(thrown).toMatchObject({ code: 'file-not-media', fileName: 'a.mp4' });
    }
    const binary = Uint8Array.from({ length: 3000 }, (_, at) => at % 7);
    await expect(openMediaIndex(memory('a.mp4', binary), { blob: new Blob([binary]), ffmpegIndex: guesses })).rejects.toMatchObject({ code: 'file-not-media', fileName: 'a.mp4' });
  });

  it('a box file whose index is missing', async () => {
    const bytes = new Uint8Array(5000);
    bytes.set([0, 0, 0, 16, ...new TextEncoder().encode('ftypisom'), 0, 0, 0, 0, 0, 0, 0x40, 0, ...new TextEncoder().encode('mdat')]);
    expect(await refusal(bytes)).toMatchObject({ code: 'file-truncated' });
  });
});

describe.skipIf(!hasFfmpeg)('recordings made by FFmpeg', () => {
  const opened: { close(): unknown }[] = [];
  afterAll(async () => {
    for (const one of opened) await one.close();
  });
  const open = async (path: string): Promise<MediaIndex> => {
    const source = await fileByteSource(path);
    opened.push(source);
    return openMediaIndex(source);
  };
  const steps = (index: MediaIndex): number[] => {
    const { displayOrder, ptsUs, count } = index.video!;
    return Array.from({ length: count - 1 }, (_, i) => ptsUs[displayOrder[i + 1]!]! - ptsUs[displayOrder[i]!]!);
  };
  const payloadsMatch = async (index: MediaIndex): Promise<void> => {
    for (const track of ['video', 'audio'] as const) {
      const table = index[track];
      for (let packet = 0; packet < (table?.count ?? 0); packet++) expect((await index.readPacket(track, packet)).length).toBe(table!.sizeBytes[packet]);
    }
  };

  it.each([
    ['plain.mp4', [], 'mp4', 'boxes'],
    ['quick.mov', [], 'mov', 'boxes'],
    ['fragments.mp4', ['-movflags', 'frag_keyframe+empty_moov'], 'mp4', 'boxes'],
    ['hybrid.mp4', ['-movflags', 'frag_keyframe'], 'mp4', 'boxes'],
    ['stream.ts', [], 'mpegts', 'mpegts'],
    ['matroska.mkv', [], 'mkv', 'mediabunny'],
  ] as const)('%s: every picture at its time, every payload at its size', async (name, extra, container, reader) => {
    const index = await open(ffmpegMade(name, [...testScene(4), ...DEVICE_H264, ...extra]));
    expect(index.summary).toMatchObject({ container, index: reader, video: { codec: 'avc', width: 160, height: 120, packetCount: 100 }, audio: { codec: 'aac', sampleRate: 16000 } });
    expect(index.summary.video!.codecString).toMatch(/^avc1\.42/i);
    expect(index.summary.durationUs / 1e6).toBeCloseTo(4, 0);
    // FFmpeg's fragments give the first picture the delay of the sound coder.
    expect(steps(index).slice(1).every((step) => Math.abs(step - 40_000) <= 1000)).toBe(true);
    expect([...index.video!.key].flatMap((key, i) => (key ? [i] : []))).toEqual([0, 25, 50, 75]);
    expect(index.videoConfig).not.toBeNull();
    await payloadsMatch(index);
    index.close();
  });

  it('subtracts the lead-in that Matroska tells of a sound coder, so that sound stands as in the MP4 it came from', async () => {
    const whole = ffmpegMade('lead-in.mp4', [...testScene(4), ...DEVICE_H264]);
    const mp4 = await open(whole);
    const mkv = await open(ffmpegMade('lead-in.mkv', ['-i', whole, '-c', 'copy']));
    // Against the first picture: the muxer moves both so that nothing is negative.
    const sound = ({ audio, video }: MediaIndex): number[] =>
      Array.from(audio!.displayOrder.subarray(0, 20), (packet) => (audio!.ptsUs[packet]! - video!.ptsUs[video!.displayOrder[0]!]!) / 1000);
    expect(sound(mp4)[0]).toBe(-64);
    // Matroska counts in milliseconds.
    for (const [i, ms] of sound(mkv).entries()) expect(Math.abs(ms - sound(mp4)[i]!)).toBeLessThanOrEqual(1);
  });

  it('keeps reordered pictures in both orders', async () => {
    const index = await open(ffmpegMade('b.mp4', [...testScene(2), '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-b_strategy', '0', '-an']));
    expect(index.video!.displayOrder).not.toEqual(Uint32Array.from({ length: 50 }, (_, i) => i));
    expect(steps(index).every((step) => step === 40_000)).toBe(true);
    expect(index.summary.startUs).toBe(0);
  });

  it('gives hidden pictures times before the start, and does not count them', async () => {
    const whole = ffmpegMade('whole.mp4', [...testScene(4), ...DEVICE_H264]);
    const index = await open(ffmpegMade('trimmed.mp4', ['-ss', '1.4', '-i', whole, '-c', 'copy']));
    expect(index.summary.startUs).toBe(0);
    expect(index.summary.durationUs / 1e6).toBeCloseTo(2.6, 1);
    expect(index.video!.ptsUs[0]).toBe(-400_000);
    const shown = JSON.stringify(index.boxes);
    expect(shown).toContain('"entry0MediaTime"');
    expect(shown).toContain('Lavf');
  });

  it('reads AVI with MJPEG and PCM, and its pictures that were left out', async () => {
    const index = await open(ffmpegMade('camera.avi', [...testScene(4), '-vf', 'select=not(eq(n\\,50))', '-fps_mode', 'passthrough', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le']));
    expect(index.summary).toMatchObject({ container: 'avi', index: 'riff', video: { codec: 'mjpeg', packetCount: 99 }, audio: { codec: 'pcm', codecString: 'pcm-s16' } });
    expect(index.video!.timescale).toBe(25);
    expect(steps(index).filter((step) => step !== 40_000)).toEqual([80_000]);
    await payloadsMatch(index);
  });

  it('keeps a jump of the time stamps of a transport stream', async () => {
    const whole = ffmpegMade('even.ts', [...testScene(4), ...DEVICE_H264]);
    const index = await open(ffmpegMade('jump.ts', ['-copyts', '-i', whole, '-c', 'copy', '-bsf', 'setts=ts=TS+270000*gte(TS\\,306000)', '-muxdelay', '0', '-copyts']));
    const odd = steps(index).filter((step) => Math.abs(step - 40_000) > 1000);
    expect(odd).toHaveLength(1);
    expect(odd[0]! / 1e6).toBeCloseTo(3.04, 2);
  });

  it('opens what is left of a file that was cut off, and says what is missing', async () => {
    const source = await fileByteSource(ffmpegMade('front.mp4', [...testScene(4), ...DEVICE_H264, '-movflags', 'faststart']));
    opened.push(source);
    const bytes = await source.read(0, Math.floor(source.sizeBytes * 0.6));
    const index = await openMediaIndex(memory('cut-off.mp4', bytes));
    expect(index.video!.count).toBeGreaterThan(10);
    expect(index.video!.count).toBeLessThan(100);
    expect(index.issues?.some((issue) => issue.code === 'file-truncated' && issue.fileName === 'cut-off.mp4')).toBe(true);
  });

  it.each([
    ['sound.mp4', ['-c:a', 'aac']], ['sound.wav', []], ['sound.mp3', ['-c:a', 'libmp3lame']], ['sound.avi', ['-c:a', 'pcm_s16le']], ['sound.ts', ['-c:a', 'aac']], ['sound.mkv', ['-c:a', 'aac']],
  ] as const)('%s: opens with its sound and says that there is no picture', async (name, coder) => {
    const index = await open(ffmpegMade(name, ['-f', 'lavfi', '-i', 'sine=duration=2:sample_rate=16000', ...coder]));
    expect(index.summary.video).toBeNull();
    expect(index.summary.audio).toMatchObject({ sampleRate: 16_000 });
    expect(index.summary.durationUs / 1e6).toBeCloseTo(2, 0);
    expect(index.issues).toEqual([expect.objectContaining({ code: 'no-video', fileName: name })]);
    await payloadsMatch(index);
  });

  it('tells a picture track without pictures from no picture track', async () => {
    const source = await fileByteSource(ffmpegMade('pictures.mp4', [...testScene(2), ...DEVICE_H264]));
    opened.push(source);
    const bytes = Buffer.from(await source.read(0, source.sizeBytes));
    // The tables of the first track, which is the picture, promise nothing any more (count fields of ISO/IEC 14496-12).
    for (const [type, countAt] of [['stts', 8], ['stss', 8], ['stsc', 8], ['stsz', 12], ['stco', 8]] as const) bytes.writeUInt32BE(0, bytes.indexOf(type) + countAt);
    const index = await openMediaIndex(memory('pictures.mp4', new Uint8Array(bytes)));
    expect(index.issues).toContainEqual(expect.objectContaining({ code: 'no-pictures', fileName: 'pictures.mp4' }));
    expect(index.audio!.count).toBeGreaterThan(10);
  });
});
