/** Draws metric curves with their threshold and the waveform, a few reads per pixel whatever the length. */
import { lowerBound } from '../../core/lower-bound';
import type { MetricSeries, WaveformPeaks } from '../../core/tables';
import { buildPyramid, extremaOf, type ExtremaPyramid } from './extrema-pyramid';
import { timeAt, xOf, type TimeScale } from './time-scale';

export interface CurveLayer {
  readonly series: MetricSeries;
  /** Samples further apart than this are not joined: between them nothing was measured. */
  readonly gapUs: number;
  readonly pyramid: ExtremaPyramid;
  readonly bottom: number;
  readonly top: number;
}

/** The threshold stays readable: it is drawn at between a third and four fifths of the height; what lies higher is cut at the top. */
const TOP_TO_THRESHOLD = [1.25, 3] as const;

/** A pause of this many usual steps is a hole in the measurement; shorter ones are a frame or two left out. */
const GAP_STEPS = 5;
const LEAST_GAP_US = 150_000;
/** Enough steps to know the usual one. */
const STEPS_LOOKED_AT = 301;

/** Longest time between two samples that still belong together, from the median of steps spread over the series. */
export function sampleGapUs(timeUs: Float64Array): number {
  const count = Math.min(STEPS_LOOKED_AT, timeUs.length - 1);
  if (count < 1) return Infinity;
  const steps = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.floor((i * (timeUs.length - 1)) / count);
    steps[i] = timeUs[at + 1]! - timeUs[at]!;
  }
  steps.sort();
  return Math.max(LEAST_GAP_US, steps[count >> 1]! * GAP_STEPS);
}

export function buildCurveLayer(series: MetricSeries): CurveLayer {
  const pyramid = buildPyramid(series.value);
  const max = Number.isFinite(pyramid.max) ? pyramid.max : 1;
  const bottom = Math.min(0, Number.isFinite(pyramid.min) ? pyramid.min : 0);
  const threshold = series.threshold;
  const top = threshold !== null && threshold > 0
    ? Math.min(Math.max(max * 1.05, threshold * TOP_TO_THRESHOLD[0]), threshold * TOP_TO_THRESHOLD[1])
    : max > bottom ? max + (max - bottom) * 0.05 : bottom + 1;
  return { series, gapUs: sampleGapUs(series.timeUs), pyramid, bottom, top };
}

const extrema = new Float64Array(2);

/** Curve and dashed threshold into `topPx`…`topPx + heightPx`. */
export function paintCurve(context: CanvasRenderingContext2D, layer: CurveLayer, scale: TimeScale, topPx: number, heightPx: number, color: string, thresholdColor: string): void {
  const { timeUs, value, threshold } = layer.series;
  const usable = heightPx - 6;
  const base = topPx + heightPx - 3;
  const factor = usable / (layer.top - layer.bottom);
  const yOf = (v: number): number => base - Math.max(0, Math.min(usable, (v - layer.bottom) * factor));
  if (threshold !== null) {
    context.strokeStyle = thresholdColor;
    context.globalAlpha = 0.75;
    context.setLineDash(DASH);
    context.beginPath();
    const y = Math.round(yOf(threshold)) + 0.5;
    context.moveTo(0, y);
    context.lineTo(scale.widthPx, y);
    context.stroke();
    context.setLineDash(SOLID);
    context.globalAlpha = 1;
  }
  const first = Math.max(0, lowerBound(timeUs, scale.startUs) - 1);
  const last = Math.min(value.length, lowerBound(timeUs, timeAt(scale, scale.widthPx)) + 1);
  if (last - first <= scale.widthPx) {
    context.strokeStyle = color;
    context.lineWidth = 1.25;
    context.lineJoin = 'round';
    context.beginPath();
    let pen = false;
    for (let i = first; i < last; i++) {
      const v = value[i]!;
      if (Number.isNaN(v)) pen = false;
      else {
        const x = xOf(scale, timeUs[i]!);
        const y = yOf(v);
        if (pen && timeUs[i]! - timeUs[i - 1]! <= layer.gapUs) context.lineTo(x, y);
        else {
          // A sample alone between two holes is a dot.
          context.moveTo(x - 0.5, y);
          context.lineTo(x + 0.5, y);
        }
        pen = true;
      }
    }
    context.stroke();
  } else paintColumns(context, layer, scale, first, last, yOf, color);
  context.lineWidth = 1;
}

