/** Looks for type while the frame pass decodes a short recording: where none stays in its place, the clock pass has nothing to read and never starts. */
import type { LumaPicture } from '../../ocr/luma-picture';
import { uprightLuma } from '../../sources/luma-at';
import type { MediaIndex } from '../../sources/media-index';
import type { FullPictures } from '../../sources/webcodecs-frames';
import type { ClockLook } from './clock-finder';
import { clockLooks } from './clock-pass';
import { clockPlaces } from './clock-places';
import { hasLastingType } from './lasting-type';

/** Longer recordings are not waited for: their looks take a decoder of their own a tenth of a second. */
const WATCHED_US = 120_000_000;

export interface TypeWatch {
  /** null: this recording is not watched. */
  readonly pictures: FullPictures | null;
  /** Resolves with false once every look was seen and shows no lasting type; with true at the first that does. */
  readonly seen: Promise<boolean>;
}

const belongs = (look: ClockLook, ordinal: number): boolean => look.ordinal === ordinal || look.others.includes(ordinal);

export function watchForType({ summary, video }: MediaIndex): TypeWatch {
  const coded = summary.video;
  if (coded === null || video === null || video.count === 0 || summary.durationUs > WATCHED_US) return { pictures: null, seen: new Promise(() => undefined) };
  const open = new Set(clockLooks(clockPlaces(video)));
  /** Kept until the look that they belong to is settled. */
  const kept = new Map<number, LumaPicture>();
  let settle: (seen: boolean) => void = () => undefined;
  const seen = new Promise<boolean>((resolve) => { settle = resolve; });
  return {
    seen,
    pictures: {
      wants: (ordinal) => [...open].some((look) => belongs(look, ordinal)),
      async take(ordinal, frame) {
        kept.set(ordinal, await uprightLuma({ source: frame, width: frame.displayWidth, height: frame.displayHeight }, null, coded));
        for (const look of [...open]) {
          const picture = kept.get(look.ordinal);
          if (!picture || !belongs(look, ordinal)) continue;
          const others = look.others.map((other) => kept.get(other));
          const fresh = ordinal === look.ordinal ? others : [kept.get(ordinal)];
          if (fresh.some((other) => other && hasLastingType(picture, other))) {
            open.clear();
            settle(true);
          } else if (!others.includes(undefined)) open.delete(look);
        }
        if (open.size === 0) settle(false);
        for (const old of kept.keys()) if (![...open].some((look) => belongs(look, old))) kept.delete(old);
      },
    },
  };
}
