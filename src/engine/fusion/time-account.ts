/**
 * Holds the recording's own time against a second clock (on screen, embedded, in the stream) at each finding, and says with which course
 * of events the two agree. Source: own rules; a recorder that pauses leaves the same gap in both, a stretch that is taken out of a file
 * leaves one in the clock alone, a writer's fault one in the time stamps alone.
 */
import type { Finding, FindingKind, TimeAccount } from '../../core/finding';
import type { BitstreamTable, ClockTrack, MetricSeries, PacketTable } from '../../core/tables';
import { CLUSTER_TOLERANCE_US, isPoint } from './place';

/** What is known of a recording's times when findings are made. */
export interface KnownTimes {
  readonly video: PacketTable | null;
  readonly bitstream: BitstreamTable | null;
  readonly clocks: readonly ClockTrack[];
  /** Of a clock in the file: its time less presentation time, seconds (`packet/embedded-clock`). */
  readonly clockOffset: MetricSeries | null;
}

/** By how much a clock runs further than the recording across a place, and how exactly that is known; seconds. */
interface ClockStepS { readonly stepS: number; readonly withinS: number }
interface Stretch { readonly startUs: number; readonly endUs: number }

/** Boundaries of which time and clock can tell something; a stretch that is held or dark says itself what it is. */
const AT_BOUNDARY: ReadonlySet<FindingKind> = new Set<FindingKind>(['timestamp-gap', 'timestamp-fault', 'cut', 'clock-jump', 'audio-cut']);
/** Stretches that may stand in the place of others of the same length: their two ends are asked. */
const IN_PLACE: ReadonlySet<FindingKind> = new Set<FindingKind>(['insertion', 'audio-replaced']);
/** Steps around that tell the usual one, each side: half a second of video. */
const SIDE_STEPS = 12;
/** A step of presentation time counts as a gap from half a picture more than usual. */
const GAP_RATIO = 1.5;
/** Cameras draw their clock up to a few pictures late (as `clock/tick-phase`). */
const LATE_DRAWING_S = 0.16;
/** Where an on-screen clock shows no step, readings of whole seconds leave this open. */
const WHOLE_SECOND_S = 1;
/** Stamps in a file come once a second and may be written up to one late (as `packet/embedded-clock`). */
const STAMP_S = 1.5;
/** Stamps on each side of which the offset is taken. */
const SIDE_STAMPS = 5;
const DAY_S = 86_400;

/** The findings, those with an account of their times where one can be given. */
export function withTimeAccounts(findings: readonly Finding[], times: KnownTimes): Finding[] {
  return findings.map((finding) => {
    const account = accountOf(finding, times);
    return account === null ? finding : { ...finding, account };
  });
}

function accountOf(finding: Finding, times: KnownTimes): TimeAccount | null {
  // A clock that stands for a while tells itself how it goes on.
  if (finding.kind === 'clock-jump' && !isPoint(finding)) return null;
  if (AT_BOUNDARY.has(finding.kind)) {
    const clock = clockStep(finding, times);
    return clock && judge(clock, presentationGapS(times.video, finding), jumpsInBoth(finding));
  }
  if (!IN_PLACE.has(finding.kind) || !jumpsInBoth(finding)) return null;
  const ends = [finding.startUs, finding.endUs].map((at) => ({ startUs: at, endUs: at }));
  const accounts = ends.map((end) => {
    const clock = clockStep(end, times);
    return clock && judge(clock, presentationGapS(times.video, end), true);
  });
  return accounts.every((one) => one?.says === 'substitution') ? accounts[0]! : null;
}

const jumpsInBoth = ({ groups }: Finding): boolean => groups.includes('P') && groups.includes('A');

function judge({ stepS, withinS }: ClockStepS, timeGapS: number, jumps: boolean): TimeAccount | null {
  const clockGapS = timeGapS + stepS;
  const account = (says: TimeAccount['says']): TimeAccount => ({ says, timeGapS, clockGapS });
  if (Math.abs(stepS) <= withinS) {
    if (timeGapS > withinS) return account('pause');
    return timeGapS === 0 && jumps ? account('substitution') : null;
  }
  if (timeGapS > 0 && Math.abs(clockGapS) <= withinS) return account('timestamp-fault');
  if (clockGapS < 0) return account('clock-back');
  return account(stepS > 0 ? 'cut-out' : 'timestamp-fault');
}

