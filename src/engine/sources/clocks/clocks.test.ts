import { expect, it } from 'vitest';
import { gpsBlockPlaces, gpsBlockTimeS } from './free-gps';
import { gpmfTimeS } from './gpmf-time';
import { readClocks } from './read-clocks';
import { textTimeS } from './text-time';
import { timecodeRate, timecodeS } from './timecode';

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));
const u32 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const u32le = (value: number): number[] => u32(value).reverse();
const utcS = (iso: string): number => Date.parse(`${iso}Z`) / 1000;

const klv = (key: string, type: string | 0, size: number, count: number, body: number[]): number[] =>
  [...ascii(key), type === 0 ? 0 : type.charCodeAt(0), size, count >> 8, count & 255, ...body, ...new Array<number>((4 - (body.length % 4)) % 4).fill(0)];
const gpmf = (time: string, fix: number): Uint8Array => {
  const stream = [...klv('GPSF', 'L', 4, 1, u32(fix)), ...klv('GPSU', 'U', 16, 1, ascii(time))];
  const nested = klv('STRM', 0, 1, stream.length, stream);
  return Uint8Array.from(klv('DEVC', 0, 1, nested.length, nested));
};
const block = (hour: number, minute: number, second: number, active = 'A'): Uint8Array => Uint8Array.from([
  ...u32(132), ...ascii('freeGPS '), ...new Array<number>(36).fill(0), ...[hour, minute, second, 26, 3, 18].flatMap(u32le), ...ascii(`${active}NE0`), ...new Array<number>(56).fill(0),
]);
const subtitle = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(text);
  return Uint8Array.from([bytes.length >> 8, bytes.length & 255, ...bytes]);
};

it('reads the time of GPMF telemetry, and none without a fix', () => {
  expect(gpmfTimeS(gpmf('260318091002.500', 3))).toBe(utcS('2026-03-18T09:10:02.500'));
  expect(gpmfTimeS(gpmf('260318091002.500', 0))).toBeNull();
  expect(gpmfTimeS(Uint8Array.from([1, 2, 3]))).toBeNull();
});

it('reads the table of GPS blocks and the time of each', () => {
  expect(gpsBlockPlaces(Uint8Array.from([...u32(0x101), ...u32(2), ...u32(1000), ...u32(132), ...u32(0), ...u32(0), ...u32(3000), ...u32(132)])))
    .toEqual([{ offset: 1000, size: 132 }, { offset: 3000, size: 132 }]);
  expect(gpsBlockTimeS(block(9, 10, 2))).toBe(utcS('2026-03-18T09:10:02'));
  expect(gpsBlockTimeS(block(9, 10, 2, 'V'))).toBeNull();
  expect(gpsBlockTimeS(block(31, 10, 2))).toBeNull();
});

it('reads times in subtitles with and without a date', () => {
  expect(textTimeS(subtitle('2026-03-18 09:10:02 N31.2 E121.4'))).toBe(utcS('2026-03-18T09:10:02'));
  expect(textTimeS(subtitle('2026年3月18日 9:10:02'))).toBe(utcS('2026-03-18T09:10:02'));
  expect(textTimeS(subtitle('km/h 30 09:10:02'))).toBe(9 * 3600 + 10 * 60 + 2);
  expect(textTimeS(subtitle('你好'))).toBeNull();
});

it('reads a timecode by its rate', () => {
  const stsd = Uint8Array.from([...u32(0), ...u32(1), ...u32(34), ...ascii('tmcd'), ...new Array<number>(8).fill(0), ...u32(0), ...u32(0), ...u32(30_000), ...u32(1001), 30, 0]);
  const rate = timecodeRate(stsd);
  expect(rate?.frameS).toBeCloseTo(1001 / 30_000);
  expect(timecodeS(Uint8Array.from(u32(300)), rate!)).toBeCloseTo(10.01);
});

it('gathers the stamps of a track with the times at which they are shown', async () => {
  const samples = Array.from({ length: 8 }, (_, i) => gpmf(`2603180910${String(i).padStart(2, '0')}.000`, 3));
  const size = samples[0]!.length;
  const file = Uint8Array.from(samples.flatMap((sample) => [...sample]));
  const source = { name: 'made', sizeBytes: file.length, read: (offset: number, length: number) => Promise.resolve(file.subarray(offset, offset + length)) };
  const track = { format: 'gpmd', stsd: new Uint8Array(0), samples: samples.map((_, i) => ({ ptsUs: i * 1e6, durationUs: 1e6, offset: i * size, size })) };
  const [clock] = await readClocks(source, [track], null, 8e6, () => Promise.resolve());
  expect(clock).toMatchObject({ source: 'gpmf' });
  expect(clock!.timeS[7]! - clock!.timeS[0]!).toBe(7);
  expect(await readClocks(source, [{ ...track, samples: track.samples.slice(0, 2) }], null, 8e6, () => Promise.resolve())).toEqual([]);
});
