/** Draws lanes of spans and points: shape, colour and word by level; dense stretches thin out instead of blurring. */
import type { FindingLevel } from '../../core/finding';
import { placeLabel, type LabelPlace } from './label-place';
import { firstVisible, type SpanIndex } from './span-index';
import { endOf, xOf, type TimeScale } from './time-scale';

export const ROW_PX = 22;
/** Marks nearer than this are drawn as ticks without shape; nearer than the second only once. */
const SHAPE_SPACING_PX = 11;
const TICK_SPACING_PX = 2;
const LABEL_PAD_PX = 5;
const SHAPE_PX = 11;

/** One lane's items, made once per data change. */
export interface SpanLayer {
  readonly index: SpanIndex;
  /** By position in the index (not by input order). */
  readonly labels: readonly string[];
  readonly labelPx: Float32Array;
  /** Start of the next span in the same row; Infinity for the last. */
  readonly nextStartUs: Float64Array;
  /** Position of the span before it in the same row; −1 for the first. */
  readonly previous: Int32Array;
  /** 0 drawn first … highest on top; indexes `styles`. */
  readonly style: Uint8Array;
  readonly faint: Uint8Array;
  readonly styles: readonly SpanStyle[];
  /** Position by item id, for selection. */
  readonly positionOf: ReadonlyMap<string, number>;
  readonly ids: readonly string[];
}

export interface SpanStyle {
  readonly color: string;
  /** The level's shape, drawn once; null: no shape (annotations). */
  readonly sprite: HTMLCanvasElement | null;
}

/** ◆ high, ▲ review, ● note in a colour, at twice the size for dense screens. */
export function levelSprite(level: FindingLevel, color: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const size = (SHAPE_PX + 2) * 2;
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d')!;
  context.fillStyle = color;
  context.beginPath();
  traceLevelShape(context, level, size / 2, size / 2, SHAPE_PX * 2);
  context.fill();
  return canvas;
}

export interface LayerItem {
  readonly id: string;
  readonly label: string;
  readonly style: number;
  readonly faint: boolean;
}

/** `items` in input order, as given to `buildSpanIndex`. `measure` gives the width of a label in px. */
export function buildSpanLayer(index: SpanIndex, items: readonly LayerItem[], styles: readonly SpanStyle[], measure: (text: string) => number): SpanLayer {
  const { count } = index;
  const widths = new Map<string, number>();
  const layer = {
    index, styles, labels: new Array<string>(count), ids: new Array<string>(count), labelPx: new Float32Array(count), nextStartUs: new Float64Array(count), previous: new Int32Array(count).fill(-1),
    style: new Uint8Array(count), faint: new Uint8Array(count), positionOf: new Map<string, number>(),
  };
  const nextInRow = new Int32Array(Math.max(1, index.rows)).fill(-1);
  for (let i = count - 1; i >= 0; i--) {
    const item = items[index.item[i]!]!;
    let width = widths.get(item.label);
    if (width === undefined) widths.set(item.label, (width = measure(item.label)));
    layer.labels[i] = item.label;
    layer.ids[i] = item.id;
    layer.labelPx[i] = width;
    layer.style[i] = item.style;
    layer.faint[i] = item.faint ? 1 : 0;
    const next = nextInRow[index.row[i]!]!;
    layer.nextStartUs[i] = next < 0 ? Infinity : index.startUs[next]!;
    if (next >= 0) layer.previous[next] = i;
    nextInRow[index.row[i]!] = i;
    layer.positionOf.set(item.id, i);
  }
  return layer;
}

/** Adds a level's shape around a centre to the current path. */
function traceLevelShape(context: CanvasRenderingContext2D, level: FindingLevel, x: number, y: number, size: number): void {
  const r = size / 2;
  if (level === 'high') {
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
  } else if (level === 'review') {
    context.moveTo(x, y - r * 0.9);
    context.lineTo(x + r, y + r * 0.85);
    context.lineTo(x - r, y + r * 0.85);
    context.closePath();
  } else {
    context.moveTo(x + r * 0.85, y);
    context.arc(x, y, r * 0.85, 0, Math.PI * 2);
  }
}

const isWide = (x0: number, x1: number): boolean => x1 - x0 >= SHAPE_PX + 2 * LABEL_PAD_PX;

