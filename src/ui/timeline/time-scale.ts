/** The timeline's view: which stretch of time lies on how many pixels; zooming, panning and rounding ruler steps, all pure. */
import { formatTimecode } from '../../core/time';

export interface TimeScale {
  /** Time at the left edge, µs. */
  readonly startUs: number;
  readonly usPerPx: number;
  readonly widthPx: number;
}

/** The span that may be shown at all. */
export interface TimeBounds {
  readonly startUs: number;
  readonly endUs: number;
}

/** Deepest zoom: a frame of 25 fps is 80 px wide. */
const MIN_US_PER_PX = 500;
/** At the widest view a twentieth of the width stays free on the right, so that the last frame can be grabbed. */
const FIT_MARGIN = 0.02;

export const xOf = (scale: TimeScale, timeUs: number): number => (timeUs - scale.startUs) / scale.usPerPx;
export const timeAt = (scale: TimeScale, x: number): number => scale.startUs + x * scale.usPerPx;
export const endOf = (scale: TimeScale): number => scale.startUs + scale.widthPx * scale.usPerPx;

const fitUsPerPx = (bounds: TimeBounds, widthPx: number): number =>
  Math.max(MIN_US_PER_PX, ((bounds.endUs - bounds.startUs) * (1 + FIT_MARGIN)) / Math.max(1, widthPx));

/** Keeps a view inside the bounds and its zoom between one frame and the whole. */
export function clampScale(scale: TimeScale, bounds: TimeBounds): TimeScale {
  const usPerPx = Math.min(Math.max(scale.usPerPx, MIN_US_PER_PX), fitUsPerPx(bounds, scale.widthPx));
  const spanUs = usPerPx * scale.widthPx;
  const lastStart = Math.max(bounds.startUs, bounds.startUs + (bounds.endUs - bounds.startUs) * (1 + FIT_MARGIN) - spanUs);
  return { widthPx: scale.widthPx, usPerPx, startUs: Math.min(Math.max(scale.startUs, bounds.startUs), lastStart) };
}

export function fitScale(bounds: TimeBounds, widthPx: number): TimeScale {
  return { startUs: bounds.startUs, usPerPx: fitUsPerPx(bounds, widthPx), widthPx };
}

/** Zooms so that the time under `x` stays there. `factor` > 1 shows more time. */
export function zoomScale(scale: TimeScale, bounds: TimeBounds, factor: number, x: number): TimeScale {
  const anchor = timeAt(scale, x);
  const widest = fitUsPerPx(bounds, scale.widthPx);
  const usPerPx = Math.min(Math.max(scale.usPerPx * factor, MIN_US_PER_PX), widest);
  return clampScale({ widthPx: scale.widthPx, usPerPx, startUs: anchor - x * usPerPx }, bounds);
}

export function panScale(scale: TimeScale, bounds: TimeBounds, deltaPx: number): TimeScale {
  return clampScale({ ...scale, startUs: scale.startUs + deltaPx * scale.usPerPx }, bounds);
}

/** Shows a span with a tenth of free room on both sides; a point gets four seconds. */
export function showSpan(scale: TimeScale, bounds: TimeBounds, startUs: number, endUs: number): TimeScale {
  const spanUs = Math.max(endUs - startUs, 4e6);
  const middle = (startUs + endUs) / 2;
  const usPerPx = (spanUs * 1.2) / Math.max(1, scale.widthPx);
  return clampScale({ widthPx: scale.widthPx, usPerPx, startUs: middle - (usPerPx * scale.widthPx) / 2 }, bounds);
}

/** Moves the view only if the span lies outside of it. */
export function reveal(scale: TimeScale, bounds: TimeBounds, startUs: number, endUs: number): TimeScale {
  if (startUs >= scale.startUs && endUs <= endOf(scale)) return scale;
  const spanUs = endUs - startUs;
  if (spanUs > scale.widthPx * scale.usPerPx) return showSpan(scale, bounds, startUs, endUs);
  return clampScale({ ...scale, startUs: (startUs + endUs) / 2 - (scale.widthPx * scale.usPerPx) / 2 }, bounds);
}

/** Steps people can count in, µs. */
const STEPS_US = [
  10e3, 20e3, 50e3, 100e3, 200e3, 500e3, 1e6, 2e6, 5e6, 10e6, 15e6, 30e6, 60e6, 120e6, 300e6, 600e6, 900e6, 1800e6, 3600e6, 7200e6,
] as const;

/** The smallest such step whose labels are at least `minPx` apart. */
export function rulerStepUs(usPerPx: number, minPx: number): number {
  return STEPS_US.find((step) => step / usPerPx >= minPx) ?? STEPS_US[STEPS_US.length - 1]!;
}

/** `mm:ss`, hours only where needed, milliseconds only where the step is below a second. */
export function rulerLabel(timeUs: number, stepUs: number): string {
  const full = formatTimecode(Math.round(timeUs));
  const short = full.startsWith('00:') ? full.slice(3) : full;
  return stepUs < 1e6 ? short.slice(0, stepUs < 100e3 ? undefined : -2) : short.slice(0, -4);
}
