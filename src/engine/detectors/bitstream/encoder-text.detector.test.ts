import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { encoderTextDetector } from './encoder-text.detector';

const packets = madePackets({ ptsMs: steady(300) });
const text = (packet: number, words: string) => ({ packet, text: words, offset: 100, length: 50 });
const run = (...texts: ReturnType<typeof text>[]) => runBitstream(encoderTextDetector, packets, madeBits(packets, { texts }));

it('notes a software encoder named at the start', () => {
  expect(run(text(0, 'x264 - core 164 r3095'))).toMatchObject([{ kind: 're-encoded' }]);
});

it('takes a name that first appears in mid-stream for a boundary too', () => {
  expect(run(text(150, 'x264 - core 164 r3095'))).toMatchObject([{ kind: 're-encoded' }, { kind: 'cut', startUs: 6_000_000 }]);
});

it('passes the notes of camera chips', () => {
  expect(run(text(0, 'Hisilicon HI3516 venc'))).toEqual([]);
  expect(run()).toEqual([]);
});
