/**
 * Places a piece missing from the sound: where the packets say that the sound is shorter than the picture, the instant that looks
 * most like a join, if it is clearly the likeliest. The balance says that, the instant says where; neither would do alone.
 */
import type { BenignTest, FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorContext, DetectorSpec } from '../../detector';
import type { AudioItem } from '../../passes/audio/audio-item';
import { SETTLES_S, type JoinInstant, type JoinLine } from '../../passes/audio/join-line';
import { LEAST_JOIN_SURPRISE } from '../../signal/audio-join';
import { joinScore, UNSEEN_JOIN_SCORE } from '../../signal/audio-join-score';
import { gapSeconds, trackBalance, type TrackBalance } from '../../signal/track-balance';

export interface ShortSoundParams {
  /** Share of the likeliest instant among all of the recording, "none that can be measured" included. */
  readonly minShare01: number;
}

const ID = 'audio/short-sound';
/** Of made cuts whose source was left out of the fit, instants with this share were the cut in 9 of 10 (`e2e/bench/sound-study.md`). */
const DEFAULTS: ShortSoundParams = { minShare01: 0.5 };
/** Shorter rests come from packets lost at the joints of copied streams (0.10–0.18 s), where picture and timing tell better. */
const MIN_MISSING_S = 0.25;
/** A gap in the picture's times that is as long as what the sound lacks, give or take this part of it, is why it seems to lack it. */
const GAP_FITS_SHARE01 = 0.1;
/** Sound missing from more than this part of the picture was switched off. */
const MAX_MISSING_SHARE01 = 0.5;
/** Instants this near are one join, seen twice. */
const SAME_US = 20_000;
/** Likeliest instants kept; the rest only counts in the sum. */
const KEPT = 32;
/** Rumble that keeps its course stays below; more is worth showing (decades). */
const TELLING_RUMBLE = 0.3;
/** At even odds (share 0.5) a reviewer's minute is just worth it: the missing sound itself is beyond doubt. */
const LLR_AT_EVEN = 1.6;
const LLR_MAX = 3;

interface Scored { readonly instant: JoinInstant; readonly score: number }

export const shortSoundDetector: DetectorSpec<'audio', ShortSoundParams> = {
  id: ID,
  version: 3,
  pass: 'audio',
  kinds: ['audio-cut'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: DEFAULTS, parse: (raw) => ({ ...DEFAULTS, ...(raw as Partial<ShortSoundParams>) }) },
  supports: (media) => (media.audio !== null && media.video !== null ? { ok: true } : { ok: false, reason: 'no sound beside the picture' }),
  start(context, params) {
    const balance = missingSound(context);
    if (balance === null) return { push: () => [], finish: () => [] };
    let line: JoinLine | null = null;
    let taken = 0;
    let best: Scored[] = [];
    let odds = Math.exp(UNSEEN_JOIN_SCORE);

    const gather = (): void => {
      const fresh = line?.since(taken) ?? [];
      taken += fresh.length;
      for (const instant of fresh) {
        if (instant.sampleAt < SETTLES_S * instant.rate) continue;
        const score = joinScore(instant);
        odds += Math.exp(score);
        best.push({ instant, score });
      }
      if (best.length > 2 * KEPT) best = best.sort((a, b) => b.score - a.score).slice(0, KEPT);
    };

    return {
      push({ joins }: AudioItem) {
        line = joins;
        gather();
        return [];
      },
      finish() {
        gather();
        const likeliest = best.sort((a, b) => b.score - a.score || a.instant.atUs - b.instant.atUs)[0];
        if (likeliest === undefined) return [];
        const same = best.filter((one) => Math.abs(one.instant.atUs - likeliest.instant.atUs) <= SAME_US);
        const share01 = same.reduce((sum, one) => sum + Math.exp(one.score), 0) / odds;
        return share01 >= params.minShare01 ? [draft(likeliest.instant, share01, balance, params)] : [];
      },
    };
  },
};

function missingSound({ video, audio, media }: DetectorContext): TrackBalance | null {
  const balance = trackBalance(video, audio, media.startUs);
  if (balance === null) return null;
  const missingS = -balance.excessS;
  if (missingS < Math.max(MIN_MISSING_S, balance.limitS) || missingS > MAX_MISSING_SHARE01 * balance.pictureS) return null;
  return Math.abs(gapSeconds(video!, MIN_MISSING_S) - missingS) <= Math.max(balance.limitS, GAP_FITS_SHARE01 * missingS) ? null : balance;
}

function draft(instant: JoinInstant, share01: number, balance: TrackBalance, params: ShortSoundParams): FindingDraft {
  const atUs = us(instant.atUs);
  const benign: BenignTest[] = [
    // Sound that merely stops before the picture leaves no join inside.
    { cause: 'sound-ends-early', result: 'ruled-out', value: 100 * share01, threshold: 100 * params.minShare01, unit: '%' },
    { cause: 'late-track-start', result: 'ruled-out', value: Math.round(balance.startsApartS * 1000) / 1000, unit: 's' },
    { cause: 'lost-sound-packet', result: 'not-testable' },
  ];
  return {
    kind: 'audio-cut', startUs: atUs, endUs: atUs, group: 'A',
    llr: Math.min(LLR_MAX, LLR_AT_EVEN + Math.log(share01 / Math.max(1e-3, 1 - share01)) / 2), hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'sound-missing', value: -balance.excessS, threshold: Math.max(MIN_MISSING_S, balance.limitS), relation: '>', unit: 's', atUs },
      { type: 'metric', metric: 'join-share', value: 100 * share01, threshold: 100 * params.minShare01, relation: '>', unit: '%', atUs },
      { type: 'metric', metric: 'join-surprise', value: 10 * instant.surprise, threshold: 10 * LEAST_JOIN_SURPRISE, relation: '>', unit: 'dB', atUs },
      ...(instant.lowSurprise > TELLING_RUMBLE ? [{ type: 'metric', metric: 'rumble-surprise', value: 10 * instant.lowSurprise, threshold: 10 * TELLING_RUMBLE, relation: '>', unit: 'dB', atUs } as const] : []),
    ],
    benign, disproof: ['original-sound', 'same-device-same-excess', 'transmission-loss-log'], detector: ID, version: 3,
  };
}
