/** Times in subtitle samples: dashcams and drones write date, time and place of each second as text. */
import { utf8 } from '../byte-reader';

const DATED = /(20\d\d)[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?[ T,]*(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,3}))?/;
const TIME_ONLY = /(?<![\d:])([01]?\d|2[0-3]):([0-5]\d):([0-5]\d)(?![\d:])/;

/** @param sample of a `text` or `tx3g` track (counted). @returns seconds since 1970, of the day where there is no date, null without a time */
export function textTimeS(sample: Uint8Array): number | null {
  if (sample.length < 2) return null;
  const text = utf8(sample.subarray(2, 2 + ((sample[0]! << 8) | sample[1]!)));
  const dated = DATED.exec(text);
  if (dated) {
    const [year, month, day, hour, minute, second] = dated.slice(1, 7).map(Number) as [number, number, number, number, number, number];
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 + Number(`0.${dated[7] ?? 0}`);
  }
  const time = TIME_ONLY.exec(text);
  return time ? Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3]) : null;
}
