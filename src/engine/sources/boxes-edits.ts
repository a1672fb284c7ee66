/** Applies an edit list: media ticks to presentation time (ISO/IEC 14496-12, 8.6.6), also for material that the list hides. */
import type { EditEntry } from './boxes-tree';

interface Piece { readonly fromTicks: number; readonly toTicks: number; readonly startUs: number; readonly endUs: number }

/**
 * Media ticks → µs on the recording's timeline. Material before the first shown piece gets times before it (may be negative); after
 * the last, times after it; hidden between two pieces, the time of their join. Rates other than 1 do not occur in recordings and are ignored.
 */
export function editMapping(entries: readonly EditEntry[], movieTimescale: number, mediaTimescale: number): (ticks: number) => number {
  const pieces: Piece[] = [];
  let atUs = 0;
  for (const entry of entries) {
    const lengthUs = (entry.duration / movieTimescale) * 1e6;
    if (entry.mediaTime >= 0) {
      const open = entry.duration === 0;
      pieces.push({
        fromTicks: entry.mediaTime,
        toTicks: open ? Infinity : entry.mediaTime + (entry.duration / movieTimescale) * mediaTimescale,
        startUs: atUs,
        endUs: open ? Infinity : atUs + lengthUs,
      });
    }
    atUs += lengthUs;
  }
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (!first || !last) return (ticks) => (ticks / mediaTimescale) * 1e6;
  const within = (piece: Piece, ticks: number): number => piece.startUs + ((ticks - piece.fromTicks) / mediaTimescale) * 1e6;
  if (first === last) return (ticks) => within(first, ticks);
  return (ticks) => {
    const shown = pieces.find((piece) => ticks >= piece.fromTicks && ticks < piece.toTicks);
    if (shown) return within(shown, ticks);
    if (ticks < first.fromTicks) return within(first, ticks);
    if (ticks >= last.toTicks) return within(last, ticks);
    let join = first.endUs;
    for (const piece of pieces) if (piece.toTicks <= ticks) join = Math.max(join, piece.endUs);
    return join;
  };
}
