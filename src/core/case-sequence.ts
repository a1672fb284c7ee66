/** The recordings of a case against each other: their order on the wall clock, gaps, overlaps and missing numbers between neighbours. */
import { readDeviceFileName } from './device-file-name';
import { isOriginKind, type BenignTest, type Evidence, type Finding, type FindingKind, type FindingLevel } from './finding';
import type { MediaSummary, RecordingId } from './recording';
import { MIN_EQUAL_PACKETS, MIN_LOUDNESS_CORRELATION, sameParameterSets, sharedStretch, type SegmentEnds, type SharedStretch } from './segment-ends';
import { us, type TimeUs } from './time';

const DETECTOR = 'case/sequence';
/** Says of neighbours that their contents join, whatever their names tell. */
const JOIN_DETECTOR = 'case/join';
/** Recorders close and open files within this; the unit may set another (domain rule). */
export const DEFAULT_TOLERANCE_S = 2;
/** A file that was shortened or lengthened inside leaves its neighbour by this much at most. */
const EXPLAINED_INSIDE_S = 60;
/** More missing numbers are written as one range. */
const LISTED_ONE_BY_ONE = 12;
/** Logistic of the natural-log likelihood ratios 2 (number and time agree) and 1. */
const CONFIDENCE: Readonly<Record<FindingLevel, number>> = { high: 0.98, review: 0.88, note: 0.73 };

export interface SequenceInput {
  readonly id: RecordingId;
  readonly fileName: string;
  readonly summary: MediaSummary;
  /** Whether something was found inside that makes its length doubtful. */
  readonly alarmed: boolean;
  /** Seconds by which an on-screen clock runs further than the recording inside (`clockCourseS`); null where none was seen to part from it. */
  readonly clockCourseS: number | null;
  /** What its passes kept of its two ends; null where nothing was. */
  readonly ends: SegmentEnds | null;
}

export interface PlacedRecording {
  readonly id: RecordingId;
  readonly fileName: string;
  readonly owner: string;
  readonly number: string;
  /** Wall clock of the device, seconds since 1970 as if local time were UTC. */
  readonly startS: number;
  readonly endS: number;
  /** What the end rests on, beside the start in the file's name: the duration, or that and the course of the on-screen clock. */
  readonly endBy: 'duration' | 'clock';
  readonly clockCourseS: number | null;
  readonly alarmed: boolean;
  readonly summary: MediaSummary;
  readonly ends: SegmentEnds | null;
}

/** What lies between two neighbours of one recorder, as far as their lengths can be trusted. */
export interface SequenceGap {
  readonly afterId: RecordingId;
  readonly beforeId: RecordingId;
  readonly kind: 'gap' | 'overlap';
  readonly fromS: number;
  readonly toS: number;
  /** Numbers that are not there, as they would be written; a long run as one range. */
  readonly missing: readonly string[];
  /** The end of the one that is the start of the other, which proves that nothing lies between; null where none was found. */
  readonly shared: SharedStretch | null;
  /** The finding about it; null where it is not known. */
  readonly findingId: string | null;
}

export interface CaseSequence {
  /** By start; recordings whose name tells no time are left out. */
  readonly placed: readonly PlacedRecording[];
  readonly gaps: readonly SequenceGap[];
  /** Each belongs to the recording before the place. */
  readonly findings: ReadonlyMap<RecordingId, readonly Finding[]>;
}

export const NO_SEQUENCE: CaseSequence = { placed: [], gaps: [], findings: new Map() };

/** A recording as the look across the case takes it. @param own what its own run found @param ends null where its tables are not there */
export function sequenceInput(id: RecordingId, fileName: string, summary: MediaSummary, own: readonly Finding[], ends: SegmentEnds | null): SequenceInput {
  return { id, fileName, summary, ends, clockCourseS: clockCourseS(own), alarmed: own.some((one) => one.level !== 'note' && !isOriginKind(one.kind)) };
}

