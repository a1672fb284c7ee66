import { expect, it } from 'vitest';
import { openFfmpegIndex, parseFramecrc, type FfmpegIndexer } from './ffmpeg-index';

const PACKETS = `#software: Lavf58.76.100
#tb 0: 1/1000
#media_type 0: video
#codec_id 0: flv1
#dimensions 0: 320x240
#sar 0: 0/1
#tb 1: 2/44100
#media_type 1: audio
#codec_id 1: mp3
#sample_rate 1: 44100
0,        500,        500,       40,     1200, 0x7b2e1a01
1,      11025,      11025,      576,      418, 0x11111111
0,        540,        540,       40,      300, 0x7b2e1a02, F=0x0
0,        580,        620,       40,      310, 0x7b2e1a03, S=1,       10, 0x0f, F=0x0
0,        620,        580,       40,      290, 0x7b2e1a04, F=0x0
`;

const indexer = (packets: string): FfmpegIndexer => ({
  indexPackets: () => Promise.resolve({ log: "Input #0, flv, from 'a.flv':\n    creation_time   : 2020-05-01T10:00:00.000000Z\n", packets }),
  extractTrack: () => Promise.resolve(Uint8Array.from({ length: 2100 }, (_, i) => (i < 1200 ? 1 : i < 1500 ? 2 : i < 1810 ? 3 : 4))),
});
const source = { name: 'a.flv', sizeBytes: 5000, read: () => Promise.resolve(new Uint8Array(0)) };

it('reads rows, keys and time bases of both streams', () => {
  const [video, audio] = parseFramecrc(PACKETS);
  expect(video).toMatchObject({ track: 'video', codec: 'flv1', width: 320, height: 240, timescale: 1000 });
  expect([...video!.columns.key.subarray(0, video!.columns.count)]).toEqual([1, 0, 0, 0]);
  expect(audio).toMatchObject({ track: 'audio', codec: 'mp3', sampleRate: 44_100, timescale: 44_100 });
  expect(audio!.columns.pts[0]).toBe(22_050);
});

it('gives an index whose time starts with the earliest stamp, with payloads cut by size', async () => {
  const index = await openFfmpegIndex(source, new Blob([]), indexer(PACKETS));
  expect(index.summary).toMatchObject({ container: 'flv', index: 'ffmpeg', containerTime: '2020-05-01T10:00:00.000000Z', video: { packetCount: 4 } });
  expect([...index.video!.ptsUs]).toEqual([0, 40_000, 120_000, 80_000]);
  expect([...index.video!.displayOrder]).toEqual([0, 1, 3, 2]);
  expect(await index.readPacket('video', 2)).toEqual(new Uint8Array(310).fill(3));
  expect(await index.readPacketHead('video', 3, 5)).toEqual(new Uint8Array(5).fill(4));
});

it('opens sound alone and says so', async () => {
  const index = await openFfmpegIndex(source, new Blob([]), indexer('#tb 0: 1/8000\n#media_type 0: audio\n#codec_id 0: amr_nb\n#sample_rate 0: 8000\n0, 0, 0, 160, 32, 0x1\n'));
  expect(index.summary).toMatchObject({ video: null, audio: { codec: 'amr', sampleRate: 8000 }, durationUs: 20_000 });
  expect(index.issues).toEqual([{ code: 'no-video', detail: 'no video track', fileName: 'a.flv' }]);
});

it('refuses a file in which ffmpeg finds neither picture nor sound', async () => {
  await expect(openFfmpegIndex(source, new Blob([]), indexer('#tb 0: 1/1000\n'))).rejects.toMatchObject({ code: 'file-not-media', fileName: 'a.flv' });
});
