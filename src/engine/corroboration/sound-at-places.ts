/** Asks the sound at every time at which another group says that something happened: whether it changes there, is joined there, or goes on. Pure. */
import type { FindingDraft } from '../../core/finding';
import { isOriginKind } from '../../core/finding';
import type { SoundTrace } from '../../core/tables';
import { JOIN_AT_PLACE, joinAtPlace, joinRanks } from './join-at-place';
import { ROOM_AT_PLACE, roomAtPlace } from './room-at-place';

/**
 * Who speaks only where another group has spoken: how often such drafts were right says what that group is worth, so they are never
 * counted, and their own ratios stand.
 */
export const SPEAKS_WHEN_ASKED: ReadonlySet<string> = new Set([ROOM_AT_PLACE, JOIN_AT_PLACE]);

/** Boundaries nearer to each other are one: half a picture. */
const SAME_US = 20_000;

/** @param trace null while the sound has not ended, and without sound @returns supporting drafts only, in order of time */
export function soundAtPlaces(drafts: readonly FindingDraft[], trace: SoundTrace | null): FindingDraft[] {
  if (trace === null || trace.startUs.length === 0) return [];
  const ranks = joinRanks(trace);
  return placesOf(drafts).flatMap((atUs) => {
    const join = joinAtPlace(trace, ranks, atUs);
    const room = roomAtPlace(trace, atUs, join === null);
    return [join, room].filter((draft) => draft !== null);
  });
}

/** Every boundary that something other than sound names, µs, ascending. */
function placesOf(drafts: readonly FindingDraft[]): number[] {
  const times = drafts
    .filter((draft) => draft.standsAlone && draft.group !== 'A' && !isOriginKind(draft.kind))
    .flatMap((draft) => [draft.startUs, draft.endUs])
    .sort((a, b) => a - b);
  return times.filter((time, i) => i === 0 || time - times[i - 1]! > SAME_US);
}
