import { expect, it } from 'vitest';
import { madeBox, runPacket } from '../../testing/made-tables';
import { softwareTraceDetector } from './software-trace.detector';

const kinds = (boxes: Parameters<typeof madeBox>[2]) => runPacket(softwareTraceDetector, null, null, boxes).map((draft) => draft.kind);
const tool = (text: string) => [madeBox('moov', {}, [madeBox('udta', {}, [madeBox('meta', {}, [madeBox('ilst', {}, [madeBox('©too', {}, [madeBox('data', { text })])])])])])];

it('reads muxers, encoders and editors by their names', () => {
  expect(kinds(tool('Lavf59.27.100'))).toEqual(['remuxed']);
  expect(kinds(tool('HandBrake 1.6.1 2023012300'))).toEqual(['re-encoded']);
  expect(kinds(tool('Adobe Premiere Pro 2023'))).toEqual(['editor-trace']);
  expect(kinds(tool('剪映专业版'))).toEqual(['editor-trace']);
  expect(kinds([madeBox('hdlr', { name: 'ISO Media file produced by Google Inc.' })])).toEqual(['re-encoded']);
});

it('keeps names that cameras write out of it', () => {
  expect(kinds([madeBox('hdlr', { name: 'VideoHandler' }), madeBox('hdlr', { name: 'Core Media Video' }), madeBox('stsd', { compressor: 'Lavc libx264' })])).toEqual([]);
  expect(kinds([madeBox('hdlr', { name: 'GoPro AVC' }), madeBox('ftyp', { major: 'mp42' })])).toEqual([]);
});

it('tells one kind once', () => {
  expect(kinds([...tool('Lavf59'), madeBox('ISFT', { text: 'Lavf60' })])).toEqual(['remuxed']);
});
