/**
 * Balances picture against sound: what their packets last in sum. Edits by stream copy leave 0.1–2 s too much of one.
 * Source: own measurement (genuine clips at most 0.06 s apart). It tells that something is uneven, not where.
 */
import { us } from '../../../core/time';
import type { PacketTable } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/av-ledger';
/** Twice the largest excess seen in genuine clips, and above two frames of AAC at 16 kHz. */
const EXCESS_S = 0.15;
/** Larger differences mean that one track was off for long: a setting, not a joint. */
const OTHER_CAUSE_S = 2;

export const avLedgerDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 1,
  pass: 'packet',
  kinds: ['metadata-conflict'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video && media.audio ? { ok: true } : { ok: false, reason: 'no-audio' }),
  start: ({ media }) => ({
    push({ video, audio }) {
      if (!video || !audio || video.count < 12 || audio.count < 12) return [];
      const picture = lastsSeconds(video);
      const sound = lastsSeconds(audio);
      const excess = sound - picture;
      if (Math.abs(excess) < EXCESS_S || Math.abs(excess) > OTHER_CAUSE_S) return [];
      return [{
        kind: 'metadata-conflict', startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'C', llr: 1, hard: false, standsAlone: true,
        evidence: [
          { type: 'metric', metric: 'sound-excess', value: excess, threshold: EXCESS_S, relation: '>', unit: 's', atUs: media.startUs },
          { type: 'packets', track: 'audio', from: 0, to: audio.count - 1, field: 'total-duration', expected: `${picture.toFixed(3)} s`, observed: `${sound.toFixed(3)} s` },
        ],
        benign: [{ cause: 'late-track-start', result: 'possible', value: (audio.ptsUs[0]! - video.ptsUs[0]!) / 1e6, unit: 's' }],
        disproof: ['same-device-same-excess'],
        detector: ID,
        version: 1,
      }];
    },
    finish: () => [],
  }),
};

/** Sum of what the packets last; where the container tells none, the stamped span and one usual step more. */
function lastsSeconds(table: PacketTable): number {
  let ticks = 0;
  let told = 0;
  for (const duration of table.durationTicks) {
    ticks += duration;
    if (duration > 0) told++;
  }
  if (told >= table.count - 1) return ticks / table.timescale;
  const first = table.ptsUs[table.displayOrder[0]!]!;
  const last = table.ptsUs[table.displayOrder[table.count - 1]!]!;
  return ((last - first) / 1e6) * (table.count / Math.max(1, table.count - 1));
}
