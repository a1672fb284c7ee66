/**
 * Finds stretches over which the on-screen clock stands still while the recording goes on, and tells how it goes on afterwards: with the
 * true time (only its display stood), from where it stopped (as many seconds are missing on it), or with a jump beyond both. Source: own rule.
 */
import type { BenignTest, Evidence, FindingDraft } from '../../../core/finding';
import type { ClockTrack, PacketTable } from '../../../core/tables';
import type { DetectorContext, DetectorSpec } from '../../detector';
import { clockSpec, readingEvidence } from './clock-evidence';
import { frozenClocks, STANDS_FROM_S, type FrozenClock } from './frozen-clock';

const ID = 'clock/frozen-clock';
const VERSION = 1;

/** A clock of whole seconds that goes on with the true time, or from where it stopped, misses it by no more. */
const WHOLE_SECOND_S = 1.2;
/** The picture lives where its predicted packets are at least this share of what is usual (held ones: under 0.15, `packet/stalled-sizes`). */
const LIVES_SHARE = 0.3;
/** Time on each side that tells what is usual. */
const SIDE_US = 10_000_000;
/** Likelihood ratios (ln): displays do stand; a clock that has lost the time itself is rarer; one that then jumps says more is missing. */
const LLR = { 'catches-up': 1.2, 'to-the-end': 1.2, 'goes-on': 1.8, jumps: 2.4 } as const;

export const frozenClockDetector: DetectorSpec<'clock', Record<string, never>> = {
  ...clockSpec,
  id: ID,
  version: VERSION,
  kinds: ['clock-jump'],
  start: ({ video }: DetectorContext) => ({
    push: ({ tracks }) => tracks.flatMap((track) => frozenClocks(track).map((frozen) => draftOf(track, frozen, video))),
    finish: () => [],
  }),
};

function draftOf(track: ClockTrack, frozen: FrozenClock, video: PacketTable | null): FindingDraft {
  const { first, last, after } = frozen;
  const stoodS = (last.atUs - first.atUs) / 1e6;
  const resumes = resumption(frozen);
  const share = sizeShare(video, first.atUs, last.atUs);
  const lives: BenignTest = share === null
    ? { cause: 'picture-stands-too', result: 'not-testable' }
    : { cause: 'picture-stands-too', result: share >= LIVES_SHARE ? 'ruled-out' : 'possible', value: share, threshold: LIVES_SHARE };
  const evidence: [Evidence, ...Evidence[]] = [
    { type: 'metric', metric: 'clock-stands', value: stoodS, threshold: STANDS_FROM_S, relation: '>', unit: 's', atUs: first.atUs },
    readingEvidence('clock-before', first, track), readingEvidence('clock-after', after ?? last, track),
    { type: 'frames', frames: [{ role: 'first-inside', ordinal: first.ordinal, ptsUs: first.atUs }, { role: 'last-inside', ordinal: last.ordinal, ptsUs: last.atUs }], box: track.box },
  ];
  if (after) {
    const mediaS = (after.atUs - first.atUs) / 1e6;
    evidence.splice(1, 0, { type: 'metric', metric: 'clock-behind', value: mediaS - (after.clockS - first.clockS), threshold: 0, relation: '=', unit: 's', atUs: after.atUs });
  }
  return {
    kind: 'clock-jump', startUs: first.atUs, endUs: last.atUs, group: 'O', llr: LLR[resumes], hard: false,
    // Where the picture stands as well its own detector tells of it.
    standsAlone: lives.result !== 'possible',
    evidence,
    benign: [
      lives,
      { cause: 'display-stood', result: resumes === 'catches-up' ? 'possible' : resumes === 'to-the-end' ? 'not-testable' : 'ruled-out' },
      { cause: 'menu-shown', result: 'not-testable' },
    ],
    disproof: ['device-clock-stands', 'clock-set-log'],
    detector: ID, version: VERSION,
  };
}

function resumption({ first, last, after }: FrozenClock): keyof typeof LLR {
  if (after === null) return 'to-the-end';
  const clockS = after.clockS - first.clockS;
  if (Math.abs(clockS - (after.atUs - first.atUs) / 1e6) <= WHOLE_SECOND_S) return 'catches-up';
  return clockS >= 0 && clockS <= (after.atUs - last.atUs) / 1e6 + WHOLE_SECOND_S ? 'goes-on' : 'jumps';
}

/** Median size of predicted packets inside against those around; null where there are too few of them. */
function sizeShare(video: PacketTable | null, fromUs: number, toUs: number): number | null {
  if (!video) return null;
  const inside: number[] = [];
  const around: number[] = [];
  for (let row = 0; row < video.count; row++) {
    const at = video.ptsUs[row]!;
    if (video.key[row] === 1 || at < fromUs - SIDE_US || at > toUs + SIDE_US) continue;
    (at > fromUs && at < toUs ? inside : around).push(video.sizeBytes[row]!);
  }
  const usual = median(around);
  return inside.length < 12 || usual === 0 ? null : median(inside) / usual;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
