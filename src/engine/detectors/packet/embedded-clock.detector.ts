/**
 * Compares the second clocks that a recorder keeps in the file (GPS, telemetry, subtitles, timecode) with presentation time. Where
 * nothing is missing their difference is constant; a step says how much further the clock went. Source: own rule; false friends are a
 * clock that is set by satellite, and stamps before the first fix (left out by the readers).
 */
import type { FindingDraft } from '../../../core/finding';
import type { EmbeddedClock, MetricSeries, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { clockSteps } from '../../signal/second-clock';

const ID = 'packet/embedded-clock';
const VERSION = 1;
/** Stamps come once a second and may be read up to one late. */
const RESOLUTION_S = 1.5;
/** More steps belong to a clock that wanders. */
const MAX_STEPS = 4;
/** In the first seconds a clock may still be set by satellite. */
const SETTLING_US = 5_000_000;

export const embeddedClockDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'packet',
  kinds: ['clock-jump'],
  metrics: ['clock-offset'],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: () => ({ ok: true }),
  start() {
    const curves: MetricSeries[] = [];
    return {
      push({ clocks, video }) {
        const clock = [...(clocks ?? [])].sort((a, b) => b.timeS.length - a.timeS.length)[0];
        if (!clock) return [];
        const offset = Float32Array.from(clock.timeS, (time, i) => time - clock.timeS[0]! - (clock.ptsUs[i]! - clock.ptsUs[0]!) / 1e6);
        curves.push({ id: 'clock-offset', unit: 's', timeUs: clock.ptsUs, value: offset, threshold: null });
        return find(clock, video);
      },
      finish: () => [],
      metrics: () => curves,
    };
  },
};

function find(clock: EmbeddedClock, video: PacketTable | null): FindingDraft[] {
  const steps = clockSteps(clock.ptsUs.map((pts) => pts / 1e6), clock.timeS, RESOLUTION_S);
  return steps.length > MAX_STEPS ? [] : steps.map(({ index, jumpS }) => draft(clock, index, jumpS, video));
}

function draft(clock: EmbeddedClock, index: number, jumpS: number, video: PacketTable | null): FindingDraft {
  const [beforeUs, afterUs] = [clock.ptsUs[index - 1]!, clock.ptsUs[index]!];
  // The step lies between two stamps; a keyframe between them is where a join by stream copy would be.
  const atUs = us(keyBetween(video, beforeUs, afterUs) ?? afterUs);
  const settling = afterUs - clock.ptsUs[0]! < SETTLING_US;
  return {
    kind: 'clock-jump', startUs: atUs, endUs: atUs, group: 'O', llr: 3.2, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'embedded-clock-jump', value: Math.round(jumpS * 10) / 10, threshold: Math.sign(jumpS) * RESOLUTION_S, relation: jumpS > 0 ? '>' : '<', unit: 's', atUs },
      { type: 'text', label: `clock-${clock.source}`, text: written(clock.timeS[index - 1]!), atUs: us(beforeUs) },
      { type: 'text', label: `clock-${clock.source}`, text: written(clock.timeS[index]!), atUs: us(afterUs) },
    ],
    benign: [
      { cause: 'clock-set-by-satellite', result: settling ? 'possible' : 'not-testable', value: Math.round((afterUs - clock.ptsUs[0]!) / 1e5) / 10, threshold: SETTLING_US / 1e6, unit: 's' },
      { cause: 'paused-recording', result: jumpS > 0 ? 'possible' : 'ruled-out', value: Math.round(jumpS * 10) / 10, unit: 's' },
    ],
    disproof: ['device-log-clock-set', 'device-log-pause'],
    detector: ID,
    version: VERSION,
  };
}

/** Presentation time of the only keyframe in (fromUs, toUs]; null where there is none or several. */
function keyBetween(video: PacketTable | null, fromUs: number, toUs: number): number | null {
  let found: number | null = null;
  for (let row = 0; video && row < video.count; row++) {
    const at = video.ptsUs[row]!;
    if (video.key[row] !== 1 || at <= fromUs || at > toUs) continue;
    if (found !== null) return null;
    found = at;
  }
  return found;
}

const DAY_S = 86_400;
/** A time of the day alone, or with its date. */
const written = (seconds: number): string => {
  const text = new Date(seconds * 1000).toISOString().replace('T', ' ').replace(/\.?0*Z$/, '');
  return seconds < DAY_S ? text.slice(11) : text;
};
