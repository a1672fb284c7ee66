/** Cached passes come back as they were, by content, the newest version only. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { PassResult } from '../core/pass-result';
import { ComputedRepo } from './computed-repo';
import { PassResultRepo } from './pass-result-repo';
import { ZhijianDb } from './schema';

const repo = (): PassResultRepo => new PassResultRepo(new ZhijianDb('test', { indexedDB: new IDBFactory(), IDBKeyRange }));

const result = (pass: PassResult['pass'], version: number): PassResult => ({
  pass, version, drafts: [], thumbnails: [], peaks: null, bitstream: null, clocks: [], soundTrace: null, issues: [], ms: 12,
  metrics: [{ id: 'luma-change', unit: '', timeUs: Float64Array.of(0, 40_000), value: Float32Array.of(0.5, 1.5), threshold: 1 }],
});

describe('cached passes', () => {
  it('return by content with their curves', async () => {
    const store = repo();
    await store.save('aa', result('frame', 1));
    await store.save('bb', result('frame', 2));
    const [back, ...others] = await store.load('aa');
    expect(others).toHaveLength(0);
    expect([...back!.metrics[0]!.value]).toEqual([0.5, 1.5]);
    expect(await store.load('cc')).toEqual([]);
  });

  it('are replaced by a newer version of the same pass', async () => {
    const store = repo();
    await store.save('aa', result('audio', 1));
    await store.save('aa', result('audio', 2));
    expect((await store.load('aa')).map((one) => one.version)).toEqual([2]);
  });

  it('are found again through the fingerprint of the file', async () => {
    const store = repo();
    expect(await store.recall('10-abc')).toBeNull();
    await store.remember('10-abc', { sha256: 'aa', sm3: 'bb' });
    expect(await store.recall('10-abc')).toEqual({ sha256: 'aa', sm3: 'bb' });
  });
});

it('what was computed of a content comes back without its file: results of any version, packets, stills', async () => {
  const db = new ZhijianDb('test', { indexedDB: new IDBFactory(), IDBKeyRange });
  const computed = new ComputedRepo(db);
  await new PassResultRepo(db).save('aa', result('frame', 1));
  expect(await computed.load('aa')).toMatchObject({ results: [{ pass: 'frame' }], packets: null });
  await computed.savePackets('aa', { video: null, audio: null, boxes: [{ type: 'moov', offset: 0, size: 8, children: [], fields: {} }] });
  await computed.saveStill('aa', 7, new Blob(['picture']));
  expect((await computed.load('aa')).packets?.boxes[0]?.type).toBe('moov');
  expect(await (await computed.still('aa', 7))?.text()).toBe('picture');
  expect(await computed.still('bb', 7)).toBeNull();
  expect((await computed.load('bb')).results).toEqual([]);
});
