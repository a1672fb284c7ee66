/** Hung workers end and are told of; slow ones that live are left alone, and so is everyone after the machine slept. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HashWorkerApi } from './protocol';
import type { WorkerUrls } from './spawn';
import { PATIENCE } from './watchdog';
import { startWorker, type WorkerHandle } from './worker-handle';

class FakeWorker extends EventTarget {
  ended = false;
  postMessage(): void { /* a worker that never answers */ }
  terminate(): void { this.ended = true; }
  beat(count: number): void { this.dispatchEvent(new MessageEvent('message', { data: { heartbeat: count } })); }
}

let worker: FakeWorker;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('self', { location: { href: 'http://localhost/' } });
  vi.stubGlobal('Worker', function make() { return (worker = new FakeWorker()); });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start = (): WorkerHandle<HashWorkerApi> => startWorker<HashWorkerApi>('hash', { hash: 'hash.js' } as unknown as WorkerUrls);
const waiting = (handle: WorkerHandle<HashWorkerApi>): { ended: unknown } => {
  const seen = { ended: null as unknown };
  handle.call(() => new Promise(() => undefined)).catch((thrown: unknown) => { seen.ended = thrown; });
  return seen;
};
/** Seconds pass; the worker says each second how much it has done. */
async function pass(seconds: number, count: (second: number) => number | null): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    const beat = count(second);
    if (beat !== null) worker.beat(beat);
    await vi.advanceTimersByTimeAsync(1000);
  }
}

describe('a worker that somebody waits for', () => {
  it('that falls silent is ended and reported like a crash', async () => {
    const handle = start();
    const seen = waiting(handle);
    await pass(20, (second) => second);
    await pass(PATIENCE.silentMs / 1000 + 10, () => null);
    expect(seen.ended).toMatchObject({ code: 'worker-crashed' });
    expect(handle.gone).toBe(true);
    expect(worker.ended).toBe(true);
  });

  it('that lives but does nothing is ended, later', async () => {
    const seen = waiting(start());
    await pass(PATIENCE.idleMs / 1000 - 10, () => 7);
    expect(seen.ended).toBeNull();
    await pass(30, () => 7);
    expect(seen.ended).toMatchObject({ code: 'worker-crashed' });
  });

  it('that is slow, a step every two minutes for an hour, is left alone', async () => {
    const seen = waiting(start());
    await pass(3600, (second) => Math.floor(second / 120));
    expect(seen.ended).toBeNull();
  });

  it('is not blamed for a night in which the machine slept', async () => {
    const seen = waiting(start());
    await pass(30, (second) => second);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await pass(30, (second) => 100 + second);
    expect(seen.ended).toBeNull();
  });
});

describe('a worker nobody waits for', () => {
  it('may be silent', async () => {
    const handle = start();
    await handle.call(() => Promise.resolve(1));
    await pass(600, () => null);
    expect(handle.gone).toBe(false);
  });
});
