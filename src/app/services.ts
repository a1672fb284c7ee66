/** The workers' services, loaded when the first recording is opened and not before. */
import type { AnalysisService, FrameService } from '../bridge/protocol';
import { AppError } from '../core/errors';
import type { ZhijianDb } from '../db/schema';

export interface Services {
  analysis(): Promise<AnalysisService>;
  frames(): Promise<FrameService>;
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
    frames() {
      return Promise.reject(new AppError('internal', 'no frame service yet'));
    },
  };
}
