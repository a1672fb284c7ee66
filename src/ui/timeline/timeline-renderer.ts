/** The timeline's two canvases: lanes below (redrawn when view or data change), playhead and marks above (redrawn every shown frame). */
import type { ClockTrack, MetricSeries, Thumbnail, WaveformPeaks } from '../../core/tables';
import { paintClock } from './paint-clock';
import { buildCurveLayer, buildWaveLayer, paintCurve, paintWave, type CurveLayer, type WaveLayer } from './paint-curves';
import { buildSpanLayer, hitSpan, levelSprite, paintSpans, paintVoice, ROW_PX, type SpanLayer } from './paint-spans';
import { buildSpanIndex, type SpanInput } from './span-index';
import { ThumbnailStrip } from './thumbnail-strip';
import { clampScale, fitScale, rulerLabel, rulerStepUs, timeAt, xOf, type TimeBounds, type TimeScale } from './time-scale';
import type { AnnotationMark, FindingMark, Lane, LaneId, TimelineHit } from './timeline-data';
import { toneColor, type TimelineTheme } from './timeline-theme';

const RULER_PX = 24;
/** Height of the playhead's handle, at the ruler's lower edge. */
const HEAD_PX = 7;
const CLOCK_PX = 26;
const VOICE_PX = 16;
const MAX_ROWS = 3;
/** Findings closer than this share of the whole go to different rows, so that labels have room at the widest view. */
const ROW_GAP_SHARE = 1 / 60;
const LEVEL_STYLE = { note: 0, review: 1, high: 2 } as const;
const TONES = ['note', 'accent', 'confirm', 'review', 'high'] as const;
/** What a picture or curve lane keeps where there is not even room for its least. */
const SQUEEZED_PX = 16;
/** Least and most height of the lanes that grow with the room there is. */
const GROWING_PX = { overview: [38, 80], metric: [36, 84], waveform: [36, 100] } as const;

export interface TimelineMarks {
  readonly rangeStartUs: number | null;
  readonly rangeEndUs: number | null;
  readonly loop: { readonly startUs: number; readonly endUs: number } | null;
  readonly hoverX: number | null;
  /** A selection being drawn with the pointer. */
  readonly dragSpan: { readonly startUs: number; readonly endUs: number } | null;
}

export class TimelineRenderer {
  readonly #base: HTMLCanvasElement;
  readonly #top: HTMLCanvasElement;
  readonly #baseContext: CanvasRenderingContext2D;
  readonly #topContext: CanvasRenderingContext2D;
  readonly #strip: ThumbnailStrip;
  #theme: TimelineTheme;
  #bounds: TimeBounds = { startUs: 0, endUs: 1 };
  #scale: TimeScale = { startUs: 0, usPerPx: 1, widthPx: 1 };
  #heightPx = 1;
  #dpr = 1;
  #findings: SpanLayer | null = null;
  #annotations: SpanLayer | null = null;
  #spoken: SpanLayer | null = null;
  #voice: readonly SpanInput[] = [];
  #findingMarks: readonly FindingMark[] = [];
  #annotationMarks: readonly AnnotationMark[] = [];
  #spokenMarks: readonly AnnotationMark[] = [];
  #curves: readonly CurveLayer[] = [];
  #wave: WaveLayer | null = null;
  #clock: { readonly track: ClockTrack; readonly absentWord: string } | null = null;
  #lanes: readonly Lane[] = [];
  #selectedFinding: string | null = null;
  #selectedAnnotation: string | null = null;
  #selectedSpoken: string | null = null;
  #playheadUs = 0;
  #marks: TimelineMarks = { rangeStartUs: null, rangeEndUs: null, loop: null, hoverX: null, dragSpan: null };
  #dirtyBase = true;
  #dirtyTop = true;
  #frame = 0;
  readonly #onLanes: (lanes: readonly Lane[]) => void;

