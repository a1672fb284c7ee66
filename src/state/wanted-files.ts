/** Which recordings wait for their file to be given again, and which no choosing can help: one answer for the list, the top bar and the picture's place. */
import type { ErrorCode, WireError } from '../core/errors';
import type { RecordingId } from '../core/recording';
import type { Jobs } from './jobs.svelte';
import type { Sources } from './sources.svelte';

/** Faults that lie in what the file holds: choosing the same file again changes nothing. */
const IN_THE_FILE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['file-empty', 'file-not-media', 'file-truncated', 'no-tracks', 'no-pictures', 'media-elsewhere', 'codec-unsupported']);

/** Its analysis failed, or its pictures could not be decoded, for what the file holds, so that it stays as it is, with or without the file. */
export const isHopeless = (analysis: { readonly status: string; readonly error: WireError | null } | null): boolean => (
  (analysis?.status === 'failed' || analysis?.status === 'done') && analysis.error !== null && IN_THE_FILE.has(analysis.error.code));

/** @param ids of the case's recordings */
export function wantedFiles(ids: readonly RecordingId[], sources: Pick<Sources, 'missing'>, jobs: Pick<Jobs, 'of'>): readonly RecordingId[] {
  const missing = new Set(sources.missing);
  return ids.filter((id) => missing.has(id) && !isHopeless(jobs.of(id)));
}
