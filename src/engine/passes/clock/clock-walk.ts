/** Chooses which pictures to read a clock on: just before and just after each expected change of the seconds, and by halving wherever that is not what is found. */

/** Reads the clock on one picture; null where it cannot be read. Answers for one ordinal never change. */
export type ReadClock = (ordinal: number) => Promise<number | null>;

/** Where pictures lie in time, seconds, by presentation ordinal. */
export type MediaTimes = ArrayLike<number>;

/** A second may be shown this much longer before a change in it is looked for. */
const SECOND_S = 1.02;
/** Pictures beside one that cannot be read, tried in its place. */
const NEIGHBOURS = [1, -1, 2, -2];
/** After an irregularity the phase is looked for anew over this long. */
const PHASE_SEARCH_S = 1.15;

/**
 * Reads the clock so densely over ordinals `from` … `to` that every change of the seconds is known to about a picture, with about
 * two readings a second where it runs true.
 */
export async function walkClock(read: ReadClock, times: MediaTimes, from: number, to: number, frameS: number, modulus: number, tick: () => Promise<void>): Promise<void> {
  const difference = (a: number, b: number): number => ((b - a + modulus * 1.5) % modulus) - modulus / 2;
  const ordinalAt = (seconds: number): number => firstAtOrAfter(times, seconds, from, to);

  /** Reads one near `ordinal`, strictly between the two. */
  const readNear = async (ordinal: number, low: number, high: number): Promise<{ at: number; value: number } | null> => {
    for (const step of [0, ...NEIGHBOURS]) {
      const at = ordinal + step;
      if (at <= low || at >= high) continue;
      const value = await read(at);
      if (value !== null) return { at, value };
    }
    return null;
  };
  /** Finds every change between two read pictures. Returns the last one: the picture at which it shows. */
  const halve = async (a: number, va: number, b: number, vb: number): Promise<number | null> => {
    await tick();
    if (b - a <= 1) return va === vb ? null : b;
    if (va === vb && times[b] - times[a] < SECOND_S) return null;
    const middle = await readNear((a + b) >> 1, a, b);
    if (middle === null) return va === vb ? null : b;
    const left = await halve(a, va, middle.at, middle.value);
    return (await halve(middle.at, middle.value, b, vb)) ?? left;
  };

  let at = from;
  let known = await readNear(from, from - 1, to + 1);
  while (known === null && at < to) {
    await tick();
    at = Math.min(to, ordinalAt(times[at] + 0.5));
    known = await readNear(at, from - 1, to + 1);
  }
  let phase: number | null = null;
  while (known !== null && known.at < to) {
    await tick();
    const { at: here, value } = known;
    if (phase === null) {
      const next: { at: number; value: number } | null = await readNear(Math.max(here + 1, ordinalAt(times[here] + PHASE_SEARCH_S)), here, to + 1);
      if (next === null) {
        known = await skipUnreadable(here);
        continue;
      }
      const change = await halve(here, value, next.at, next.value);
      phase = change === null ? null : times[change];
      known = next;
      continue;
    }
    // The change is expected between two pictures; both sides of it are read with a picture to spare.
    const expected: number = phase + Math.max(1, Math.ceil((times[here] - phase) / 1 + 1e-9));
    const early = Math.max(here, ordinalAt(expected - 1.5 * frameS));
    const late = Math.min(to, Math.max(early + 1, ordinalAt(expected + 1.5 * frameS)));
    const before = early > here ? await readNear(early, here, late) : known;
    const after: { at: number; value: number } | null = await readNear(late, before?.at ?? here, to + 1);
    if (before === null || after === null) {
      known = after ?? (await skipUnreadable(here));
      phase = null;
      continue;
    }
    const regular = difference(value, before.value) === 0 && difference(before.value, after.value) === (times[after.at] >= expected + 0.4 * frameS ? 1 : 0);
    if (regular) {
      if (times[after.at] < expected) break;
      phase = expected;
    } else {
      await halve(here, value, before.at, before.value);
      await halve(before.at, before.value, after.at, after.value);
      phase = null;
    }
    known = after;
  }

  /** Goes on where the clock shows again; the last picture that shows it before and the first after are found by halving. */
  async function skipUnreadable(here: number): Promise<{ at: number; value: number } | null> {
    for (let on = here, gone = here + 1; on < to; gone = on) {
      await tick();
      on = Math.max(on + 1, ordinalAt(times[on] + 0.5));
      const found = await readNear(Math.min(on, to), here, to + 1);
      if (found === null) continue;
      if (gone > here + 1) {
        await edgeBetween(here, gone);
        await edgeBetween(found.at, gone);
      }
      return found;
    }
    return null;
  }

  /** Halves between a picture that can be read and one that cannot. */
  async function edgeBetween(readable: number, unreadable: number): Promise<void> {
    for (let [yes, no] = [readable, unreadable]; Math.abs(no - yes) > 1;) {
      await tick();
      const middle = (yes + no) >> 1;
      if ((await read(middle)) === null) no = middle;
      else yes = middle;
    }
  }
}

/** First ordinal in from … to at or after that time; `to` where there is none. */
export function firstAtOrAfter(times: MediaTimes, seconds: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
