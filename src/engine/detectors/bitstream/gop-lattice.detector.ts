/**
 * Finds the odd group of pictures in an otherwise constant lattice of keyframes, and pictures of a kind (B) that the rest does not use.
 * Source: own measurement: body cameras place keyframes at one distance, but re-encoders may set one odd group by themselves; so this
 * only supports other findings near it.
 */
import type { FindingDraft } from '../../../core/finding';
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { framesAround } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/gop-lattice';
const B = 3;
/** Groups needed before a distance counts as the lattice, and the share of groups that keep it. */
const MIN_GOPS = 4;
const LATTICE_SHARE = 0.6;
/** More odd groups: the encoder places keyframes by content. */
const MAX_ODD = 3;
const LLR = 0.9;

export const gopLatticeDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['cut'],
  codecs: ['avc', 'hevc'],
  find({ table, packets }) {
    const keys: number[] = [];
    for (let row = 0; row < table.count; row++) if (table.sliceType[row] === 4 || packets.key[row] === 1) keys.push(row);
    return [...oddGroups(packets, keys), ...groupsWithB(table, packets, keys)];
  },
});

function oddGroups(packets: PacketTable, keys: readonly number[]): FindingDraft[] {
  const lengths = keys.slice(1).map((key, i) => key - keys[i]!);
  if (lengths.length < MIN_GOPS) return [];
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const odd = lengths.flatMap((length, i) => (length !== usual ? [i] : []));
  if (usual < 2 || count / lengths.length < LATTICE_SHARE || odd.length > MAX_ODD) return [];
  return odd.map((i) => {
    const at = keys[i + 1]!;
    const atUs = us(packets.ptsUs[at]!);
    return {
      kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: LLR, hard: false, standsAlone: false,
      evidence: [
        { type: 'metric', metric: 'gop-length', value: lengths[i]!, threshold: usual, relation: '=', unit: '', atUs },
        { type: 'packets', track: 'video', from: keys[i]!, to: at, field: 'gop-length', expected: `${usual}`, observed: `${lengths[i]!}` },
      ],
      benign: [{ cause: 'scene-change-keyframe', result: 'possible' }],
      disproof: ['same-device-same-change'], detector: ID, version: 1,
    };
  });
}

/** One stretch of groups with B pictures among groups without: both its ends. */
function groupsWithB(table: BitstreamTable, packets: PacketTable, keys: readonly number[]): FindingDraft[] {
  if (keys.length < MIN_GOPS) return [];
  const uses = keys.map((key, i) => {
    for (let row = key; row < (keys[i + 1] ?? table.count); row++) if (table.sliceType[row] === B) return true;
    return false;
  });
  const changes: number[] = [];
  for (let i = 1; i < uses.length; i++) if (uses[i] !== uses[i - 1]) changes.push(i);
  const with01 = uses.filter(Boolean).length / uses.length;
  if (changes.length === 0 || changes.length > 2 || with01 > 1 - LATTICE_SHARE) return [];
  return changes.map((i) => {
    const at = keys[i]!;
    const atUs = us(packets.ptsUs[at]!);
    return {
      kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: LLR, hard: false, standsAlone: false,
      evidence: [
        { type: 'packets', track: 'video', from: at - 1, to: at, field: 'b-pictures', expected: uses[i - 1] ? 'B' : '–', observed: uses[i] ? 'B' : '–' },
        framesAround(packets, at),
      ],
      benign: [{ cause: 'adaptive-encoder', result: 'possible' }],
      disproof: ['same-device-same-change'], detector: ID, version: 1,
    };
  });
}
