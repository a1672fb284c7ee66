/**
 * Finds stretches that were encoded in another manner than what stands beside them (group length, quantiser of keyframes against the rest,
 * its spread, use of B pictures, data by picture): one between two sides that are alike, or a change that stays. Source: own measurement
 * (container-and-bitstream.md): single steps of the quantiser say nothing, so medians over groups are compared and two features must agree;
 * supports other findings only.
 */
import type { Evidence, FindingDraft } from '../../../core/finding';
import type { PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { codingGroups, foreignStretches, lastingChanges, LEAVES_BY, type Departure } from './coding-regime';
import { framesAround, shownFromUs } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/coding-regime';
const VERSION = 1;
/** Rate control may do this by itself once in a while: three to one; a change that stays is a change of the scene as often. */
const LLR_FOREIGN = 1.1;
const LLR_LASTING = 0.7;
/** What an encoder is told once, whatever it films. */
const SET_ONCE: ReadonlySet<Departure['feature']> = new Set<Departure['feature']>(['gop-pictures', 'b-share']);
/** More places are how this encoder works. */
const MAX_PLACES = 2;

export const codingRegimeDetector = tableDetector({
  id: ID,
  version: VERSION,
  kinds: ['insertion', 'cut'],
  codecs: 'any',
  find({ table, packets }) {
    const groups = codingGroups(table, packets);
    const rowOf = (group: number): number => groups[group]?.from ?? groups.at(-1)!.to;
    const stretches = foreignStretches(groups);
    if (stretches.length > MAX_PLACES) return [];
    if (stretches.length > 0) return stretches.map(({ from, to, departures }) => draft(packets, rowOf(from), rowOf(to), departures));
    const changes = lastingChanges(groups);
    return changes.length > MAX_PLACES ? [] : changes.map(({ at, departures }) => draft(packets, rowOf(at), null, departures));
  },
});

/** @param end row at which the stretch ends; null for a change that stays */
function draft(packets: PacketTable, first: number, end: number | null, departures: readonly Departure[]): FindingDraft {
  const startUs = us(shownFromUs(packets, first));
  return {
    kind: end === null ? 'cut' : 'insertion', startUs, endUs: end === null ? startUs : us(shownFromUs(packets, end)),
    group: 'B', llr: end === null ? LLR_LASTING : LLR_FOREIGN, hard: false, standsAlone: false,
    evidence: [
      { type: 'metric', metric: 'regime-deviations', value: Math.min(...departures.map(({ deviations }) => deviations)), threshold: LEAVES_BY, relation: '>', unit: '', atUs: startUs },
      ...departures.map(({ feature, inside, left, right }): Evidence => (
        { type: 'packets', track: 'video', from: first, to: end === null ? first : end - 1, field: feature, expected: end === null ? written(left) : `${written(left)} · ${written(right)}`, observed: written(inside) })),
      framesAround(packets, first),
    ],
    // A scene moves quantisers and data, not where keyframes stand nor which kinds of pictures there are.
    benign: [{ cause: 'rate-control-by-scene', result: departures.some(({ feature }) => SET_ONCE.has(feature)) ? 'ruled-out' : 'possible', value: departures.length }],
    disproof: ['same-device-same-change'], detector: ID, version: VERSION,
  };
}

const written = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));
