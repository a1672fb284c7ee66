import { expect, it } from 'vitest';
import type { MediaSummary } from './recording';
import { nearestExemplar, profileDifferences, structureProfile, type DeviceExemplar } from './structure-profile';
import type { BoxNode } from './tables';
import { us } from './time';

const box = (type: string, children: BoxNode[] = [], fields: BoxNode['fields'] = {}): BoxNode => ({ type, offset: 0, size: 8, children, fields });
const track = (handler: string, name: string, tables: string[]): BoxNode =>
  box('trak', [box('tkhd'), box('mdia', [box('hdlr', [], { handler, name }), box('minf', [box('stbl', tables.map((type) => box(type)))])])]);
const summary: MediaSummary = {
  fileName: 'a.mp4', sizeBytes: 1, container: 'mp4', index: 'boxes', durationUs: us(1), startUs: us(0), audio: null, containerTime: null,
  video: { codec: 'avc', codecString: 'avc1.4D401E', width: 640, height: 360, rotation: 0, timescale: 90000, packetCount: 1, averageFps: 25 },
};
const profile = (boxes: BoxNode[]) => structureProfile({ summary, boxes, video: null, audio: null, bitstream: null });
const device = [box('ftyp', [], { major: 'mp42', minor: 0, compatible: 'isom' }), box('moov', [box('mvhd', [], { timescale: 1000 }), track('vide', 'VideoHandle', ['stsd', 'stts', 'stco'])]), box('mdat')];
const remuxed = [box('ftyp', [], { major: 'isom', minor: 512, compatible: 'isom iso2' }), box('mdat'), box('moov', [box('mvhd', [], { timescale: 1000 }), track('vide', 'VideoHandler', ['stsd', 'stts', 'stco']), box('udta', [box('©too', [], { text: 'Lavf60' })])])];

it('is the same for files that are built the same, also when one needs 64-bit offsets', () => {
  const long = structuredClone(device);
  (long[1]!.children[1]!.children[1]!.children[1]!.children[0]!.children[2] as { type: string }).type = 'co64';
  expect(profileDifferences(profile(device), profile(long))).toEqual([]);
});

it('names the branches in which a remuxed file is built otherwise', () => {
  expect(profileDifferences(profile(device), profile(remuxed)).map((one) => one.branch)).toEqual(['top-level', 'brands', 'movie', 'handlers', 'software']);
});

it('compares with the exemplar that is most alike', () => {
  const exemplar = (id: string, boxes: BoxNode[]): DeviceExemplar => ({ id, name: id, fileName: '', addedAtMs: 0, profile: profile(boxes) });
  expect(nearestExemplar([exemplar('a', remuxed), exemplar('b', device)], profile(device))).toMatchObject({ exemplar: { id: 'b' }, differences: [] });
  expect(nearestExemplar([], profile(device))).toBeNull();
});