  /** `onLanes`: which lanes exist, and where, whenever that changes. */
  constructor(base: HTMLCanvasElement, top: HTMLCanvasElement, theme: TimelineTheme, onLanes: (lanes: readonly Lane[]) => void) {
    this.#base = base;
    this.#top = top;
    this.#baseContext = base.getContext('2d', { alpha: false })!;
    this.#topContext = top.getContext('2d')!;
    this.#theme = theme;
    this.#onLanes = onLanes;
    this.#strip = new ThumbnailStrip(() => this.#invalidate(true));
  }

  get scale(): TimeScale {
    return this.#scale;
  }

  get bounds(): TimeBounds {
    return this.#bounds;
  }

  get curves(): readonly CurveLayer[] {
    return this.#curves;
  }

  setBounds(bounds: TimeBounds): void {
    const wasFitted = this.#isFitted();
    this.#bounds = bounds.endUs > bounds.startUs ? bounds : { startUs: bounds.startUs, endUs: bounds.startUs + 1e6 };
    this.setScale(wasFitted ? fitScale(this.#bounds, this.#scale.widthPx) : this.#scale);
  }

  setScale(scale: TimeScale): void {
    this.#scale = clampScale({ ...scale, widthPx: this.#scale.widthPx }, this.#bounds);
    this.#invalidate(true);
  }

  /** CSS pixels. The view keeps its left edge and zoom; a view of the whole stays one. */
  setSize(widthPx: number, heightPx: number, dpr: number): void {
    const wasFitted = this.#isFitted() || this.#scale.widthPx <= 1;
    this.#dpr = dpr;
    this.#heightPx = heightPx;
    for (const canvas of [this.#base, this.#top]) {
      canvas.width = Math.max(1, Math.round(widthPx * dpr));
      canvas.height = Math.max(1, Math.round(heightPx * dpr));
    }
    this.#scale = wasFitted ? fitScale(this.#bounds, widthPx) : clampScale({ ...this.#scale, widthPx }, this.#bounds);
    this.#layOut();
    this.#paintNow();
  }

  setTheme(theme: TimelineTheme): void {
    this.#theme = theme;
    this.setFindings(this.#findingMarks);
    this.setAnnotations(this.#annotationMarks);
    this.#spoken = this.#tonedLayer(this.#spokenMarks, 1);
  }

  setFindings(marks: readonly FindingMark[]): void {
    this.#findingMarks = marks;
    const { level } = this.#theme;
    this.#findings = marks.length === 0 ? null : buildSpanLayer(
      buildSpanIndex(marks, MAX_ROWS, this.#rowGapUs()),
      marks.map((mark) => ({ id: mark.id, label: mark.label, style: LEVEL_STYLE[mark.level], faint: mark.dismissed })),
      (['note', 'review', 'high'] as const).map((one) => ({ color: level[one], sprite: levelSprite(one, level[one]) })),
      (text) => this.#measure(text),
    );
    this.#layOut();
  }

  setAnnotations(marks: readonly AnnotationMark[]): void {
    this.#annotationMarks = marks;
    this.#annotations = this.#tonedLayer(marks, MAX_ROWS);
    this.#layOut();
  }

  /** Lines of speech, and where a voice was heard at all. */
  setSpeech(marks: readonly AnnotationMark[], voice: readonly SpanInput[]): void {
    if (marks !== this.#spokenMarks) this.#spoken = this.#tonedLayer(marks, 1);
    this.#spokenMarks = marks;
    this.#voice = voice;
    this.#layOut();
  }

  setMetrics(series: readonly MetricSeries[]): void {
    const known = new Map(this.#curves.map((curve) => [curve.series, curve]));
    this.#curves = series.filter((one) => one.value.length > 0).map((one) => known.get(one) ?? buildCurveLayer(one));
    this.#layOut();
  }

  setPeaks(peaks: WaveformPeaks | null): void {
    this.#wave = peaks && peaks.minMax.length > 0 ? buildWaveLayer(peaks) : null;
    this.#layOut();
  }

  /** The on-screen clock that is shown (one lane), and the word for where it is not to be read. */
  setClock(track: ClockTrack | null, absentWord: string): void {
    this.#clock = track && { track, absentWord };
    this.#layOut();
  }

  setThumbnails(thumbnails: readonly Thumbnail[]): void {
    this.#strip.set(thumbnails);
    this.#layOut();
  }

  select(findingId: string | null, annotationId: string | null, spokenId: string | null): void {
    this.#selectedSpoken = spokenId;
    this.#selectedFinding = findingId;
    this.#selectedAnnotation = annotationId;
    this.#invalidate(true);
  }

  setPlayhead(timeUs: number): void {
    this.#playheadUs = timeUs;
    this.#invalidate(false);
  }

  setMarks(change: Partial<TimelineMarks>): void {
    this.#marks = { ...this.#marks, ...change };
    this.#invalidate(false);
  }

  /** What lies at a point of the canvas (CSS px). */
  hit(x: number, y: number): TimelineHit {
    const lane = this.#lanes.find((one) => y >= one.topPx && y < one.topPx + one.heightPx);
    const layer = lane?.id === 'findings' ? this.#findings : lane?.id === 'annotations' ? this.#annotations : lane?.id === 'speech' ? this.#spoken : null;
    const at = layer && lane ? hitSpan(layer, this.#scale, lane.topPx, x, y) : -1;
    const id = at >= 0 ? (layer?.ids[at] ?? null) : null;
    return {
      lane: lane?.id ?? 'ruler', timeUs: timeAt(this.#scale, x),
      findingId: lane?.id === 'findings' ? id : null, annotationId: lane?.id === 'annotations' ? id : null, spokenId: lane?.id === 'speech' ? id : null,
    };
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#strip.dispose();
  }

  #isFitted(): boolean {
    return Math.abs(this.#scale.usPerPx / fitScale(this.#bounds, this.#scale.widthPx).usPerPx - 1) < 1e-6;
  }

  #rowGapUs(): number {
    return (this.#bounds.endUs - this.#bounds.startUs) * ROW_GAP_SHARE;
  }

  #tonedLayer(marks: readonly AnnotationMark[], rows: number): SpanLayer | null {
    return marks.length === 0 ? null : buildSpanLayer(
      buildSpanIndex(marks, rows, this.#rowGapUs()),
      marks.map((mark) => ({ id: mark.id, label: mark.label, style: TONES.indexOf(mark.tone), faint: false })),
      TONES.map((tone) => ({ color: toneColor(this.#theme, tone), sprite: null })),
      (text) => this.#measure(text),
    );
  }

  #measure(text: string): number {
    this.#baseContext.font = this.#theme.font;
    return this.#baseContext.measureText(text).width;
  }

  #layOut(): void {
    const rowsPx = (layer: SpanLayer): number => 6 + layer.index.rows * ROW_PX;
    const wanted: { id: LaneId; least: number; most: number }[] = [{ id: 'ruler', least: RULER_PX, most: RULER_PX }];
    const fixed = (id: LaneId, px: number): number => wanted.push({ id, least: px, most: px });
    const growing = (id: LaneId, [least, most]: readonly [number, number]): number => wanted.push({ id, least, most });
    if (!this.#strip.isEmpty) growing('overview', GROWING_PX.overview);
    if (this.#findings) fixed('findings', rowsPx(this.#findings));
    if (this.#clock) fixed('clock', CLOCK_PX);
    for (const curve of this.#curves) growing(`metric:${curve.series.id}`, GROWING_PX.metric);
    if (this.#wave) growing('waveform', GROWING_PX.waveform);
    if (this.#spoken || this.#voice.length > 0) fixed('speech', this.#spoken ? rowsPx(this.#spoken) : VOICE_PX);
    if (this.#annotations) fixed('annotations', rowsPx(this.#annotations));
    const tight = wanted.reduce((sum, lane) => sum + lane.least, 0) - this.#heightPx;
    const growingPx = wanted.reduce((sum, lane) => sum + (lane.most > lane.least ? lane.least : 0), 0);
    // Marks and findings are never left out for pictures and curves.
    if (tight > 0) for (const lane of wanted) if (lane.most > lane.least) lane.least -= Math.min(lane.least - SQUEEZED_PX, Math.ceil((tight * lane.least) / growingPx));
    const least = wanted.reduce((sum, lane) => sum + lane.least, 0);
    const spare = Math.max(0, this.#heightPx - least);
    const canGrow = wanted.reduce((sum, lane) => sum + lane.most - lane.least, 0);
    const share = canGrow === 0 ? 0 : Math.min(1, spare / canGrow);
    let topPx = 0;
    const lanes = wanted.map(({ id, least: from, most }) => {
      const heightPx = Math.floor(from + (most - from) * share);
      const lane = { id, topPx, heightPx };
      topPx += heightPx;
      return lane;
    });
    const same = lanes.length === this.#lanes.length && lanes.every((lane, i) => {
      const old = this.#lanes[i]!;
      return old.id === lane.id && old.topPx === lane.topPx && old.heightPx === lane.heightPx;
    });
    if (!same) {
      this.#lanes = lanes;
      this.#onLanes(lanes);
    }
    this.#invalidate(true);
  }

  #invalidate(base: boolean): void {
    this.#dirtyBase ||= base;
    this.#dirtyTop = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#paintNow);
  }

  readonly #paintNow = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#dirtyBase) this.#paintBase();
    if (this.#dirtyTop) this.#paintTop();
    this.#dirtyBase = false;
    this.#dirtyTop = false;
  };

  #paintBase(): void {
    const context = this.#baseContext;
    const theme = this.#theme;
    const scale = this.#scale;
    context.setTransform(this.#dpr, 0, 0, this.#dpr, 0, 0);
    context.fillStyle = theme.ground;
    context.fillRect(0, 0, scale.widthPx, this.#heightPx);
    for (const lane of this.#lanes) {
      this.#paintLane(context, lane);
      context.fillStyle = theme.line;
      context.fillRect(0, lane.topPx + lane.heightPx - 1, scale.widthPx, 1);
    }
  }

  #paintLane(context: CanvasRenderingContext2D, lane: Lane): void {
    const theme = this.#theme;
    const scale = this.#scale;
    if (lane.id === 'ruler') this.#paintRuler(context, lane);
    else if (lane.id === 'overview') this.#strip.paint(context, scale, lane.topPx, lane.heightPx - 1, this.#bounds.startUs, this.#bounds.endUs);
    else if (lane.id === 'clock' && this.#clock) {
      const { track, absentWord } = this.#clock;
      paintClock(context, track, scale, lane.topPx, lane.heightPx, { text: theme.text, dim: theme.dim, broken: theme.level.high, font: theme.monoFont, absentWord });
    } else if (lane.id === 'findings' && this.#findings) {
      const at = this.#findings.positionOf.get(this.#selectedFinding ?? '') ?? -1;
      paintSpans(context, this.#findings, scale, lane.topPx, at, theme.accent, theme.font);
    } else if (lane.id === 'annotations' && this.#annotations) {
      const at = this.#annotations.positionOf.get(this.#selectedAnnotation ?? '') ?? -1;
      paintSpans(context, this.#annotations, scale, lane.topPx, at, theme.accent, theme.font);
    } else if (lane.id === 'speech') {
      paintVoice(context, this.#voice, scale, lane.topPx, lane.heightPx, theme.confirmed);
      if (this.#spoken) paintSpans(context, this.#spoken, scale, lane.topPx, this.#spoken.positionOf.get(this.#selectedSpoken ?? '') ?? -1, theme.accent, theme.font);
    } else if (lane.id === 'waveform' && this.#wave) paintWave(context, this.#wave, scale, lane.topPx, lane.heightPx, theme.level.note);
    else {
      const curve = this.#curves.find((one) => lane.id === `metric:${one.series.id}`);
      if (curve) paintCurve(context, curve, scale, lane.topPx, lane.heightPx, theme.accent, theme.level.review);
    }
  }

  #paintRuler(context: CanvasRenderingContext2D, lane: Lane): void {
    const scale = this.#scale;
    const stepUs = rulerStepUs(scale.usPerPx, 72);
    context.font = this.#theme.monoFont;
    context.textBaseline = 'middle';
    const middle = lane.topPx + lane.heightPx / 2;
    const firstTick = Math.ceil(this.#bounds.startUs / stepUs) * stepUs;
    const from = Math.max(firstTick, Math.floor((scale.startUs - 80 * scale.usPerPx) / stepUs) * stepUs);
    const until = Math.min(this.#bounds.endUs, timeAt(scale, scale.widthPx));
    for (let timeUs = from; timeUs <= until; timeUs += stepUs) {
      const x = Math.round(xOf(scale, timeUs));
      context.fillStyle = this.#theme.line;
      context.fillRect(x, lane.topPx, 1, lane.heightPx);
      context.fillStyle = this.#theme.dim;
      context.fillText(rulerLabel(timeUs, stepUs), x + 5, middle + 1);
    }
  }

  #paintTop(): void {
    const context = this.#topContext;
    const theme = this.#theme;
    const scale = this.#scale;
    context.setTransform(this.#dpr, 0, 0, this.#dpr, 0, 0);
    context.clearRect(0, 0, scale.widthPx, this.#heightPx);
    const { rangeStartUs, rangeEndUs, loop, hoverX, dragSpan } = this.#marks;
    if (rangeStartUs !== null || rangeEndUs !== null) {
      this.#paintBand(context, rangeStartUs ?? this.#bounds.startUs, rangeEndUs ?? this.#bounds.endUs, theme.accent, 0.12);
    }
    if (dragSpan) this.#paintBand(context, dragSpan.startUs, dragSpan.endUs, theme.accent, 0.2);
    if (loop) {
      context.fillStyle = theme.accent;
      const x = xOf(scale, loop.startUs);
      context.fillRect(x, RULER_PX - 3, Math.max(2, xOf(scale, loop.endUs) - x), 2);
    }
    if (hoverX !== null) {
      context.fillStyle = theme.dim;
      context.globalAlpha = 0.5;
      context.fillRect(Math.round(hoverX), 0, 1, this.#heightPx);
      context.globalAlpha = 1;
    }
    const x = Math.round(xOf(scale, this.#playheadUs));
    if (x >= -8 && x <= scale.widthPx + 8) {
      context.fillStyle = theme.text;
      // Below the times of the ruler, so that none is covered.
      const fromPx = RULER_PX - HEAD_PX;
      context.fillRect(x, fromPx, 1, this.#heightPx - fromPx);
      context.beginPath();
      context.moveTo(x - 5, fromPx);
      context.lineTo(x + 6, fromPx);
      context.lineTo(x + 0.5, RULER_PX);
      context.fill();
    }
  }

  #paintBand(context: CanvasRenderingContext2D, startUs: number, endUs: number, color: string, alpha: number): void {
    const x0 = xOf(this.#scale, Math.min(startUs, endUs));
    const x1 = xOf(this.#scale, Math.max(startUs, endUs));
    context.fillStyle = color;
    context.globalAlpha = alpha;
    context.fillRect(x0, 0, x1 - x0, this.#heightPx);
    context.globalAlpha = 1;
    context.fillRect(x0, 0, 1, this.#heightPx);
    context.fillRect(x1 - 1, 0, 1, this.#heightPx);
  }
}
