/** Addresses of all worker scripts, for the page that starts them and hands them down. */
import analysis from '../../workers/analysis.worker.ts?worker&url';
import ffmpeg from '../../workers/ffmpeg.worker.ts?worker&url';
import frames from '../../workers/frames.worker.ts?worker&url';
import hash from '../../workers/hash.worker.ts?worker&url';
import lane from '../../workers/lane.worker.ts?worker&url';
import recogniser from '../../workers/recogniser.worker.ts?worker&url';
import signs from '../../workers/signs.worker.ts?worker&url';
import voice from '../../workers/voice.worker.ts?worker&url';
import type { WorkerUrls } from './spawn';

const here = (url: string): string => new URL(url, document.baseURI).href;

export const WORKER_URLS: WorkerUrls = {
  analysis: here(analysis), ffmpeg: here(ffmpeg), frames: here(frames), hash: here(hash), lane: here(lane), recogniser: here(recogniser), signs: here(signs),
  voice: here(voice),
};
