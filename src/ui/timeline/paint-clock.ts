/** Draws the lane of the on-screen clock: what it showed, a line while it runs with the recording, and red where it jumps or cannot be read. */
import type { ClockReading, ClockTrack } from '../../core/tables';
import { xOf, type TimeScale } from './time-scale';

/** Room around a written reading. */
const GAP_PX = 6;
/** Least room between the ends of two readings that are written. */
const LINE_PX = 28;
/** Half the length of the mark at a jump. */
const BREAK_PX = 7;

export interface ClockLook {
  readonly text: string;
  readonly dim: string;
  readonly broken: string;
  readonly font: string;
  /** What is written where no clock can be read. */
  readonly absentWord: string;
}

/** `09:10:02`: the time of day as the clock shows it. */
export function clockLabel(clockS: number): string {
  const second = ((Math.floor(clockS) % 86_400) + 86_400) % 86_400;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

/** What the clock shows at a moment, from the last believed reading before it that no jump parts from it; null before the first and where it is absent. */
export function clockAt(track: ClockTrack, timeUs: number): number | null {
  if (track.absent.some(({ startUs, endUs }) => timeUs > startUs && timeUs < endUs)) return null;
  let last: ClockReading | null = null;
  for (const reading of track.readings) {
    if (reading.atUs > timeUs) break;
    if (reading.fits) last = reading;
  }
  if (last === null) return null;
  const { atUs } = last;
  // A step between the last reading and now: the first reading behind it tells.
  const step = track.steps.find((one) => one.atUs > atUs && one.atUs <= timeUs);
  const from = step ? (track.readings.find((reading) => reading.fits && reading.atUs >= step.atUs) ?? last) : last;
  return from.clockS + ((timeUs - from.atUs) / 1e6) * track.rate;
}

/** One row. Only readings that have room are written; both sides of every jump come first. */
export function paintClock(context: CanvasRenderingContext2D, track: ClockTrack, scale: TimeScale, topPx: number, heightPx: number, look: ClockLook): void {
  const middle = topPx + heightPx / 2;
  context.font = look.font;
  context.textBaseline = 'middle';
  const believed = track.readings.filter((reading) => reading.fits);
  if (believed.length === 0) return;
  const labelPx = context.measureText('00:00:00').width;
  const breaks = track.steps.map((step) => xOf(scale, step.atUs));
  const gaps = track.absent.map(({ startUs, endUs }) => [xOf(scale, startUs), xOf(scale, endUs)] as const);
  const written: { readonly x: number; readonly text: string }[] = [];
  const blocked = (x: number): boolean => written.some((one) => Math.abs(one.x - x) < labelPx + GAP_PX * 2 + LINE_PX / 2)
    || breaks.some((at) => at > x - BREAK_PX && at < x + labelPx + GAP_PX) || gaps.some(([from, to]) => to > x && from < x + labelPx + GAP_PX);
  const write = (reading: ClockReading | undefined, x: number): void => {
    if (reading !== undefined && x > -labelPx && x < scale.widthPx && !blocked(x)) written.push({ x, text: clockLabel(reading.clockS) });
  };
  for (const step of track.steps) {
    const at = xOf(scale, step.atUs);
    write(believed.findLast((reading) => reading.atUs < step.atUs), at - labelPx - GAP_PX - BREAK_PX);
    write(believed.find((reading) => reading.atUs >= step.atUs), at + GAP_PX + BREAK_PX);
  }
  for (const reading of believed) write(reading, xOf(scale, reading.atUs));
  written.sort((a, b) => a.x - b.x);

  const first = Math.max(0, xOf(scale, believed[0]!.atUs));
  const last = Math.min(scale.widthPx, xOf(scale, believed[believed.length - 1]!.atUs));
  const line = (from: number, to: number): void => { if (to > from) context.fillRect(from, Math.round(middle), to - from, 1); };
  let x = first;
  context.fillStyle = look.dim;
  for (const one of written) {
    line(x, Math.min(one.x - GAP_PX, last));
    x = Math.max(x, one.x + labelPx + GAP_PX);
  }
  line(x, last);
  context.fillStyle = look.text;
  for (const one of written) context.fillText(one.text, one.x, middle + 1);
  for (const [from, to] of gaps) paintAbsent(context, from, to, middle, look);
  context.fillStyle = look.broken;
  for (const at of breaks) {
    if (at < -BREAK_PX || at > scale.widthPx + BREAK_PX) continue;
    context.fillRect(Math.round(at) - 1, topPx + 3, 2, heightPx - 7);
    context.fillRect(at - BREAK_PX, Math.round(middle), 2 * BREAK_PX, 1);
  }
}

function paintAbsent(context: CanvasRenderingContext2D, from: number, to: number, middle: number, look: ClockLook): void {
  context.strokeStyle = look.broken;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(from, Math.round(middle) + 0.5);
  context.lineTo(to, Math.round(middle) + 0.5);
  context.stroke();
  context.setLineDash([]);
  const width = context.measureText(look.absentWord).width;
  if (to - from < width + 2 * GAP_PX) return;
  context.fillStyle = look.broken;
  context.fillText(look.absentWord, (from + to - width) / 2, middle - 7);
}
