/** Reads one clock on chosen pictures: cuts it out, recognises it, and keeps what was read. */
import type { OcrEngine } from '../../ocr/ocr-engine';
import { cropLuma, type LumaPicture, type PixelRect } from '../../ocr/luma-picture';
import type { ClockPictures, ClockRegion } from './clock-finder';
import { parseClockText, type EpochDay } from './clock-text';

export interface ClockReading {
  readonly ordinal: number;
  /** As recognised. */
  readonly text: string;
  readonly score01: number;
  readonly secondOfDay: number;
  readonly fullDay: boolean;
}

/** What a time of day is written with. */
const TIME_CHARACTERS = '0123456789:.AMP上午下时分秒';
/** Below it the whole line is read instead, and after that the reading does not count. */
const MIN_SCORE01 = 0.7;

export interface ClockReader {
  readonly region: ClockRegion;
  /** Everything read so far, in order of ordinals. */
  readings(): readonly ClockReading[];
  /** Seconds of the day; null where it cannot be read. Reads each picture once. */
  read(ordinal: number): Promise<number | null>;
  /** The day that the clock shows on that picture, both where day and month can be exchanged; empty without a date. */
  days(ordinal: number): Promise<readonly EpochDay[]>;
  /** Cuts the clock out of all pictures from … to in one decode, so that reading them in any order is cheap. */
  prepare(from: number, to: number, tick: () => Promise<void>): Promise<void>;
}

export function createClockReader(pictures: ClockPictures, ocr: OcrEngine, region: ClockRegion): ClockReader {
  const lines = new Map<number, LumaPicture | null>();
  const known = new Map<number, ClockReading | null>();
  /** The cut out time once gave another reading than the line it is part of: lines are read from then on. */
  let wholeLines = false;
  let checked = false;

  const lineAt = async (ordinal: number): Promise<LumaPicture | null> => {
    if (!lines.has(ordinal)) lines.set(ordinal, (await pictures.parts(ordinal, [region.line]))?.[0] ?? null);
    return lines.get(ordinal)!;
  };
  const attempt = async (crop: LumaPicture, only: string | null, ordinal: number): Promise<ClockReading | null> => {
    const { text, score01 } = await ocr.recognise(crop, only);
    const clock = score01 < MIN_SCORE01 ? null : parseClockText(text);
    return clock === null || clock.secondOfDay === null ? null : { ordinal, text, score01, secondOfDay: clock.secondOfDay, fullDay: clock.fullDay };
  };
  const readOnce = async (ordinal: number): Promise<ClockReading | null> => {
    const line = await lineAt(ordinal);
    if (line === null) return null;
    if (wholeLines) return attempt(line, null, ordinal);
    const part = await attempt(cropLuma(line, partOf(region.line, region.time, line)), TIME_CHARACTERS, ordinal);
    if (part !== null && checked) return part;
    const whole = await attempt(line, null, ordinal);
    if (part !== null && whole !== null) {
      checked = true;
      wholeLines = part.secondOfDay !== whole.secondOfDay;
    }
    return whole ?? part;
  };

  return {
    region,
    readings: () => [...known.values()].filter((reading) => reading !== null).sort((a, b) => a.ordinal - b.ordinal),
    async read(ordinal) {
      if (!known.has(ordinal)) known.set(ordinal, await readOnce(ordinal));
      return known.get(ordinal)?.secondOfDay ?? null;
    },
    async days(ordinal) {
      const crop = region.dateLine === null ? await lineAt(ordinal) : (await pictures.parts(ordinal, [region.dateLine]))?.[0];
      if (!crop) return [];
      return parseClockText((await ocr.recognise(crop)).text)?.days ?? [];
    },
    async prepare(from, to, tick) {
      for (let ordinal = from; ordinal <= to; ordinal++) {
        await tick();
        await lineAt(ordinal);
      }
    },
  };
}

/** The place of `part` inside a cut out `line` (which may be a pixel larger than asked for). */
function partOf(line: PixelRect, part: PixelRect, cut: LumaPicture): PixelRect {
  return { x: part.x - line.x, y: 0, width: part.width, height: cut.height };
}