/** Of a mark that is too narrow to hold its label. */
function labelPlace(layer: SpanLayer, scale: TimeScale, i: number): LabelPlace | null {
  const { index, previous } = layer;
  const of = (at: number, freeFromPx: number): LabelPlace | null => {
    const anchor = (xOf(scale, index.startUs[at]!) + xOf(scale, index.endUs[at]!)) / 2;
    return placeLabel(anchor, SHAPE_PX / 2, layer.labelPx[at]!, scale.widthPx, freeFromPx, xOf(scale, layer.nextStartUs[at]!) - SHAPE_PX / 2);
  };
  const before = previous[i]!;
  if (before < 0) return of(i, 0);
  const [x0, x1] = [xOf(scale, index.startUs[before]!), xOf(scale, index.endUs[before]!)];
  const label = isWide(x0, x1) ? null : of(before, 0);
  return of(i, Math.max(x1 + SHAPE_PX / 2, label === null ? 0 : label.x + label.widthPx));
}

const lastShapeX = new Float64Array(256);
const lastTickX = new Float64Array(256);

/** Paints what the view shows; `topPx` is the lane's top. One pass per style so that the highest level lies on top. */
export function paintSpans(context: CanvasRenderingContext2D, layer: SpanLayer, scale: TimeScale, topPx: number, selected: number, accent: string, font: string): void {
  const { index } = layer;
  const from = firstVisible(index, scale.startUs - 200 * scale.usPerPx);
  const untilUs = endOf(scale) + SHAPE_PX * scale.usPerPx;
  context.font = font;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (let style = 0; style < layer.styles.length; style++) {
    lastShapeX.fill(-1e9);
    lastTickX.fill(-1e9);
    for (let i = from; i < index.count && index.startUs[i]! <= untilUs; i++) {
      if (layer.style[i] === style) paintOne(context, layer, scale, topPx, i, false);
    }
  }
  if (selected >= 0 && index.startUs[selected]! <= untilUs) {
    lastShapeX.fill(-1e9);
    lastTickX.fill(-1e9);
    paintOne(context, layer, scale, topPx, selected, true);
    const x0 = xOf(scale, index.startUs[selected]!);
    const x1 = Math.max(x0, xOf(scale, index.endUs[selected]!));
    const y = topPx + 3 + index.row[selected]! * ROW_PX;
    context.strokeStyle = accent;
    context.lineWidth = 2;
    const pad = x1 - x0 < SHAPE_PX ? SHAPE_PX / 2 + 2 : 0;
    context.strokeRect(x0 - pad - 1, y - 1, x1 - x0 + 2 * pad + 2, ROW_PX - 2);
    context.lineWidth = 1;
  }
}

/** Where a voice was heard: a bar along the foot of the lane. @param voice in order of time, not overlapping */
export function paintVoice(context: CanvasRenderingContext2D, voice: readonly { readonly startUs: number; readonly endUs: number }[], scale: TimeScale, topPx: number, heightPx: number, color: string): void {
  const untilUs = endOf(scale);
  const barPx = Math.min(4, heightPx - 4);
  context.fillStyle = color;
  let lastX = -1;
  for (const { startUs, endUs } of voice) {
    if (endUs < scale.startUs) continue;
    if (startUs > untilUs) break;
    const x0 = Math.max(lastX, Math.round(xOf(scale, startUs)));
    const x1 = Math.max(x0 + 1, Math.round(xOf(scale, endUs)));
    context.fillRect(x0, topPx + heightPx - barPx - 2, x1 - x0, barPx);
    lastX = x1;
  }
}

