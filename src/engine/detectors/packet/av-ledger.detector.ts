/**
 * Balances picture against sound: what their shown packets last in sum. Edits by stream copy leave too much of one.
 * Source: both tracks of one recording end within one packet of each other, so a larger rest has another cause (own measurement:
 * genuine clips 0.00–0.07 s, closed stream-copy cuts 0.10–0.18 s). It tells that something is uneven, not where.
 */
import { us } from '../../../core/time';
import type { PacketTable } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/av-ledger';
/** Above the largest rest seen in genuine clips, 0.07 s. */
const GENUINE_EXCESS_S = 0.09;
/** Larger differences mean that one track was off for long: a setting, not a joint. */
const OTHER_CAUSE_S = 2;
/** Edit lists count in milliseconds. */
const ROUNDING_US = 1_000;

export const avLedgerDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 3,
  pass: 'packet',
  kinds: ['metadata-conflict'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video && media.audio ? { ok: true } : { ok: false, reason: 'no-audio' }),
  start: ({ media }) => ({
    push({ video, audio }) {
      if (!video || !audio || video.count < 12 || audio.count < 12) return [];
      const picture = lastsSeconds(video, media.startUs);
      const sound = lastsSeconds(audio, media.startUs);
      const shownFrom = (table: PacketTable): number => Math.max(media.startUs, table.ptsUs[table.displayOrder[0]!]!);
      const startsApart = (shownFrom(audio) - shownFrom(video)) / 1e6;
      const late = Math.min(0, Math.max(startsApart, -OTHER_CAUSE_S));
      const excess = sound - picture + late;
      const limit = Math.max(GENUINE_EXCESS_S, usualSeconds(audio) + usualSeconds(video));
      if (Math.abs(excess) <= limit || Math.abs(excess) > OTHER_CAUSE_S) return [];
      return [{
        kind: 'metadata-conflict', startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'C', llr: 1, hard: false, standsAlone: true,
        evidence: [
          { type: 'metric', metric: 'sound-excess', value: excess, threshold: Math.sign(excess) * limit, relation: excess > 0 ? '>' : '<', unit: 's', atUs: media.startUs },
          { type: 'packets', track: 'audio', from: 0, to: audio.count - 1, field: 'total-duration', expected: `${picture.toFixed(3)} s`, observed: `${sound.toFixed(3)} s` },
        ],
        benign: [{ cause: 'late-track-start', result: 'ruled-out', value: Math.round(startsApart * 1000) / 1000, unit: 's' }, { cause: 'track-ended-early', result: 'possible' }],
        disproof: ['same-device-same-excess'],
        detector: ID,
        version: 3,
      }];
    },
    finish: () => [],
  }),
};

/** Sum of what the shown packets last; where the container tells no durations, the stamped span and one usual step more. */
function lastsSeconds(table: PacketTable, startUs: number): number {
  let ticks = 0;
  let told = 0;
  for (let row = 0; row < table.count; row++) {
    const duration = table.durationTicks[row]!;
    if (duration > 0) told++;
    if (table.ptsUs[row]! + (duration / table.timescale) * 1e6 > startUs + ROUNDING_US) ticks += duration;
  }
  if (told >= table.count - 1) return ticks / table.timescale;
  const first = table.ptsUs[table.displayOrder[0]!]!;
  const last = table.ptsUs[table.displayOrder[table.count - 1]!]!;
  return ((last - first) / 1e6) * (table.count / Math.max(1, table.count - 1));
}

/** The usual length of one packet: the median of a sample of presentation steps. */
function usualSeconds(table: PacketTable): number {
  const steps: number[] = [];
  for (let ordinal = 1; ordinal < Math.min(table.count, 500); ordinal++) {
    steps.push(table.ptsUs[table.displayOrder[ordinal]!]! - table.ptsUs[table.displayOrder[ordinal - 1]!]!);
  }
  steps.sort((a, b) => a - b);
  return (steps[steps.length >> 1] ?? 0) / 1e6;
}
