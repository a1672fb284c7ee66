/** The workers' services, loaded when the first recording is opened and not before. */
import type { AnalysisService, FrameService, RecogniserService, SignsService, VoiceService } from '../bridge/protocol';
import type { ProxyClient } from '../bridge/proxy-client';
import type { ContentHash, FileHashes } from '../core/recording';
import type { ZhijianDb } from '../db/schema';

export interface Services {
  analysis(): Promise<AnalysisService>;
  frames(): Promise<FrameService>;
  previews(): Promise<ProxyClient>;
  voices(): Promise<VoiceService>;
  signs(): Promise<SignsService>;
  recogniser(): Promise<RecogniserService>;
  /** null where the file cannot be read. */
  hash(file: File): Promise<FileHashes | null>;
  /** The content that a file seems to have, from a few samples of it; null for one never seen, or where that cannot be told. */
  recognise(file: File): Promise<ContentHash | null>;
}

/** `keep`: finished passes are cached in the database. */
export function createServices(db: ZhijianDb, keep: boolean): Services {
  return {
    async analysis() {
      const [{ createAnalysisClient }, { WORKER_URLS }, { PassResultRepo }] = await Promise.all([
        import('../bridge/analysis-client'), import('../bridge/worker-urls'), import('../db/pass-result-repo'),
      ]);
      return createAnalysisClient({ urls: WORKER_URLS, store: keep ? new PassResultRepo(db) : null });
    },
    async frames() {
      const [{ createFrameClient }, { WORKER_URLS }] = await Promise.all([import('../bridge/frame-client'), import('../bridge/worker-urls')]);
      return createFrameClient(WORKER_URLS);
    },
    async recognise(file) {
      const [{ fingerprintOf }, { WORKER_URLS }, { PassResultRepo }] = await Promise.all([
        import('../bridge/hash-lane'), import('../bridge/worker-urls'), import('../db/pass-result-repo'),
      ]);
      const fingerprint = await fingerprintOf(file, WORKER_URLS);
      return fingerprint === null ? null : new PassResultRepo(db).recall(fingerprint).then((hashes) => hashes?.sha256 ?? null, () => null);
    },
    async hash(file) {
      const [{ hashesOf }, { WORKER_URLS }] = await Promise.all([import('../bridge/hash-lane'), import('../bridge/worker-urls')]);
      return hashesOf(file, WORKER_URLS);
    },
    async signs() {
      const [{ createSignsClient }, { WORKER_URLS }] = await Promise.all([import('../bridge/signs-client'), import('../bridge/worker-urls')]);
      return createSignsClient(WORKER_URLS);
    },
    async recogniser() {
      const [{ createRecogniserClient }, { WORKER_URLS }] = await Promise.all([import('../bridge/recogniser-client'), import('../bridge/worker-urls')]);
      return createRecogniserClient(WORKER_URLS);
    },
    async voices() {
      const [{ createVoiceClient }, { WORKER_URLS }] = await Promise.all([import('../bridge/voice-client'), import('../bridge/worker-urls')]);
      return createVoiceClient(WORKER_URLS);
    },
    async previews() {
      const [{ createProxyClient }, { WORKER_URLS }] = await Promise.all([import('../bridge/proxy-client'), import('../bridge/worker-urls')]);
      return createProxyClient(WORKER_URLS);
    },
  };
}
