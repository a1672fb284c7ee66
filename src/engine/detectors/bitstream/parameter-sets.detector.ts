/**
 * Finds decoder settings (SPS, PPS, VPS; quantisation tables of MJPEG) that change under one id in mid-recording, and pairs a change
 * with the return to the settings before. Source: ITU-T H.264 7.4.1.2.1 (sets may change only at IDR pictures; a recorder that was
 * started once has no cause to); own measurement: constant in all genuine clips.
 */
import type { BenignTest, Evidence, FindingDraft } from '../../../core/finding';
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { framesAround, shownFromUs } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/parameter-sets';
/** More changes than this are a habit of the camera (MJPEG cameras choose tables picture by picture). */
const HABIT_CHANGES = 6;

interface Stretch { readonly set: number; readonly from: number; readonly to: number }

export const parameterSetsDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['insertion', 'cut'],
  codecs: 'any',
  find({ table, packets }) {
    const stretches = stretchesOf(table);
    if (stretches.length < 2 || stretches.length - 1 > HABIT_CHANGES) return [];
    return findingsOf(stretches, table, packets);
  },
});

function stretchesOf(table: BitstreamTable): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (let row = 1; row <= table.count; row++) {
    if (row < table.count && table.parameterSet[row] === table.parameterSet[from]) continue;
    // A recording that begins in mid-stream knows no settings yet: their first arrival is no change.
    const known = Object.keys(table.parameterSets[table.parameterSet[from]!]?.fields ?? {}).length > 0;
    if (known) stretches.push({ set: table.parameterSet[from]!, from, to: row });
    from = row;
  }
  return stretches;
}

/** A stretch between two of the same settings is an insertion; every other change is one boundary. */
function findingsOf(stretches: readonly Stretch[], table: BitstreamTable, packets: PacketTable): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (let i = 1; i < stretches.length; i++) {
    const [before, here, after] = [stretches[i - 1]!, stretches[i]!, stretches[i + 1]];
    const returns = after !== undefined && after.set === before.set;
    const startUs = us(shownFromUs(packets, here.from));
    const endUs = us(returns ? shownFromUs(packets, after.from) : startUs);
    const differences = differing(table, before.set, here.set);
    const evidence: [Evidence, ...Evidence[]] = [
      { type: 'metric', metric: 'changed-settings', value: differences.length, threshold: 0, relation: '>', unit: '', atUs: startUs },
      ...differences.map((d): Evidence => ({ type: 'packets', track: 'video', from: here.from - 1, to: here.from, field: 'parameter-sets', expected: `${d.name} ${d.before}`, observed: `${d.name} ${d.now}` })),
      framesAround(packets, here.from),
    ];
    if (returns) evidence.push(framesAround(packets, after.from));
    drafts.push({
      kind: returns ? 'insertion' : 'cut', startUs, endUs, group: 'B', llr: returns ? 4 : 3, hard: false, standsAlone: true,
      evidence, benign: benignOf(table, packets, here.from, differences.map((d) => d.name)),
      disproof: ['device-changes-settings', 'same-device-same-change'], detector: ID, version: 1,
    });
    if (returns) i++;
  }
  return drafts;
}

function differing(table: BitstreamTable, a: number, b: number): { name: string; before: string; now: string }[] {
  const [before, now] = [table.parameterSets[a]!.fields, table.parameterSets[b]!.fields];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ name, before: String(before[name] ?? '–'), now: String(now[name] ?? '–') }));
}

function benignOf(table: BitstreamTable, packets: PacketTable, at: number, names: readonly string[]): BenignTest[] {
  const adaptive = names.some((name) => name === 'width' || name === 'height');
  return [
    { cause: 'camera-switched-mode', result: adaptive ? 'possible' : 'ruled-out', value: names.length },
    { cause: 'damaged-header', result: table.codec === 'mjpeg' || packets.key[at] === 1 ? 'ruled-out' : 'possible' },
  ];
}
