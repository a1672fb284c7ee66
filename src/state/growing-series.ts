/** Curves that arrive in pieces: a piece goes behind what is there without copying it, but for now and then. */
import type { MetricSeries } from '../core/tables';

/** Bytes of a buffer that are taken; what lies behind is room for the next piece. */
const takenOf = new WeakMap<ArrayBufferLike, number>();

/** `of` with `piece` behind it, in its own buffer where that has room, else in one of twice the size. Earlier views stay as they are. */
function extended<T extends Float64Array | Float32Array>(of: T, piece: T, View: new (buffer: ArrayBufferLike, byteOffset: number, length: number) => T): T {
  const length = of.length + piece.length;
  const ends = of.byteOffset + of.byteLength;
  const hasRoom = takenOf.get(of.buffer) === ends && ends + piece.byteLength <= of.buffer.byteLength;
  const out = hasRoom ? new View(of.buffer, of.byteOffset, length) : new View(new ArrayBuffer(2 * length * of.BYTES_PER_ELEMENT), 0, length);
  if (!hasRoom) out.set(of);
  out.set(piece, of.length);
  takenOf.set(out.buffer, out.byteOffset + out.byteLength);
  return out;
}

function joined(of: MetricSeries, piece: MetricSeries): MetricSeries {
  return { id: of.id, unit: of.unit, timeUs: extended(of.timeUs, piece.timeUs, Float64Array), value: extended(of.value, piece.value, Float32Array), threshold: piece.threshold };
}

/** Each piece appended to the series of its id; series keep the order in which they first came. Their arrays may be views of larger buffers: copy before storing. */
export function appendSeries(series: readonly MetricSeries[], pieces: readonly MetricSeries[]): readonly MetricSeries[] {
  const byId = new Map(series.map((one) => [one.id, one]));
  for (const piece of pieces) {
    const of = byId.get(piece.id);
    byId.set(piece.id, of === undefined ? piece : joined(of, piece));
  }
  return [...byId.values()];
}
