/** Where a recording's pictures lie in time, and which of them a decoder can begin at, as the clock pass counts them. */
import type { PacketTable } from '../../../core/tables';
import type { ClockSource } from './clock-pass';

export function clockPlaces({ displayOrder, ptsUs, key }: PacketTable): Pick<ClockSource, 'times' | 'keys' | 'startUs'> {
  const startUs = ptsUs[displayOrder[0]!]!;
  // Times that run backwards are another detector's business; a search needs them ascending.
  const times = new Float64Array(displayOrder.length);
  displayOrder.forEach((packet, ordinal) => { times[ordinal] = Math.max(ordinal > 0 ? times[ordinal - 1]! : 0, (ptsUs[packet]! - startUs) / 1e6); });
  const keys = [...displayOrder].flatMap((packet, ordinal) => (key[packet] === 1 ? [ordinal] : []));
  return { times, startUs, keys: keys.length > 0 ? keys : [0] };
}
