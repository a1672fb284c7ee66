/**
 * Balances picture against sound: what their shown packets last in sum. Edits by stream copy leave too much of one.
 * Source: both tracks of one recording end within one packet of each other, so a larger rest has another cause (own measurement:
 * genuine clips 0.00–0.07 s, closed stream-copy cuts 0.10–0.18 s). It tells that something is uneven, not where.
 */
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { trackBalance } from '../../signal/track-balance';

const ID = 'packet/av-ledger';
/** Larger differences mean that one track was off for long: a setting, not a joint. */
const OTHER_CAUSE_S = 2;

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
      const balance = trackBalance(video, audio, media.startUs);
      if (balance === null || audio === null) return [];
      const { pictureS, soundS, startsApartS, excessS: excess, limitS: limit } = balance;
      if (Math.abs(excess) <= limit || Math.abs(excess) > OTHER_CAUSE_S) return [];
      return [{
        kind: 'metadata-conflict', startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'C', llr: 1, hard: false, standsAlone: true,
        evidence: [
          { type: 'metric', metric: 'sound-excess', value: excess, threshold: Math.sign(excess) * limit, relation: excess > 0 ? '>' : '<', unit: 's', atUs: media.startUs },
          { type: 'packets', track: 'audio', from: 0, to: audio.count - 1, field: 'total-duration', expected: `${pictureS.toFixed(3)} s`, observed: `${soundS.toFixed(3)} s` },
        ],
        benign: [{ cause: 'late-track-start', result: 'ruled-out', value: Math.round(startsApartS * 1000) / 1000, unit: 's' }, { cause: 'track-ended-early', result: 'possible' }],
        disproof: ['same-device-same-excess'],
        detector: ID,
        version: 3,
      }];
    },
    finish: () => [],
  }),
};
