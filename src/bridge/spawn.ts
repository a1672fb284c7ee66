/** The one place that constructs workers, on the page and inside workers. */

export type WorkerKind = 'analysis' | 'lane' | 'hash' | 'frames' | 'ffmpeg' | 'voice' | 'signs' | 'recogniser';

/**
 * Script addresses by kind, made on the page (`worker-urls.ts`) and handed down to workers that start workers of their own:
 * the bundler refuses worker files that refer to each other in a circle.
 */
export type WorkerUrls = Readonly<Record<WorkerKind, string>>;

/** A module worker of that kind. The caller owns it and terminates it. */
export function spawnWorker(kind: WorkerKind, urls: WorkerUrls): Worker {
  return new Worker(new URL(urls[kind], self.location.href), { type: 'module', name: kind });
}
