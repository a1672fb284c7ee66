/** What the files that come in together are to a case: recordings, its written file, transcripts, or nothing that a case holds. */
import { isMediaName } from '../core/media-names';
import { documentKind } from '../core/review/documents';
import type { PickedFile } from './file-access';
import { isTranscriptName } from './transcripts.svelte';

export interface IncomingFiles {
  readonly recordings: readonly PickedFile[];
  readonly documents: readonly PickedFile[];
  readonly transcripts: readonly PickedFile[];
  /** Came along with recordings and is none by its name. */
  readonly others: readonly PickedFile[];
}

/** Taken from a folder without being named: recordings, PDFs and transcripts; not its pictures and JSON files, which cameras and other programs leave there in numbers. */
export function isCaseFileName(name: string): boolean {
  return !name.startsWith('.') && (isMediaName(name) || documentKind('', name) === 'pdf' || (isTranscriptName(name) && !/\.json$/i.test(name)));
}

/**
 * A file of an unknown kind that comes without any recording was meant to be one: it is taken as a recording, whatever its name.
 * @param again files of the case were asked for: their content tells which they are, under whatever name
 */
export function sortIncoming(picked: readonly PickedFile[], again: boolean): IncomingFiles {
  const documents = picked.filter(({ file }) => documentKind(file.type, file.name) !== null);
  const transcripts = picked.filter(({ file }) => isTranscriptName(file.name));
  const rest = picked.filter((one) => !documents.includes(one) && !transcripts.includes(one));
  const named = rest.filter(({ file }) => isMediaName(file.name));
  return again || named.length === 0
    ? { recordings: rest, documents, transcripts, others: [] }
    : { recordings: named, documents, transcripts, others: rest.filter((one) => !named.includes(one)) };
}
