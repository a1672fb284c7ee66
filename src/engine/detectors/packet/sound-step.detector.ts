/**
 * Finds places where the time of the sound leaves the lattice of its packets: compressed sound comes in packets of one length, so stamps
 * of two recordings that were put together do not meet on it. Source: own measurement (no such step in genuine recordings whose sound
 * keeps the lattice elsewhere; recorders that stamp each packet by the clock are left out); ISO/IEC 14496-3 for the length of a packet.
 */
import type { FindingDraft } from '../../../core/finding';
import type { MediaSummary } from '../../../core/recording';
import { us } from '../../../core/time';
import type { PacketTable } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/sound-step';
const VERSION = 1;
/** Rounding between timescales and of stamps in whole milliseconds stays below. */
const ODD_US = 2_500;
/** Share of packets that must keep the lattice before a step off it says anything. */
const REGULAR_SHARE = 0.97;
const MIN_PACKETS = 24;
/** More odd steps are a recorder that loses sound now and then. */
const MAX_ODD = 4;
/** Steps near either end come from starting and stopping: encoders need up to a second to find their beat. */
const START_US = 1_000_000;
const END_PACKETS = 3;
/** A join by stream copy stands on a keyframe, its sound within two packets of it. */
const NEAR_KEY_PACKETS = 3;
/** A step of whole packets is also how a recorder loses sound. */
const WHOLE_TOLERANCE_US = 1_000;

export const soundStepDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'packet',
  kinds: ['cut', 'audio-cut'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: ({ audio }) => (audio !== null && audio.codec !== 'pcm' ? { ok: true } : { ok: false, reason: 'no-audio' }),
  start: ({ media }) => ({
    push: ({ video, audio }) => (audio && audio.count >= MIN_PACKETS ? find(audio, video, frameUs(media)) : []),
    finish: () => [],
  }),
};

/** Samples of one AAC packet (ISO/IEC 14496-3, 4.5.2.1.1). */
const AAC_SAMPLES = 1024;

/** µs of one packet where several may share a stamp (transport streams: as many as fit), NaN where each has its own. */
const frameUs = ({ index, audio }: MediaSummary): number =>
  (index === 'mpegts' && audio?.codec === 'aac' && audio.sampleRate > 0 ? (AAC_SAMPLES / audio.sampleRate) * 1e6 : NaN);

/** @param frameUs see `frameUs`: whole packets more or less under one stamp are then no step off the lattice */
function find(audio: PacketTable, video: PacketTable | null, frameUs: number): FindingDraft[] {
  const steps = Float64Array.from({ length: audio.count - 1 }, (_, i) => audio.ptsUs[i + 1]! - audio.ptsUs[i]!);
  const usualUs = steps.slice().sort()[steps.length >> 1]!;
  const odd: number[] = [];
  for (let i = 0; i < steps.length; i++) {
    const off = steps[i]! - usualUs;
    const packed = off - Math.round(off / frameUs) * frameUs;
    if (!(Math.abs(off) <= ODD_US) && !(Math.abs(packed) <= ODD_US)) odd.push(i);
  }
  const inner = odd.filter((i) => audio.ptsUs[i]! - audio.ptsUs[0]! >= START_US && i < steps.length - END_PACKETS);
  // A join that cuts one packet short makes two odd steps; a recorder that is late does too, but at any place.
  if (inner.length === 0 || inner.length > MAX_ODD || odd.length > (1 - REGULAR_SHARE) * steps.length + 1) return [];
  return inner.map((i) => draft(audio, video, i + 1, steps[i]!, usualUs, inner.length));
}

function draft(audio: PacketTable, video: PacketTable | null, row: number, stepUs: number, usualUs: number, odd: number): FindingDraft {
  const atUs = audio.ptsUs[row]!;
  const keyUs = video ? nearestKeyUs(video, atUs) : NaN;
  const atKey = Math.abs(keyUs - atUs) <= NEAR_KEY_PACKETS * usualUs;
  const excessUs = stepUs - usualUs;
  const packets = excessUs / usualUs;
  const whole = Math.round(packets) !== 0 && Math.abs(packets - Math.round(packets)) * usualUs <= WHOLE_TOLERANCE_US;
  const where = us(atKey ? keyUs : atUs);
  return {
    kind: atKey ? 'cut' : 'audio-cut', startUs: where, endUs: where, group: 'T',
    llr: (atKey ? 3 : 1.6) - (whole ? 0.6 : 0), hard: false, standsAlone: atKey || !whole,
    evidence: [
      { type: 'metric', metric: 'sound-step', value: stepUs / 1000, threshold: (usualUs + Math.sign(excessUs) * ODD_US) / 1000, relation: excessUs > 0 ? '>' : '<', unit: 'ms', atUs: us(atUs) },
      { type: 'packets', track: 'audio', from: row - 1, to: row, field: 'pts-step', expected: `${(usualUs / 1000).toFixed(1)} ms`, observed: `${(stepUs / 1000).toFixed(1)} ms` },
      ...(atKey ? [{ type: 'metric' as const, metric: 'distance-to-keyframe', value: Math.abs(keyUs - atUs) / 1000, threshold: (NEAR_KEY_PACKETS * usualUs) / 1000, relation: '<' as const, unit: 'ms', atUs: where }] : []),
    ],
    benign: [
      { cause: 'stamped-by-the-clock', result: 'ruled-out', value: odd, threshold: MAX_ODD },
      { cause: 'lost-sound-packets', result: whole || !atKey ? 'possible' : 'ruled-out', value: Math.round(packets * 100) / 100 },
    ],
    disproof: ['same-device-same-step', 'device-log-pause'],
    detector: ID,
    version: VERSION,
  };
}

/** Presentation time of the keyframe nearest to `atUs`; NaN where every picture is one and so no place stands out. */
function nearestKeyUs(video: PacketTable, atUs: number): number {
  let best = NaN;
  if (video.key.every((key) => key === 1)) return best;
  for (let row = 1; row < video.count; row++) {
    const ptsUs = video.ptsUs[row]!;
    if (video.key[row] === 1 && !(Math.abs(ptsUs - atUs) >= Math.abs(best - atUs))) best = ptsUs;
  }
  return best;
}
