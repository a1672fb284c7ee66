/**
 * Finds time that a recorder cannot write: decode stamps that run backwards, two pictures at one instant, long runs without duration.
 * Source: decoding times must increase (ISO/IEC 14496-12, 8.6.1; ISO/IEC 13818-1, 2.7.4); a wrap of 33 bits is undone before.
 */
import type { FindingDraft } from '../../../core/finding';
import type { PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/timestamp-fault';
/** Two pictures closer than this share one instant: below the tick of any recorder's clock at 240 pictures a second. */
const SAME_INSTANT_US = 500;
/** A step back of less than this may be rounding or jitter of the writer: three frames at 25 a second. */
const REAL_STEP_BACK_MS = 120;
/** Faults beyond this many are the habit of a damaged or careless writer: told once. */
const TOLD_ONE_BY_ONE = 6;

export const timestampFaultDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 2,
  pass: 'packet',
  kinds: ['timestamp-fault'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start: () => ({
    push({ video }) {
      if (!video || video.count < 2) return [];
      return [...backwards(video), ...sameInstant(video)];
    },
    finish: () => [],
  }),
};

function backwards(table: PacketTable): FindingDraft[] {
  const rows: number[] = [];
  for (let row = 1; row < table.count; row++) if (table.dtsTicks[row]! < table.dtsTicks[row - 1]!) rows.push(row);
  const habit = rows.length > TOLD_ONE_BY_ONE;
  return rows.slice(0, habit ? 1 : undefined).map((row) => {
    const before = table.dtsTicks[row - 1]!;
    const now = table.dtsTicks[row]!;
    const [a, b] = [table.ptsUs[row - 1]!, table.ptsUs[row]!];
    const stepMs = ((now - before) / table.timescale) * 1000;
    const settled = !habit && -stepMs >= REAL_STEP_BACK_MS;
    return draft(table, row, Math.min(a, b), Math.max(a, b), settled ? 4 : 1, settled, 'dts', { metric: 'dts-step', value: stepMs, threshold: 0 },
      `> ${before}`, `${now}`, !settled);
  });
}

function sameInstant(table: PacketTable): FindingDraft[] {
  const { displayOrder: order, ptsUs } = table;
  const found: number[] = [];
  for (let ordinal = 1; ordinal < table.count; ordinal++) {
    if (ptsUs[order[ordinal]!]! - ptsUs[order[ordinal - 1]!]! < SAME_INSTANT_US) found.push(ordinal);
  }
  const habit = found.length > TOLD_ONE_BY_ONE;
  return found.slice(0, habit ? 1 : undefined).map((ordinal) => {
    const [before, after] = [order[ordinal - 1]!, order[ordinal]!];
    const step = ptsUs[after]! - ptsUs[before]!;
    // Material that an edit list hides falls together at its join: the edit list itself is told elsewhere.
    const hidden = ((table.ptsTicks[after]! - table.ptsTicks[before]!) / table.timescale) * 1e6 >= SAME_INSTANT_US;
    // Joins by stream copy stand on keyframes; a writer's slip stands anywhere.
    const atKey = table.key[after] === 1;
    return draft(table, Math.max(before, after), ptsUs[after]!, ptsUs[after]!, hidden || habit ? 0.5 : atKey ? 3 : 2, false, 'pts',
      { metric: 'time-step', value: step / 1000, threshold: SAME_INSTANT_US / 1000 }, '> 0 ms', `${(step / 1000).toFixed(3)} ms`, habit);
  });
}

function draft(
  table: PacketTable, row: number, startUs: number, endUs: number, llr: number, hard: boolean, field: string,
  measured: { metric: string; value: number; threshold: number }, expected: string, observed: string, habit: boolean,
): FindingDraft {
  return {
    kind: 'timestamp-fault', startUs: us(startUs), endUs: us(endUs), group: 'T', llr, hard, standsAlone: true,
    evidence: [
      { type: 'metric', metric: measured.metric, value: measured.value, threshold: measured.threshold, relation: '<', unit: 'ms', atUs: us(endUs) },
      { type: 'packets', track: table.track, from: row - 1, to: row, field, expected, observed },
    ],
    benign: [{ cause: 'careless-writer', result: habit ? 'possible' : 'ruled-out' }],
    disproof: ['same-device-same-step'],
    detector: ID,
    version: 2,
  };
}
