/** Leaving a recording does not throw away the preview in the making. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../core/result';
import { LastingProxies } from './lasting-proxies';

function maker() {
  const runs: { progress: (ratio01: number) => void; end: (outcome: Outcome<Blob>) => void; signal: AbortSignal }[] = [];
  return {
    runs,
    make: (_: File, progress: (ratio01: number) => void, signal: AbortSignal) => new Promise<Outcome<Blob>>((end) => {
      runs.push({ progress, end, signal });
      signal.addEventListener('abort', () => end({ state: 'cancelled' }));
    }),
  };
}
const file = new File([], 'a.mp4');

describe('LastingProxies', () => {
  it('goes on where it was when the recording is looked at again', async () => {
    const lasting = new LastingProxies();
    const made = maker();
    const first = new AbortController();
    const left = lasting.of('r', made).make(file, () => undefined, first.signal);
    made.runs[0]!.progress(0.4);
    first.abort();
    expect(await left).toEqual({ state: 'cancelled' });
    made.runs[0]!.progress(0.6);
    const told: number[] = [];
    const back = lasting.of('r', made).make(file, (ratio01) => told.push(ratio01), new AbortController().signal);
    made.runs[0]!.progress(0.7);
    made.runs[0]!.end({ state: 'completed', value: new Blob() });
    expect((await back).state).toBe('completed');
    expect([told, made.runs.length]).toEqual([[0.6, 0.7], 1]);
  });

  it('makes no more than two at once, and ends all with the case', () => {
    const lasting = new LastingProxies();
    const made = maker();
    for (const key of ['a', 'b', 'c']) {
      const abort = new AbortController();
      void lasting.of(key, made).make(file, () => undefined, abort.signal);
      abort.abort();
    }
    expect(made.runs.map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
    lasting.dispose();
    expect(made.runs.every(({ signal }) => signal.aborted)).toBe(true);
  });
});
