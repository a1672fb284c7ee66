/** Page of the decode bench: hands the chosen file to a fresh worker and returns its timing. */
import decodeUrl from './decode.worker.ts?worker&url';
import ffmpegUrl from '../../../workers/ffmpeg.worker.ts?worker&url';
import type { DecodeKind, DecodeTiming } from './decode-task';

declare global {
  interface Window { decodeBench?: (kind: DecodeKind, instances?: number) => Promise<DecodeTiming> }
}

window.decodeBench = (kind, instances) => new Promise((resolve, reject) => {
  const file = document.querySelector<HTMLInputElement>('#file')?.files?.[0];
  if (!file) return reject(new Error('no file was handed to the page'));
  const worker = new Worker(new URL(decodeUrl, document.baseURI), { type: 'module' });
  const end = (): void => worker.terminate();
  worker.onmessage = ({ data }: MessageEvent<DecodeTiming>) => { end(); resolve(data); };
  worker.onerror = (event) => { end(); reject(new Error(event.message)); };
  worker.postMessage({ file, kind, ffmpegUrl: new URL(ffmpegUrl, document.baseURI).href, ...(instances === undefined ? {} : { instances }) });
});
