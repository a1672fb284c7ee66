/** Notes a recording whose on-screen clock runs faster or slower than the recording throughout. */
import type { DetectorSpec } from '../../detector';
import { clockSpec, readingEvidence } from './clock-evidence';

const ID = 'clock/clock-rate';
const VERSION = 1;

/** Crystals differ by some 100 ppm, encoders that stamp a rate which they do not deliver by tens of percent. */
const OTHER_RATE = 0.02;
/** A note: cameras do this by themselves in low light. */
const LLR = 1.2;

export const clockRateDetector: DetectorSpec<'clock', Record<string, never>> = {
  ...clockSpec,
  id: ID,
  version: VERSION,
  kinds: ['speed-change'],
  start: () => ({
    push: ({ tracks }) => tracks.filter((track) => Math.abs(track.rate - 1) >= OTHER_RATE).map((track) => {
      const first = track.readings[0]!;
      const last = track.readings[track.readings.length - 1]!;
      return {
        kind: 'speed-change', startUs: first.atUs, endUs: last.atUs, group: 'O', hard: false, standsAlone: true, llr: LLR,
        evidence: [
          { type: 'metric', metric: 'clock-rate', value: track.rate, threshold: 1 + Math.sign(track.rate - 1) * OTHER_RATE, relation: track.rate > 1 ? '>' : '<', unit: '', atUs: first.atUs },
          readingEvidence('clock-before', first, track), readingEvidence('clock-after', last, track),
        ],
        benign: [{ cause: 'wrong-frame-rate', result: 'possible', value: track.rate }],
        disproof: ['same-device-same-step'],
        detector: ID, version: VERSION,
      };
    }),
    finish: () => [],
  }),
};