/** One upright bar a pixel, from least to largest, reaching to the bar before: whole pixels need no smoothing and cost a tenth of a stroked path. */
function paintColumns(
  context: CanvasRenderingContext2D, layer: CurveLayer, scale: TimeScale, first: number, last: number, yOf: (value: number) => number, color: string,
): void {
  const { timeUs } = layer.series;
  context.fillStyle = color;
  let from = first;
  let topBefore = NaN;
  let bottomBefore = NaN;
  for (let x = 0; x < scale.widthPx && from < last; x++) {
    const to = nextColumn(timeUs, from, last, timeAt(scale, x + 1));
    if (to <= from) continue;
    if (from > first && timeUs[from]! - timeUs[from - 1]! > layer.gapUs) {
      topBefore = NaN;
      bottomBefore = NaN;
    }
    extremaOf(layer.pyramid, from, to, extrema);
    from = to;
    if (Number.isNaN(extrema[0]!)) {
      topBefore = NaN;
      continue;
    }
    let top = Math.round(yOf(extrema[1]!));
    let bottom = Math.round(yOf(extrema[0]!)) + 1;
    const ownTop = top;
    const ownBottom = bottom;
    if (top > bottomBefore) top = bottomBefore;
    if (bottom < topBefore) bottom = topBefore;
    context.fillRect(x, top, 1, bottom - top);
    topBefore = ownTop;
    bottomBefore = ownBottom;
  }
}

const DASH = [4, 4];
const SOLID: number[] = [];

/** First sample at or after the time, by doubling steps from `from`: columns follow each other. */
function nextColumn(timeUs: Float64Array, from: number, last: number, untilUs: number): number {
  let step = 1;
  let low = from;
  while (low + step < last && timeUs[low + step]! < untilUs) {
    low += step;
    step *= 2;
  }
  let high = Math.min(last, low + step);
  while (low < high) {
    const mid = (low + high) >> 1;
    if (timeUs[mid]! < untilUs) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** The measured value at a time: the last sample not after it; NaN where there is none, also in a hole of the measurement. */
export function valueAt(series: MetricSeries, timeUs: number): number {
  const after = lowerBound(series.timeUs, timeUs + 1);
  return after === 0 || timeUs - series.timeUs[after - 1]! > sampleGapUs(series.timeUs) ? NaN : series.value[after - 1]!;
}

export interface WaveLayer {
  readonly peaks: WaveformPeaks;
  readonly pyramid: ExtremaPyramid;
  /** Brings the loudest moment of the recording to full height: body cameras often record far below full scale. */
  readonly gain: number;
}

/** Below this peak (−40 dB full scale) the lane stays flat rather than blowing up noise. */
const LEAST_PEAK = 0.01;

export function buildWaveLayer(peaks: WaveformPeaks): WaveLayer {
  const pyramid = buildPyramid(peaks.minMax);
  const loudest = Math.max(LEAST_PEAK, -pyramid.min || 0, pyramid.max || 0);
  return { peaks, pyramid, gain: 1 / loudest };
}

/** Bars of one pixel every two; at least one pixel high where there is sound data, so that digital silence shows as a line. */
export function paintWave(context: CanvasRenderingContext2D, layer: WaveLayer, scale: TimeScale, topPx: number, heightPx: number, color: string): void {
  const { peaks, pyramid } = layer;
  const middle = Math.round(topPx + heightPx / 2);
  const half = (heightPx / 2 - 3) * layer.gain;
  const buckets = peaks.minMax.length >> 1;
  context.fillStyle = color;
  for (let x = 0; x < scale.widthPx; x += 2) {
    const from = Math.max(0, Math.floor((timeAt(scale, x) - peaks.startUs) / peaks.bucketUs));
    const to = Math.min(buckets, Math.max(from + 1, Math.ceil((timeAt(scale, x + 2) - peaks.startUs) / peaks.bucketUs)));
    if (timeAt(scale, x + 2) <= peaks.startUs || from >= to) continue;
    extremaOf(pyramid, from * 2, to * 2, extrema);
    const high = Math.max(0, Math.round(extrema[1]! * half));
    const low = Math.min(0, Math.round(extrema[0]! * half));
    context.fillRect(x, middle - high, 1, Math.max(1, high - low));
  }
}
