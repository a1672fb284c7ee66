/** Recordings whose index is here and whose media is not: QuickTime and ISO files may name other files (data references). */
import { AppError } from '../../core/errors';
import type { BoxNode } from '../../core/tables';
import { latin1, utf8 } from './byte-reader';
import { childBoxes, findBox, type RawBox } from './boxes-tree';

/** Where the file name stands in an alias record, as a Pascal string (Inside Macintosh: Files, alias record version 2). */
const ALIAS_NAME_AT = 50;
/** Version, flags and count before the entries of dref; version and flags before what an entry holds. */
const DREF_HEAD = 8;
const ENTRY_HEAD = 4;
/** Names given in the message's detail. */
const NAMED = 3;

/**
 * Throws AppError media-elsewhere for a file with packets in its index and not one box that could hold them. A data reference alone
 * says nothing: recorders leave its flag wrong while the media stands beside it.
 * @param traks the trak boxes @param packets in the index, all tracks
 */
export function refuseMediaElsewhere(fileName: string, nodes: readonly BoxNode[], traks: readonly RawBox[], packets: number): void {
  if (packets === 0 || nodes.some(({ type }) => type === 'mdat' || type === 'moof' || type === 'imda')) return;
  const names = [...new Set(traks.flatMap((trak) => externalNames(findBox(trak, 'mdia', 'minf', 'dinf', 'dref'))))];
  if (names.length === 0) return;
  const more = names.length > NAMED ? ` … (${names.length})` : '';
  throw new AppError('media-elsewhere', `the index names ${names.slice(0, NAMED).join(', ')}${more}`, { fileName });
}

function externalNames(dref: RawBox | null): string[] {
  if (dref === null || dref.body.length < DREF_HEAD) return [];
  return [...childBoxes(dref.body.subarray(DREF_HEAD), dref.bodyOffset + DREF_HEAD)].flatMap(({ type, body }) => {
    const inThisFile = ((body[3] ?? 1) & 1) === 1;
    if (inThisFile) return [];
    const rest = body.subarray(ENTRY_HEAD);
    if (type === 'alis') {
      const length = rest[ALIAS_NAME_AT] ?? 0;
      return [latin1(rest.subarray(ALIAS_NAME_AT + 1, ALIAS_NAME_AT + 1 + length))];
    }
    return [utf8(rest)];
  }).filter((name) => name !== '');
}
