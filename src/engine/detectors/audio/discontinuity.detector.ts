/**
 * Finds single instants at which the sound on neither side foretells the other: two pieces joined. Linear prediction from the
 * left and, independently, from the right must both fail within a millisecond, and both recover after it.
 */
import type { BenignTest, FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import type { AudioItem } from '../../passes/audio/audio-item';
import { SETTLES_S, type JoinInstant, type JoinLine } from '../../passes/audio/join-line';

export interface DiscontinuityParams {
  /** By how many decades the prediction error from both sides exceeds its usual value. */
  readonly minSurprise: number;
  /** Decades above every other instant within a second. */
  readonly minContrast: number;
  /** Both together. */
  readonly minSum: number;
}

/**
 * Measured on the uncut clips at hand (15 cameras, 30 recordings of phones, web and test sets, two of speech): with the vetoes below
 * the strongest genuine instants have surprise 1.36 with contrast 0.56 and 1.37 with 0.53; joins reach up to 2.8 with 1.8.
 */
const DEFAULTS: DiscontinuityParams = { minSurprise: 1, minContrast: 0.6, minSum: 2.05 };
/**
 * Weaker ones only support what another method finds at the same time. Within half a second of an uncut place 1 % have one,
 * of cuts 15 %; of those that only fail the sum, 0.2 % and 5 %.
 */
const SUPPORT_SURPRISE = 0.85;
const SUPPORT_CONTRAST = 0.25;
const SUPPORT_LLR = 1.3;
const STRONG_SUPPORT_LLR = 1.8;
/** The sample next to the join is itself surprising; where only its neighbours are, it is a codec switching bands on or off. */
const MIN_EDGE = 0.7;
/** A bang, a thump or a bump is louder than both sides: +0.1 decades, 2 dB. */
const MAX_BUMP = 0.1;
/** An onset of another sound keeps failing after the instant (decades); only a very strong edge passes it (sound joined to a pause). */
const MAX_LASTING = 1;
const SURE_SURPRISE = 2;
/** On at least one side the prediction recovers: the room there is the same as before. */
const MAX_LASTING_LEAST = 0.5;
/** Clipping breaks every prediction. */
const CLIPPED_PEAK = 0.985;
const NEIGHBOURHOOD_S = 1;
/** Candidates nearer than this are one instant seen twice. */
const SAME_S = 0.03;
/** What an instant that was not even a candidate may have had at most. */
const QUIET_SURPRISE = 0.45;

export const discontinuityDetector: DetectorSpec<'audio', DiscontinuityParams> = {
  id: 'audio/discontinuity',
  version: 2,
  pass: 'audio',
  kinds: ['audio-cut'],
  metrics: [],
  lookbehindUs: us(2_000_000),
  params: { defaults: DEFAULTS, parse: (raw) => ({ ...DEFAULTS, ...(raw as Partial<DiscontinuityParams>) }) },
  supports: (media) => (media.audio === null ? { ok: false, reason: 'no sound' } : { ok: true }),
  start(_, params) {
    let line: JoinLine | null = null;
    let taken = 0;
    let window: JoinInstant[] = [];
    let decided = 0;

    /** Judges all whose neighbourhood is complete: it was searched, or its section has ended. */
    const decide = (): FindingDraft[] => {
      if (line === null) return [];
      const fresh = line.since(taken);
      taken += fresh.length;
      window.push(...fresh);
      const { section, sampleAt } = line.searchedUpTo;
      const out: FindingDraft[] = [];
      for (; decided < window.length; decided++) {
        const next = window[decided]!;
        if (next.section === section && next.sampleAt + NEIGHBOURHOOD_S * next.rate > sampleAt) break;
        const found = judge(next, window, params);
        if (found !== null) out.push(found);
      }
      const keepFrom = window.findIndex((one, i) => i >= decided || (one.section === section && one.sampleAt + 2 * NEIGHBOURHOOD_S * one.rate >= sampleAt));
      const drop = keepFrom < 0 ? decided : Math.min(keepFrom, decided);
      window = window.slice(drop);
      decided -= drop;
      return out;
    };

    return {
      push({ joins }: AudioItem) {
        line = joins;
        return decide();
      },
      finish: decide,
    };
  },
};

function judge(candidate: JoinInstant, all: readonly JoinInstant[], params: DiscontinuityParams): FindingDraft | null {
  const { surprise, shape, rate } = candidate;
  const { edgeLeast, lasting, lastingLeast, bump, peak } = shape;
  let other = QUIET_SURPRISE;
  for (const rival of all) {
    if (rival.section !== candidate.section) continue;
    const apart = Math.abs(rival.sampleAt - candidate.sampleAt) / rate;
    if (apart > SAME_S && apart <= NEIGHBOURHOOD_S && rival.surprise > other) other = rival.surprise;
    if (apart <= SAME_S && rival !== candidate && (rival.surprise > surprise || (rival.surprise === surprise && rival.sampleAt < candidate.sampleAt))) return null;
  }
  const contrast = surprise - other;
  const clean = bump <= MAX_BUMP && peak < CLIPPED_PEAK && edgeLeast >= MIN_EDGE && lastingLeast <= MAX_LASTING_LEAST
    && (lasting <= MAX_LASTING || surprise >= SURE_SURPRISE);
  if (!clean) return null;
  const strong = surprise >= params.minSurprise && contrast >= params.minContrast;
  const alone = strong && candidate.sampleAt >= SETTLES_S * rate && surprise + contrast >= params.minSum;
  if (!alone && (surprise < SUPPORT_SURPRISE || contrast < SUPPORT_CONTRAST)) return null;
  const benign: BenignTest[] = [
    { cause: 'bang', result: 'ruled-out', value: 20 * bump, threshold: 20 * MAX_BUMP, unit: 'dB' },
    { cause: 'sound-onset', result: 'ruled-out', value: 10 * lasting, threshold: 10 * MAX_LASTING, unit: 'dB' },
    { cause: 'codec-band-switch', result: 'ruled-out', value: 10 * edgeLeast, threshold: 10 * MIN_EDGE, unit: 'dB' },
    { cause: 'clipping', result: 'ruled-out', value: 20 * Math.log10(peak + 1e-6), threshold: 20 * Math.log10(CLIPPED_PEAK), unit: 'dBFS' },
    { cause: 'lost-sound-packet', result: 'not-testable' },
  ];
  const atUs = us(candidate.atUs);
  return {
    kind: 'audio-cut', startUs: atUs, endUs: atUs, group: 'A',
    // At the threshold about 7 : 1; each further decade of surprise or contrast is three times rarer still in genuine sound.
    llr: alone ? Math.min(4, 2 + 1.1 * (surprise + contrast - params.minSum)) : strong ? STRONG_SUPPORT_LLR : SUPPORT_LLR,
    hard: false, standsAlone: alone,
    evidence: [
      { type: 'metric', metric: 'join-surprise', value: 10 * surprise, threshold: 10 * params.minSurprise, relation: '>', unit: 'dB', atUs },
      { type: 'metric', metric: 'join-contrast', value: 10 * contrast, threshold: 10 * params.minContrast, relation: '>', unit: 'dB', atUs },
    ],
    benign, disproof: ['original-sound', 'transmission-loss-log'], detector: discontinuityDetector.id, version: discontinuityDetector.version,
  };
}
