/** The last gate before a person's eyes: progress never runs backwards (not even after a crash) and stays under ten a second. */
import type { JobPass, PassProgress } from './protocol';

export interface ProgressFilter {
  waiting(passes: readonly JobPass[]): void;
  report(reading: PassProgress): void;
}

/** Up to three passes run side by side. */
const EVERY_MS = 330;

export function createProgressFilter(emit: (reading: PassProgress) => void): ProgressFilter {
  const last = new Map<JobPass, { state: string; fraction: number; atMs: number }>();
  return {
    waiting(passes) {
      for (const pass of passes) emit({ pass, state: 'waiting', done: 0, total: 1, speed: null, leftMs: null });
    },
    report(reading) {
      const before = last.get(reading.pass);
      const now = performance.now();
      const fraction = Math.max(before?.fraction ?? 0, reading.total > 0 ? Math.min(1, reading.done / reading.total) : 0);
      if (before !== undefined && before.state === reading.state && now - before.atMs < EVERY_MS && fraction < 1) return;
      last.set(reading.pass, { state: reading.state, fraction, atMs: now });
      emit({ ...reading, done: fraction * reading.total });
    },
  };
}
