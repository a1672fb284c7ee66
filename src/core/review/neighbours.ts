/** Recordings of one recorder that do not meet by their names and lengths, as the list of files shows them; and what inside the earlier one may explain it. */
import { clockCourseS } from '../case-sequence';
import { readDeviceFileName } from '../device-file-name';
import { isOriginKind, type Finding } from '../finding';
import type { RecordingId } from '../recording';
import { localText } from '../rules/local-time';
import type { CaseFindings } from './continuity';

export interface NamedRecording {
  readonly id: RecordingId;
  readonly name: string;
  /** By the device's clock, seconds since 1970 as if local time were UTC; null where the name tells none. */
  readonly startS: number | null;
  /** Start and duration. */
  readonly endS: number | null;
}

/** Two that follow each other by their names and miss each other by more than is allowed. */
export interface Neighbours {
  readonly before: NamedRecording;
  readonly after: NamedRecording;
  /** Seconds between them; negative where they overlap. */
  readonly gapS: number;
  readonly endS: number;
  readonly startS: number;
  /** Seconds by which the clock in the earlier one's picture goes further than it; null where none was seen to. */
  readonly courseS: number | null;
  /** What explains it: the clock's course makes them meet · something inside makes its length doubtful · nothing. */
  readonly by: 'clock' | 'inside' | 'nothing';
  /** The look across the case has a finding of its own about this place. */
  readonly isFound: boolean;
}

/** A sentence by its label key (`review:says_<says with - as _>`) and values. */
export interface NeighbourWords {
  readonly says: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Findings that the look across the case makes, rather than an analysis. */
const isOfCase = ({ detector }: Finding): boolean => detector.startsWith('case/');

/** @param recordings in case order @param toleranceS seconds by which neighbours may miss each other */
export function namedNeighbours(recordings: readonly NamedRecording[], findings: readonly CaseFindings[], toleranceS: number): readonly Neighbours[] {
  const ownerOf = ({ name }: NamedRecording): string | null => readDeviceFileName(name)?.owner ?? null;
  return [...new Set(recordings.map(ownerOf))].filter((owner) => owner !== null).flatMap((owner) => {
    const chain = recordings.filter((one) => ownerOf(one) === owner && one.startS !== null).sort((a, b) => a.startS! - b.startS!);
    return chain.slice(1).flatMap((after, i): Neighbours[] => {
      const before = chain[i]!;
      const gapS = before.endS === null ? 0 : after.startS! - before.endS;
      if (before.endS === null || before.startS === after.startS || Math.abs(gapS) <= toleranceS) return [];
      const own = findings.find(({ recordingId }) => recordingId === before.id)?.findings ?? [];
      const inside = own.filter((one) => !isOfCase(one));
      const courseS = clockCourseS(inside);
      const isAlarmed = inside.some(({ level, kind }) => level !== 'note' && !isOriginKind(kind));
      const by = courseS !== null && Math.abs(gapS - courseS) <= toleranceS ? 'clock' : isAlarmed ? 'inside' : 'nothing';
      return [{ before, after, gapS, endS: before.endS, startS: after.startS!, courseS, by, isFound: own.some(isOfCase) }];
    });
  });
}

const DAY_CHARS = 10;
const rounded = (seconds: number): number => Math.round(Math.abs(seconds) * 10) / 10;

export function neighbourWords({ before, after, gapS, endS, startS, courseS, by }: Neighbours): NeighbourWords {
  const [end, start] = [localText(endS), localText(startS)];
  const isOneDay = end.slice(0, DAY_CHARS) === start.slice(0, DAY_CHARS);
  const told = (moment: string): string => (isOneDay ? moment.slice(DAY_CHARS + 1) : moment);
  return {
    says: `neighbours-${gapS < 0 ? 'overlap' : 'gap'}-${by}`,
    values: { before: before.name, after: after.name, end: told(end), start: told(start), seconds: rounded(gapS), course: rounded(courseS ?? 0) },
  };
}
