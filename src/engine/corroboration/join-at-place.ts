/**
 * Asks whether the sound looks joined at a known moment: its best instant there against the best of every other moment of the recording,
 * so that each microphone, room and codec is its own measure. Where picture and sound were cut together, the picture says when to a frame.
 * Own measurement on made cuts and replacements (`e2e/bench/sound-study.md`).
 */
import type { FindingDraft } from '../../core/finding';
import { lowerBound } from '../../core/lower-bound';
import type { SoundTrace } from '../../core/tables';
import { us } from '../../core/time';

export const JOIN_AT_PLACE = 'audio/join-at-place';
const VERSION = 1;
/** Half a coded sound frame at 8 kHz, or a picture and a half: no editor's two tracks lie further apart. */
const REACH_US = 60_000;
/** One moment in so many looks as joined: 1 % to 3 % of uncut ones by construction, 45 % of made cuts and ends of foreign sound. */
const RARE_SHARE = 0.03;
/** Scores as in `audio-join-score.ts`: at the first, among such rare ones, edits are 50 times as frequent as uncut moments, at the second 7 times. */
const SURE_SCORE = 7;
const FAIR_SCORE = 5;
/** Less than the counts say: what jolts a camera jolts its microphone, and those made edits have no jolts. */
const SURE_LLR = 2.2;
const FAIR_LLR = 1.4;

/** The best score of each moment of twice the reach, ascending. */
export type JoinRanks = Float64Array;

export function joinRanks({ joinUs, joinScore, startUs, cellUs }: SoundTrace): JoinRanks {
  const best = new Map<number, number>();
  for (let i = 0; i < joinUs.length; i++) {
    const moment = Math.floor(joinUs[i]! / (2 * REACH_US));
    best.set(moment, Math.max(best.get(moment) ?? 0, joinScore[i]!));
  }
  // Moments with sound but without any instant rank last.
  const moments = Math.max(best.size, Math.floor((startUs.length * cellUs) / (2 * REACH_US)));
  const ranks = new Float64Array(moments);
  ranks.set([...best.values()]);
  return ranks.sort();
}

/** @returns null where the sound does not look joined */
export function joinAtPlace({ joinUs, joinScore }: SoundTrace, ranks: JoinRanks, atUs: number): FindingDraft | null {
  let score = 0;
  for (let i = lowerBound(joinUs, atUs - REACH_US); i < joinUs.length && joinUs[i]! <= atUs + REACH_US; i++) score = Math.max(score, joinScore[i]!);
  if (score < FAIR_SCORE) return null;
  // The moment itself is among the ranks, and may be cut in two.
  const better = ranks.length - lowerBound(ranks, score + 1e-6);
  const share = (better + 1) / (ranks.length + 1);
  if (share > RARE_SHARE) return null;
  const at = us(atUs);
  return {
    kind: 'audio-cut', startUs: at, endUs: at, group: 'A', llr: score >= SURE_SCORE ? SURE_LLR : FAIR_LLR, hard: false, standsAlone: false,
    evidence: [
      { type: 'metric', metric: 'join-rank', value: 100 * share, threshold: 100 * RARE_SHARE, relation: '<', unit: '%', atUs: at },
      { type: 'metric', metric: 'join-score', value: score, threshold: FAIR_SCORE, relation: '>', unit: '', atUs: at },
    ],
    benign: [{ cause: 'bang', result: 'not-testable' }, { cause: 'lost-sound-packet', result: 'not-testable' }],
    disproof: ['original-sound', 'transmission-loss-log'], detector: JOIN_AT_PLACE, version: VERSION,
  };
}
