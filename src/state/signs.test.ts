/** Signs are read on demand, can be cancelled, and are those of the open case. */
import { expect, it } from 'vitest';
import type { SignsService } from '../bridge/protocol';
import type { SignReading } from '../core/review/suggestions';
import { us } from '../core/time';
import { Signs } from './signs.svelte';

const sign = (recordingId: string): SignReading => ({ recordingId, atUs: us(0), text: '仓库', score01: 0.9, box: { x: 0, y: 0, w: 1, h: 1 } });

function setUp(read: SignsService['read']) {
  return new Signs({ service: () => Promise.resolve({ read }), sources: { file: (id) => (id === 'gone' ? null : new File([], id ?? '')) }, recordingIds: () => ['b', 'a'] });
}

it('are those of the recordings of the case that were read', async () => {
  const signs = setUp((id) => Promise.resolve({ state: 'completed', value: [sign(id)] }));
  expect(signs.all).toBeNull();
  for (const id of ['a', 'b', 'gone', 'of-another-case']) await signs.read(id);
  expect(signs.all?.map(({ recordingId }) => recordingId)).toEqual(['b', 'a']);
});

it('that were cancelled leave nothing read', async () => {
  const signs = setUp((_, __, ___, signal) => new Promise((resolve) => { signal.addEventListener('abort', () => resolve({ state: 'cancelled' })); }));
  const reading = signs.read('a');
  await Promise.resolve();
  await Promise.resolve();
  signs.cancel('a');
  await reading;
  expect(signs.of('a').state).toBe('none');
  expect(signs.all).toBeNull();
});
