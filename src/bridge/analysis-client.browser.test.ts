/** The whole chain in a real browser: workers, decoders, hashes, cache and cancel on a recording of the sample case. */
import { afterEach, describe, expect, it } from 'vitest';
import { ANALYSIS_PASSES, type PassResult, type PassResultStore } from '../core/pass-result';
import type { FileHashes } from '../core/recording';
import { createAnalysisClient } from './analysis-client';
import type { AnalysisEvent, AnalysisService } from './protocol';
import { WORKER_URLS } from './worker-urls';

const SAMPLE = '/sample/sample.json';

async function sampleFile(at: number): Promise<File> {
  const listing = JSON.stringify(await (await fetch(SAMPLE)).json());
  const name = [...listing.matchAll(/[\w-]+\.mp4/g)].map((match) => match[0])[at]!;
  return new File([await (await fetch(`/sample/${name}`)).blob()], name);
}

function memoryStore(): PassResultStore & { readonly saved: Map<string, PassResult> } {
  const saved = new Map<string, PassResult>();
  const hashes = new Map<string, FileHashes>();
  return {
    saved,
    recall: (fingerprint) => Promise.resolve(hashes.get(fingerprint) ?? null),
    remember: (fingerprint, known) => { hashes.set(fingerprint, known); return Promise.resolve(); },
    load: (content) => Promise.resolve([...saved].filter(([key]) => key.startsWith(content)).map(([, result]) => result)),
    save: (content, result) => { saved.set(`${content} ${result.pass}`, structuredClone(result)); return Promise.resolve(); },
  };
}

let service: AnalysisService | null = null;
afterEach(() => service?.dispose());

describe('analysis in workers', () => {
  it('finds, hashes and caches; the second run computes nothing and finds the same', async () => {
    const store = memoryStore();
    service = createAnalysisClient({ urls: WORKER_URLS, store });
    const file = await sampleFile(1);
    const events: AnalysisEvent[] = [];
    const first = await service.start({ jobId: '1', file, reuse: true }, (event) => events.push(event));
    expect(first.state).toBe('completed');
    if (first.state !== 'completed') return;
    expect(first.value.passes.filter((pass) => pass.state === 'failed')).toEqual([]);
    expect(first.value.hashes.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(events.some((event) => event.type === 'thumbnails')).toBe(true);
    expect(events.some((event) => event.type === 'peaks')).toBe(true);
    expect(events.some((event) => event.type === 'metric')).toBe(true);
    const keptBefore = [...store.saved.keys()].sort();
    expect(keptBefore).toHaveLength(ANALYSIS_PASSES.length);

    // A new page over the same store: nothing but the index is read again.
    service.dispose();
    service = createAnalysisClient({ urls: WORKER_URLS, store });
    const again: AnalysisEvent[] = [];
    const second = await service.start({ jobId: '2', file, reuse: true }, (event) => again.push(event));
    expect(second).toMatchObject({ state: 'completed', value: { findings: first.value.findings, hashes: first.value.hashes } });
    const ran = again.filter((event) => event.type === 'progress' && event.progress.state === 'running' && event.progress.pass !== 'hash');
    expect(ran).toEqual([]);
  });

  it('cancels within half a second and goes on from there', async () => {
    service = createAnalysisClient({ urls: WORKER_URLS, store: null });
    const file = await sampleFile(0);
    const running = new Promise<void>((resolve) => {
      void service!.start({ jobId: '1', file, reuse: true }, (event) => {
        if (event.type === 'progress' && event.progress.pass === 'frame' && event.progress.state === 'running') resolve();
      });
    });
    await running;
    const atMs = performance.now();
    await service.cancel('1');
    expect(performance.now() - atMs).toBeLessThan(500);
    const events: AnalysisEvent[] = [];
    const resumed = await service.start({ jobId: '2', file, reuse: true }, (event) => events.push(event));
    expect(resumed.state).toBe('completed');
    const ran = new Set(events.flatMap((event) => (event.type === 'progress' && event.progress.state === 'running' ? [event.progress.pass] : [])));
    expect(ran.has('frame')).toBe(true);
    expect(ran.has('packet')).toBe(false);
  });

  it('tells why a file cannot be analysed, and the next one is analysed all the same', async () => {
    service = createAnalysisClient({ urls: WORKER_URLS, store: null });
    const [empty, text, good] = await Promise.all([
      service.start({ jobId: '1', file: new File([], 'empty.mp4'), reuse: true }, () => undefined),
      service.start({ jobId: '2', file: new File(['just a letter '.repeat(4000)], 'letter.mp4'), reuse: true }, () => undefined),
      service.start({ jobId: '3', file: await sampleFile(2), reuse: true }, () => undefined),
    ]);
    expect(empty).toMatchObject({ state: 'failed', error: { code: 'file-empty', fileName: 'empty.mp4' } });
    expect(text).toMatchObject({ state: 'failed', error: { code: 'file-not-media', fileName: 'letter.mp4' } });
    expect(good.state).toBe('completed');
  });
});
