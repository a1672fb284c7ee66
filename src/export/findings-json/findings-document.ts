/** The public record of one analysed recording, schema `zhijian.findings/1`: what was opened, what ran, what was found. */
import type { WireError } from '../../core/errors';
import type { Finding } from '../../core/finding';
import type { FileHashes, MediaSummary } from '../../core/recording';

export const FINDINGS_SCHEMA = 'zhijian.findings/1';

export interface FindingsDocument {
  readonly schema: typeof FINDINGS_SCHEMA;
  readonly recording: MediaSummary & { readonly hashes: FileHashes };
  /** In order of their end; `version` changes whenever the results could. */
  readonly passes: readonly { readonly pass: string; readonly state: string; readonly ms: number; readonly version: number }[];
  /** Sorted by start; times in microseconds of the recording's own presentation timeline. */
  readonly findings: readonly Finding[];
  /** What did not work although the analysis went on. */
  readonly issues: readonly (WireError & { readonly pass?: string; readonly detector?: string })[];
  /** Set where the recording counts as not analysed: its picture could not be decoded, though other passes ran. */
  readonly error?: DocumentError;
}

/** `message` is what the user reads, in all languages of the product. */
export interface DocumentError { readonly code: WireError['code']; readonly message: string }

/** What the same schema holds for a file that could not be analysed at all. */
export interface FailedDocument {
  readonly schema: typeof FINDINGS_SCHEMA;
  readonly recording: Pick<MediaSummary, 'fileName'>;
  readonly error: DocumentError;
  readonly passes: readonly [];
  readonly findings: readonly [];
  readonly issues: readonly [];
}

/** @param done as an analysis ended (see bridge/protocol `AnalysisDone`) */
export function findingsDocument(
  done: { readonly summary: MediaSummary; readonly hashes: FileHashes; readonly findings: readonly Finding[]; readonly passes: FindingsDocument['passes'] },
  issues: FindingsDocument['issues'],
): FindingsDocument {
  return {
    schema: FINDINGS_SCHEMA,
    recording: { ...done.summary, hashes: done.hashes },
    passes: done.passes.map((pass) => ({ ...pass, ms: Math.round(pass.ms) })),
    findings: done.findings,
    issues,
  };
}