function paintOne(context: CanvasRenderingContext2D, layer: SpanLayer, scale: TimeScale, topPx: number, i: number, force: boolean): void {
  const { index } = layer;
  const style = layer.styles[layer.style[i]!]!;
  const row = index.row[i]!;
  const isPoint = index.endUs[i]! <= index.startUs[i]!;
  // Whole pixels: smoothing thousands of edges costs more than drawing them.
  const x0 = Math.round(xOf(scale, index.startUs[i]!));
  const x1 = isPoint ? x0 : Math.max(x0 + 2, Math.round(xOf(scale, index.endUs[i]!)));
  const y = topPx + 3 + row * ROW_PX;
  const height = ROW_PX - 4;
  const labelPx = layer.labelPx[i]!;
  const alpha = layer.faint[i] ? 0.4 : 1;
  const shapeSpace = style.sprite ? SHAPE_PX + LABEL_PAD_PX : 0;
  const wide = isWide(x0, x1);
  if (!isPoint && (wide || x1 - lastTickX[row]! >= TICK_SPACING_PX)) {
    const left = Math.max(-4, x0);
    const right = Math.min(scale.widthPx + 4, x1);
    context.globalAlpha = alpha * 0.2;
    context.fillStyle = style.color;
    context.fillRect(left, y, right - left, height);
    context.globalAlpha = alpha;
    if (wide) {
      context.strokeStyle = style.color;
      context.strokeRect(left + 0.5, y + 0.5, right - left - 1, height - 1);
    }
    lastTickX[row] = x1;
  }
  context.globalAlpha = alpha;
  context.fillStyle = style.color;
  const anchor = isPoint ? x0 : (x0 + x1) / 2;
  if (!wide && !force && anchor - lastShapeX[row]! < SHAPE_SPACING_PX) {
    if (anchor - lastTickX[row]! >= TICK_SPACING_PX) {
      context.fillRect(Math.round(anchor), y + 3, 1, height - 6);
      lastTickX[row] = anchor;
    }
    context.globalAlpha = 1;
    return;
  }
  lastShapeX[row] = anchor;
  const middle = y + height / 2;
  if (wide) {
    const left = Math.max(0, x0) + LABEL_PAD_PX;
    paintShape(context, style, left + SHAPE_PX / 2, middle);
    // What begins before this one has ended writes over it from there.
    const room = Math.min(x1, xOf(scale, layer.nextStartUs[i]!)) - left - shapeSpace - LABEL_PAD_PX / 2;
    if (room >= labelPx) context.fillText(layer.labels[i]!, left + shapeSpace, middle + 1);
    else if (room >= 24) paintClipped(context, layer.labels[i]!, left + shapeSpace, middle + 1, room);
    else if (!style.sprite && room >= 12) paintClipped(context, layer.labels[i]!, left, middle + 1, room);
  } else {
    if (style.sprite) paintShape(context, style, anchor, middle);
    else context.fillRect(anchor - 1, y, 2, height);
    const place = labelPlace(layer, scale, i);
    if (place !== null && place.widthPx >= labelPx) context.fillText(layer.labels[i]!, place.x, middle + 1);
    else if (place !== null) paintClipped(context, layer.labels[i]!, place.x, middle + 1, place.widthPx);
  }
  context.globalAlpha = 1;
}

function paintShape(context: CanvasRenderingContext2D, style: SpanStyle, x: number, y: number): void {
  if (!style.sprite) return;
  const size = SHAPE_PX + 2;
  context.drawImage(style.sprite, Math.round(x - size / 2), Math.round(y - size / 2), size, size);
}

function paintClipped(context: CanvasRenderingContext2D, text: string, x: number, y: number, width: number): void {
  context.save();
  context.beginPath();
  context.rect(x, y - ROW_PX, width, 2 * ROW_PX);
  context.clip();
  context.fillText(text, x, y);
  context.restore();
}

/** Position of the item under the pointer; −1 for none. The topmost style wins, then the one whose anchor is nearest. */
export function hitSpan(layer: SpanLayer, scale: TimeScale, topPx: number, x: number, y: number): number {
  const { index } = layer;
  const row = Math.floor((y - topPx - 3) / ROW_PX);
  const untilUs = scale.startUs + (x + SHAPE_PX) * scale.usPerPx;
  let best = -1;
  let bestScore = Infinity;
  for (let i = firstVisible(index, scale.startUs - 200 * scale.usPerPx); i < index.count && index.startUs[i]! <= untilUs; i++) {
    if (index.row[i] !== row) continue;
    const x0 = xOf(scale, index.startUs[i]!);
    const x1 = xOf(scale, index.endUs[i]!);
    const anchor = (x0 + x1) / 2;
    const narrow = !isWide(x0, x1);
    const label = narrow ? labelPlace(layer, scale, i) : null;
    const left = narrow ? Math.min(anchor - SHAPE_PX / 2 - 2, label?.x ?? Infinity) : x0;
    const right = narrow ? Math.max(anchor + SHAPE_PX / 2 + 2, label === null ? 0 : label.x + label.widthPx) : x1;
    if (x < left || x > right) continue;
    const score = Math.abs(x - anchor) - 1e6 * layer.style[i]!;
    if (score < bestScore) {
      best = i;
      bestScore = score;
    }
  }
  return best;
}