/** The first clock that can tell. */
function clockStep(place: Stretch, { video, bitstream, clocks, clockOffset }: KnownTimes): ClockStepS | null {
  for (const track of clocks) {
    const told = onScreenStep(track, place);
    if (told) return told;
  }
  if (clockOffset) {
    const told = stampedStep(clockOffset.timeUs, clockOffset.value, place, STAMP_S);
    if (told) return told;
  }
  return bitstream?.clockS && video ? streamStep(bitstream.clockS, video, place) : null;
}

const within = (atUs: number, { startUs, endUs }: Stretch): boolean => atUs >= startUs - CLUSTER_TOLERANCE_US && atUs <= endUs + CLUSTER_TOLERANCE_US;

function onScreenStep(track: ClockTrack, place: Stretch): ClockStepS | null {
  const steps = track.steps.filter((step) => within(step.atUs, place));
  if (steps.length > 1) return null;
  const before = track.readings.findLast((reading) => reading.fits && reading.atUs <= (steps[0]?.atUs ?? place.startUs));
  const after = track.readings.find((reading) => reading.fits && reading.atUs >= (steps[0]?.atUs ?? place.endUs) && reading !== before);
  if (!before || !after || track.absent.some(({ startUs, endUs }) => startUs < after.atUs && endUs > before.atUs)) return null;
  const [step] = steps;
  if (step) return { stepS: (step.leastS + step.mostS) / 2, withinS: Math.max(LATE_DRAWING_S, (step.mostS - step.leastS) / 2) };
  // A step elsewhere between the two readings hides what lies here.
  return track.steps.some(({ atUs }) => atUs > before.atUs && atUs < after.atUs) ? null : { stepS: 0, withinS: WHOLE_SECOND_S };
}

/** @param offsetS clock less presentation time at each stamp, in order of time */
function stampedStep(timeUs: ArrayLike<number>, offsetS: ArrayLike<number>, place: Stretch, withinS: number): ClockStepS | null {
  const before: number[] = [];
  const after: number[] = [];
  for (let i = 0; i < timeUs.length; i++) {
    // Stamps within the tolerance of the place may belong to either side.
    if (timeUs[i]! < place.startUs - CLUSTER_TOLERANCE_US) before.push(offsetS[i]!);
    else if (timeUs[i]! > place.endUs + CLUSTER_TOLERANCE_US && after.length < SIDE_STAMPS) after.push(offsetS[i]!);
  }
  const near = before.slice(-SIDE_STAMPS);
  if (near.length === 0 || after.length === 0) return null;
  const stepS = median(after) - median(near);
  // A clock of the day falls back at midnight.
  const stepAcrossMidnightS = Math.abs(stepS + DAY_S) < Math.abs(stepS) ? stepS + DAY_S : stepS;
  return { stepS: stepAcrossMidnightS, withinS };
}

function streamStep(clockS: Float64Array, { displayOrder, ptsUs }: PacketTable, place: Stretch): ClockStepS | null {
  const rows = [...displayOrder].filter((row) => !Number.isNaN(clockS[row]!));
  return stampedStep(rows.map((row) => ptsUs[row]!), rows.map((row) => clockS[row]! - ptsUs[row]! / 1e6), place, WHOLE_SECOND_S);
}

/** Seconds by which the longest step of presentation time at the place exceeds the usual one there; 0 where none stands out. */
function presentationGapS(video: PacketTable | null, place: Stretch): number {
  if (!video) return 0;
  const { displayOrder: order, ptsUs, count } = video;
  const at = (ordinal: number): number => ptsUs[order[ordinal]!]!;
  const first = firstFrom(at, count, place.startUs - CLUSTER_TOLERANCE_US);
  let longest = -1;
  for (let ordinal = Math.max(1, first); ordinal < count && at(ordinal - 1) <= place.endUs; ordinal++) {
    if (at(ordinal) > place.endUs + CLUSTER_TOLERANCE_US) break;
    if (longest < 0 || at(ordinal) - at(ordinal - 1) > at(longest) - at(longest - 1)) longest = ordinal;
  }
  if (longest < 0) return 0;
  const around: number[] = [];
  for (let ordinal = Math.max(1, longest - SIDE_STEPS); ordinal <= Math.min(count - 1, longest + SIDE_STEPS); ordinal++) if (ordinal !== longest) around.push(at(ordinal) - at(ordinal - 1));
  const usual = median(around);
  const step = at(longest) - at(longest - 1);
  return usual > 0 && step > GAP_RATIO * usual ? (step - usual) / 1e6 : 0;
}

/** The first ordinal shown at or after a time, by halving. */
function firstFrom(at: (ordinal: number) => number, count: number, fromUs: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < fromUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function median(values: readonly number[]): number {
  return values.length === 0 ? 0 : [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