/** @param toleranceS seconds by which neighbours may miss each other */
export function caseSequence(inputs: readonly SequenceInput[], toleranceS: number): CaseSequence {
  const placed = inputs.flatMap((input) => place(input)).sort((a, b) => a.startS - b.startS || compare(a.number, b.number) || compare(a.fileName, b.fileName));
  const gaps: SequenceGap[] = [];
  const findings = new Map<RecordingId, Finding[]>();
  for (const owner of new Set(placed.map((one) => one.owner))) {
    const chain = placed.filter((one) => one.owner === owner);
    for (let i = 1; i < chain.length; i++) {
      const found = between(chain[i - 1]!, chain[i]!, toleranceS);
      if (!found) continue;
      if (!found.lengthDoubtful) gaps.push({ ...found.gap, findingId: found.finding.id });
      findings.set(found.gap.afterId, [...(findings.get(found.gap.afterId) ?? []), found.finding]);
    }
  }
  return { placed, gaps, findings };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function place({ id, fileName, summary, alarmed, clockCourseS, ends }: SequenceInput): PlacedRecording[] {
  const name = readDeviceFileName(fileName);
  return name ? [{ id, fileName, owner: name.owner, number: name.number, startS: name.startS, endS: name.startS + summary.durationUs / 1e6 + (clockCourseS ?? 0), endBy: clockCourseS === null ? 'duration' : 'clock', clockCourseS, alarmed, summary, ends }] : [];
}

/** null where the two follow each other as they should, or are copies of one. */
function between(before: PlacedRecording, after: PlacedRecording, toleranceS: number): { gap: Omit<SequenceGap, 'findingId'>; finding: Finding; lengthDoubtful: boolean } | null {
  const counted = before.number !== '' && after.number !== '';
  const step = counted ? Number(after.number) - Number(before.number) : 1;
  if (before.startS === after.startS && step === 0) return null;
  const gapS = after.startS - before.endS;
  const missing = counted && step > 1 ? numbersBetween(before.number, after.number) : [];
  if (Math.abs(gapS) <= toleranceS && missing.length === 0) return null;
  const shared = before.ends && after.ends ? sharedStretch(before.ends, after.ends) : null;
  // Something found inside may have taken or given length, and no clock tells how much: where it ends, and so what lies between, is not known.
  const lengthDoubtful = shared === null && missing.length === 0 && Math.abs(gapS) <= EXPLAINED_INSIDE_S && before.alarmed && before.endBy === 'duration';
  const kind = gapS < -toleranceS ? 'overlap' : 'gap';
  const gap = { afterId: before.id, beforeId: after.id, kind, fromS: Math.min(before.endS, after.startS), toS: Math.max(before.endS, after.startS), missing, shared } as const;
  return { gap, lengthDoubtful, finding: describe(before, after, gapS, step, { ...gap, lengthDoubtful }, toleranceS) };
}

/** When the last picture is shown: where the place after a recording can be looked at. */
function lastShownUs({ startUs, durationUs, video }: MediaSummary): TimeUs {
  return us(startUs + durationUs - (video && video.averageFps > 0 ? 1e6 / video.averageFps : 0));
}

/**
 * How much further an on-screen clock goes than a recording, by the jumps that its findings tell: seconds, negative where footage without
 * its clock lies inside. null where no jump was found.
 */
export function clockCourseS(findings: readonly Finding[]): number | null {
  const parts = findings.flatMap(({ evidence, startUs, endUs }) => {
    const metrics = evidence.filter((one) => one.type === 'metric');
    const steps = metrics.filter(({ metric }) => metric === 'clock-step').map(({ value }) => value);
    // The clock goes on behind the stretch where it stopped before it.
    const resumes = metrics.some(({ metric, relation }) => metric === 'clock-resumes' && relation === '<');
    return steps.length > 0 || !resumes ? steps : [(startUs - endUs) / 1e6];
  });
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
}

function numbersBetween(before: string, after: string): string[] {
  const [from, to] = [Number(before) + 1, Number(after) - 1];
  const write = (value: number): string => String(value).padStart(before.length, '0');
  if (to - from + 1 > LISTED_ONE_BY_ONE) return [`${write(from)}–${write(to)}`];
  return Array.from({ length: to - from + 1 }, (_, i) => write(from + i));
}

function describe(before: PlacedRecording, after: PlacedRecording, gapS: number, step: number, { missing, shared, lengthDoubtful }: Pick<SequenceGap, 'missing' | 'shared'> & { readonly lengthDoubtful: boolean }, toleranceS: number): Finding {
  const overlap = gapS < -toleranceS;
  const kind: FindingKind = overlap || shared ? 'segment-overlap' : 'segment-missing';
  // Contents that join leave nothing between, whatever names tell. A missing number whose time is missing too; one recorder in two recordings at once. All else may be a recorder that was switched off and on.
  const level: FindingLevel = shared || lengthDoubtful ? 'note' : overlap || (missing.length > 0 && gapS > toleranceS) ? 'review' : 'note';
  const atUs = lastShownUs(before.summary);
  const evidence: [Evidence, ...Evidence[]] = [
    { type: 'metric', metric: 'segment-gap', value: round(gapS), threshold: overlap ? -toleranceS : toleranceS, relation: overlap ? '<' : '>', unit: 's', atUs },
    { type: 'text', label: 'file-before', text: `${before.fileName} · ${clock(before.startS)} – ${clock(before.endS)}` },
    { type: 'text', label: 'file-after', text: `${after.fileName} · ${clock(after.startS)} – ${clock(after.endS)}` },
  ];
  if (missing.length > 0) {
    evidence.unshift({ type: 'metric', metric: 'missing-numbers', value: step - 1, threshold: 0, relation: '>', unit: '', atUs });
    evidence.push({ type: 'text', label: 'missing-numbers', text: missing.join('、') });
  }
  if (gapS > toleranceS) evidence.push({ type: 'text', label: 'missing-time', text: `${clock(before.endS)}–${clock(after.startS)}` });
  if (overlap) evidence.push({ type: 'text', label: 'overlap-time', text: `${clock(after.startS)}–${clock(Math.min(before.endS, after.endS))}` });
  if (before.endBy === 'clock') evidence.push({ type: 'metric', metric: 'clock-course', value: round(before.clockCourseS ?? 0), threshold: 0, relation: '>', unit: 's', atUs });
  if (shared) evidence.unshift(...sharedEvidence(shared, atUs));
  const sets = before.ends && after.ends ? sameParameterSets(before.ends, after.ends) : null;
  const benign: BenignTest[] = [
    { cause: 'contents-join', result: shared ? 'possible' : before.ends && after.ends ? 'ruled-out' : 'not-testable', ...(shared ? { value: round(shared.seconds), unit: 's' } : {}) },
    { cause: 'length-changed-inside', result: before.alarmed && before.endBy === 'duration' ? 'possible' : 'ruled-out' },
    { cause: 'another-recorder', result: sets === null ? 'not-testable' : sets ? 'ruled-out' : 'possible' },
    { cause: 'loop-overwrite', result: 'ruled-out' },
    { cause: 'recorder-stopped', result: overlap ? 'ruled-out' : missing.length > 0 ? 'not-testable' : 'possible', value: round(gapS), unit: 's' },
    { cause: 'segment-elsewhere', result: missing.length > 0 ? 'possible' : 'ruled-out', value: Math.max(0, step - 1), unit: 'segments' },
    { cause: 'device-clock-set', result: 'not-testable' },
  ];
  return {
    id: `case-${kind}-${before.startS}-${after.startS}`, kind, level, startUs: atUs, endUs: atUs, confidence: CONFIDENCE[level], groups: ['X'],
    evidence, benign, disproof: ['missing-file-presented', 'station-log-complete'], detector: shared ? JOIN_DETECTOR : DETECTOR, supportedBy: [],
  };
}

function sharedEvidence({ seconds, by, figure }: SharedStretch, atUs: TimeUs): Evidence[] {
  const threshold = by === 'loudness' ? MIN_LOUDNESS_CORRELATION : MIN_EQUAL_PACKETS;
  return [
    { type: 'metric', metric: 'shared-seconds', value: round(seconds), threshold: 0, relation: '>', unit: 's', atUs },
    { type: 'metric', metric: `shared-by-${by}`, value: round(figure), threshold, relation: '>', unit: '', atUs },
  ];
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
/** Names tell whole seconds. */
const clock = (seconds: number): string => new Date(Math.round(seconds) * 1000).toISOString().slice(11, 19);
