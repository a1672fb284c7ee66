/**
 * Finds a stretch of sound that occurs twice to the last bit: packets copied within the recording. Noise never repeats, so
 * neither a room nor a beep in a room does; only a copy without new encoding comes out of the decoder bit by bit.
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import type { AudioItem } from '../../passes/audio/audio-item';

export interface RepeatParams {
  /** Shortest repeated stretch, seconds. */
  readonly minSeconds: number;
  /** Matching landmarks that it must hold at least. */
  readonly minLandmarks: number;
}

/** A quarter second holds some ten landmarks of 32 samples: a chance match of one is below 2⁻³², of ten beyond counting. */
const DEFAULTS: RepeatParams = { minSeconds: 0.25, minLandmarks: 5 };
/** A landmark is the loudest sample within ± this; content decides where it lies, so copies have theirs at the same places. */
const LANDMARK_REACH = 256;
/** Samples compared around a landmark, before and after. */
const PRINT_REACH = 16;
/** Quieter landmarks may be codec residue around silence, which does repeat. */
const MIN_PEAK = 24 / 32768;
/** Landmarks kept: an hour of them at 48 kHz, some 25 MB; the oldest go first. */
const MAX_LANDMARKS = 400_000;
/** Landmarks of one stretch follow each other within this; the same distance within a sample's rounding. */
const MAX_PAUSE_US = 250_000;
const SAME_LAG_US = 30;
/** A tone that is locked to the sampling clock repeats after its period: copies lie at least this far apart. */
const MIN_LAG_US = 200_000;

interface Match { readonly lagUs: number; firstUs: number; lastUs: number; landmarks: number }

export const repeatDetector: DetectorSpec<'audio', RepeatParams> = {
  id: 'audio/repeat',
  version: 1,
  pass: 'audio',
  kinds: ['duplicate'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: DEFAULTS, parse: (raw) => ({ ...DEFAULTS, ...(raw as Partial<RepeatParams>) }) },
  supports: (media) => (media.audio === null ? { ok: false, reason: 'no sound' } : { ok: true }),
  start(_, params) {
    /** Fingerprint → time of its latest occurrence; insertion order is age. */
    const seen = new Map<number, number>();
    let tail = new Float32Array(0);
    let running: Match[] = [];
    let scanned = LANDMARK_REACH;

    const settle = (match: Match): FindingDraft[] =>
      match.landmarks >= params.minLandmarks && match.lastUs - match.firstUs >= params.minSeconds * 1e6 ? [draft(match, params)] : [];

    const meet = (print: number, atUs: number): FindingDraft[] => {
      const out: FindingDraft[] = [];
      running = running.filter((match) => {
        if (atUs - match.lastUs <= MAX_PAUSE_US) return true;
        out.push(...settle(match));
        return false;
      });
      const beforeUs = seen.get(print);
      if (beforeUs !== undefined && atUs - beforeUs >= MIN_LAG_US) {
        const lagUs = atUs - beforeUs;
        const match = running.find((one) => Math.abs(one.lagUs - lagUs) <= SAME_LAG_US);
        if (match === undefined) running.push({ lagUs, firstUs: atUs, lastUs: atUs, landmarks: 1 });
        else {
          match.lastUs = atUs;
          match.landmarks++;
        }
      }
      seen.delete(print);
      seen.set(print, atUs);
      if (seen.size > MAX_LANDMARKS) seen.delete(seen.keys().next().value!);
      return out;
    };

    return {
      push({ block, continues }: AudioItem) {
        const fresh = block.channels[0]!;
        if (!continues) {
          tail = new Float32Array(0);
          scanned = LANDMARK_REACH;
        }
        const samples = new Float32Array(tail.length + fresh.length);
        samples.set(tail);
        samples.set(fresh, tail.length);
        const originUs = block.startUs - (tail.length / block.sampleRate) * 1e6;
        const out: FindingDraft[] = [];
        let at = scanned;
        for (; at + LANDMARK_REACH < samples.length; at++) {
          const peak = Math.abs(samples[at]!);
          if (peak < MIN_PEAK || !isLandmark(samples, at, peak)) continue;
          out.push(...meet(fingerprint(samples, at), originUs + (at / block.sampleRate) * 1e6));
          at += LANDMARK_REACH - 1;
        }
        const keep = Math.max(0, at - LANDMARK_REACH);
        tail = samples.slice(keep);
        scanned = at - keep;
        return out;
      },
      finish: () => running.flatMap(settle),
    };
  },
};

/** Nearest samples first: most are refused by their neighbours. */
function isLandmark(samples: Float32Array, at: number, peak: number): boolean {
  for (let reach = 1; reach <= LANDMARK_REACH; reach++) {
    if (Math.abs(samples[at - reach]!) >= peak || Math.abs(samples[at + reach]!) > peak) return false;
  }
  return true;
}

/** 52 bits of two FNV-1a walks over the exact values. */
function fingerprint(samples: Float32Array, at: number): number {
  const bits = new Uint32Array(samples.buffer, samples.byteOffset + (at - PRINT_REACH) * 4, 2 * PRINT_REACH + 1);
  let low = 0x811c9dc5;
  let high = 0x1000193;
  for (const word of bits) {
    low = Math.imul(low ^ word, 0x01000193);
    high = Math.imul(high ^ ((word >>> 13) | (word << 19)), 0x01000193);
  }
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}

function draft({ lagUs, firstUs, lastUs, landmarks }: Match, params: RepeatParams): FindingDraft {
  return {
    kind: 'duplicate', startUs: us(firstUs), endUs: us(lastUs), group: 'A',
    // Cannot happen by chance; a device that writes a lost packet's place with the last one repeats milliseconds, not more.
    llr: 4, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'repeated-sound-seconds', value: (lastUs - firstUs) / 1e6, threshold: params.minSeconds, relation: '>', unit: 's', atUs: us(firstUs) },
      { type: 'metric', metric: 'repeated-sound-lag', value: lagUs / 1e6, threshold: 0, relation: '>', unit: 's', atUs: us(firstUs - lagUs) },
      { type: 'metric', metric: 'repeated-sound-landmarks', value: landmarks, threshold: params.minLandmarks, relation: '>', unit: '', atUs: us(firstUs) },
    ],
    benign: [{ cause: 'lost-sound-packet', result: 'ruled-out', value: (lastUs - firstUs) / 1e6, threshold: params.minSeconds, unit: 's' }],
    disproof: ['original-sound'], detector: repeatDetector.id, version: repeatDetector.version,
  };
}
