/** Stretches over which an on-screen clock shows one and the same second, and the track without the steps that only come of them. */
import type { ClockReading, ClockTrack } from '../../../core/tables';

export interface FrozenClock {
  /** First and last reading that show the second at which the clock stands. */
  readonly first: ClockReading;
  readonly last: ClockReading;
  /** The reading after it; null where the clock stands to the end of what was read. */
  readonly after: ClockReading | null;
}

/** A second is shown for one second and some pictures; one that is left out by a late drawing makes two. */
export const STANDS_FROM_S = 2.5;
/** Readings that must agree, closer together than this: between distant readings anything may have been shown. */
const MIN_READINGS = 4;
const NEXT_READING_US = 1_600_000;
/** Steps belong to a stretch that is left with them by up to this. */
const CATCH_UP_US = 600_000;

export function frozenClocks({ readings }: ClockTrack): FrozenClock[] {
  const found: FrozenClock[] = [];
  for (let from = 0; from < readings.length;) {
    let to = from;
    while (to + 1 < readings.length && readings[to + 1]!.clockS === readings[from]!.clockS && readings[to + 1]!.atUs - readings[to]!.atUs <= NEXT_READING_US) to++;
    const [first, last] = [readings[from]!, readings[to]!];
    if (to - from + 1 >= MIN_READINGS && last.atUs - first.atUs >= STANDS_FROM_S * 1e6) found.push({ first, last, after: readings[to + 1] ?? null });
    from = to + 1;
  }
  return found;
}

/** The track with the steps left out that a standing clock makes by falling behind and by catching up. */
export function withoutFrozen(track: ClockTrack): ClockTrack {
  const frozen = frozenClocks(track);
  if (frozen.length === 0) return track;
  const steps = track.steps.filter(({ atUs }) => !frozen.some(({ first, last, after }) => atUs > first.atUs && atUs <= Math.max(last.atUs + CATCH_UP_US, after?.atUs ?? 0)));
  return { ...track, steps };
}
