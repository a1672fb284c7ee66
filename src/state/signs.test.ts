/** Signs are read on demand, kept by content, gone on with where they were ended, and those of the open case. */
import { expect, it } from 'vitest';
import type { SignsService } from '../bridge/protocol';
import { SIGNS_VERSION, type ContentSign, type SignsRecord } from '../core/review/sign-reading';
import { us } from '../core/time';
import type { Jobs } from './jobs.svelte';
import { Signs } from './signs.svelte';

const sign: ContentSign = { atUs: us(0), text: '仓库', score01: 0.9, box: { x: 0.5, y: 0.5, w: 0.2, h: 0.1 }, overlay: false };
const complete: SignsRecord = { version: SIGNS_VERSION, signs: [sign], ratio01: 1, resume: null };
const part: SignsRecord = { ...complete, ratio01: 0.4, resume: { window: 4, lines: [], pictures: 3, views: 1, last: null } };

function setUp(read: SignsService['read'], { kept = new Map<string, SignsRecord>(), clocks = [] as { box: ContentSign['box'] }[] } = {}) {
  const signs = new Signs({
    service: () => Promise.resolve({ read }), sources: { file: (id) => (id === 'gone' ? null : new File([], id ?? '')) }, recordingIds: () => ['b', 'a'], nameOf: (id) => `${id}.mp4`,
    jobs: { of: (id: string) => ({ hashes: { sha256: `hash of ${id}`, sm3: '' }, clocks }) } as unknown as Jobs,
    store: { signs: (content) => Promise.resolve(kept.get(content) ?? null), saveSigns: (content, record) => { kept.set(content, record); return Promise.resolve(); } },
  });
  return { signs, kept };
}

it('are those of the recordings of the case that were read, and are there again after a reload', async () => {
  const { signs, kept } = setUp(() => Promise.resolve({ state: 'completed', value: complete }));
  expect(signs.scene).toBeNull();
  for (const id of ['a', 'b', 'gone', 'of-another-case']) await signs.read(id);
  expect(signs.all.map(({ recordingId }) => recordingId)).toEqual(['b', 'a']);
  const again = setUp(() => Promise.reject(new Error('not read again')), { kept }).signs;
  await again.restore(['a', 'b']);
  expect(again.of('a').state).toBe('read');
  expect(again.scene).toHaveLength(2);
  await again.read('a');
});

it('that were cancelled go on where they were ended, after a reload too', async () => {
  const { signs, kept } = setUp((_, __, ___, onPart, signal) => new Promise((resolve) => { onPart(part); signal.addEventListener('abort', () => resolve({ state: 'cancelled' })); }));
  const reading = signs.read('a');
  await Promise.resolve();
  await Promise.resolve();
  signs.cancel('a');
  await reading;
  expect(signs.of('a')).toEqual({ state: 'paused', ratio01: 0.4 });
  expect(signs.scene).toHaveLength(1);
  const from: (number | undefined)[] = [];
  const again = setUp((_, before) => { from.push(before?.resume?.window); return Promise.resolve({ state: 'completed', value: complete }); }, { kept }).signs;
  await again.restore(['a']);
  expect(again.of('a').state).toBe('paused');
  await again.read('a');
  expect(from).toEqual([4]);
  expect(again.of('a').state).toBe('read');
});

it('of an earlier version are read anew', async () => {
  const { signs } = setUp(() => Promise.resolve({ state: 'completed', value: complete }), { kept: new Map([['hash of a', { ...complete, version: SIGNS_VERSION - 1 }]]) });
  await signs.restore(['a']);
  expect(signs.of('a').state).toBe('none');
});

it('in the place of the on-screen clock are the recorder’s', async () => {
  const { signs } = setUp(() => Promise.resolve({ state: 'completed', value: complete }), { clocks: [{ box: { x: 0.55, y: 0.5, w: 0.1, h: 0.1 } }] });
  await signs.read('a');
  expect(signs.all).toMatchObject([{ overlay: true }]);
  expect(signs.scene).toEqual([]);
});
