/**
 * Compares the time of day that the encoder wrote beside its pictures (picture timing, time code SEI) with presentation time: where it
 * goes further than the recording, time is missing. Source: ITU-T H.264 D.1.3, ITU-T H.265 D.2.27.
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import { clockSteps } from '../../signal/second-clock';
import { framesAround } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/stream-clock';
/** Stamps are read to the whole second. */
const RESOLUTION_S = 1;
/** More steps belong to a clock that is not one (counters that stand still, encoders that write zeros now and then). */
const MAX_STEPS = 4;

export const streamClockDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['clock-jump'],
  codecs: ['avc', 'hevc'],
  find({ table, packets }) {
    const { clockS } = table;
    if (!clockS) return [];
    const order = [...packets.displayOrder].filter((row) => !Number.isNaN(clockS[row]!));
    const steps = clockSteps(order.map((row) => packets.ptsUs[row]! / 1e6), order.map((row) => clockS[row]!), RESOLUTION_S);
    if (steps.length > MAX_STEPS) return [];
    return steps.map(({ index, jumpS }): FindingDraft => {
      const row = order[index]!;
      const atUs = us(packets.ptsUs[row]!);
      return {
        kind: 'clock-jump', startUs: atUs, endUs: atUs, group: 'O', llr: 3, hard: false, standsAlone: true,
        evidence: [
          { type: 'metric', metric: 'stream-clock-jump', value: jumpS, threshold: Math.sign(jumpS) * RESOLUTION_S, relation: jumpS > 0 ? '>' : '<', unit: 's', atUs },
          framesAround(packets, row),
        ],
        benign: [{ cause: 'clock-was-set', result: 'possible' }],
        disproof: ['device-log-clock-set'], detector: ID, version: 1,
      };
    });
  },
});
