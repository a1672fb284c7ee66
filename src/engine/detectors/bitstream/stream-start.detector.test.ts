import { expect, it } from 'vitest';
import { madeBits, madePackets, runBitstream, steady } from '../../testing/made-tables';
import { streamStartDetector } from './stream-start.detector';

const packets = madePackets({ ptsMs: steady(300) });
const run = (made: Parameters<typeof madeBits>[1], fileName = 'made.mp4') => runBitstream(streamStartDetector, packets, madeBits(packets, made), { fileName });
const fields = (drafts: ReturnType<typeof run>) => drafts.flatMap((draft) => draft.evidence.map((one) => (one.type === 'packets' ? `${one.field} ${one.observed}` : one.type)));

it('notes a first picture that refers to pictures before it, or whose number is not the first', () => {
  expect(fields(run({ sliceType: (row, key) => (row === 0 ? 2 : key ? 4 : 2) }))).toEqual(['first-picture P']);
  expect(fields(run({ sliceType: (_, key) => (key ? 1 : 2), frameNum: Array.from({ length: 300 }, (_, i) => (i + 7) % 16) }))).toEqual(['first-frame-num 7']);
  expect(fields(run({ codec: 'hevc', poc: (row) => row + 50 }))).toEqual(['first-picture-order 50']);
});

it('notes keyframes that are counted on from others, and whether the name tells of several files', () => {
  const counting = { idrPicId: (group: number) => group + 37 };
  expect(fields(run(counting))).toEqual(['first-idr-pic-id 37']);
  expect(run(counting, '210011_20170316124757_0002.mp4')[0]!.benign[0]).toMatchObject({ cause: 'recording-in-several-files', result: 'possible' });
});

it('passes streams that begin as encoders begin them', () => {
  for (const made of [{}, { idrPicId: (group: number) => group }, { idrPicId: () => 5 }, { sliceType: (_: number, key: boolean) => (key ? 1 : 2) }]) expect(run(made)).toEqual([]);
});
