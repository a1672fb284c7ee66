/** hls.js loader over files that the user chose: a playlist's relative names are looked up among them, nothing is ever fetched. */
import type { Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, LoaderStats } from 'hls.js';

/** A base that no resolver knows (RFC 2606), so that relative names resolve to something; it is only ever a key here. */
export const PLAYLIST_BASE = 'https://files.invalid/';

const emptyStats = (): LoaderStats => ({
  aborted: false, loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 }, parsing: { start: 0, end: 0 }, buffering: { start: 0, first: 0, end: 0 },
});

/** Last part of a URL's path, decoded: how a segment is named in a folder that was flattened by dropping. */
export function fileNameOf(url: string): string {
  const path = new URL(url, PLAYLIST_BASE).pathname;
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}

/** A loader class bound to these files (by lower-case name). hls.js makes one instance a request. */
export function fileLoaderFor(files: ReadonlyMap<string, File>): new () => Loader<LoaderContext> {
  return class FileLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats: LoaderStats = emptyStats();

    load(context: LoaderContext, _config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      this.context = context;
      const stats = this.stats;
      stats.loading.start = performance.now();
      const file = files.get(fileNameOf(context.url).toLowerCase());
      if (!file) {
        queueMicrotask(() => callbacks.onError({ code: 404, text: `not among the chosen files: ${fileNameOf(context.url)}` }, context, null, stats));
        return;
      }
      const whole = !context.rangeEnd;
      const part = whole ? file : file.slice(context.rangeStart ?? 0, context.rangeEnd);
      const read: Promise<string | ArrayBuffer> = context.responseType === 'arraybuffer' ? part.arrayBuffer() : part.text();
      read.then((data) => {
        if (stats.aborted) return;
        const now = performance.now();
        stats.loading.first = stats.loading.first || now;
        stats.loading.end = now;
        stats.loaded = stats.total = part.size;
        callbacks.onSuccess({ url: context.url, data, code: 200 }, stats, context, null);
      }, (thrown: unknown) => {
        if (!stats.aborted) callbacks.onError({ code: 0, text: String(thrown) }, context, null, stats);
      });
    }

    abort(): void {
      this.stats.aborted = true;
    }

    destroy(): void {
      this.abort();
      this.context = null;
    }
  };
}
