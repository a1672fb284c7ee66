/** What the timeline is given to draw: plain data by lane. */
import type { FindingLevel } from '../../core/finding';
import type { TimeUs } from '../../core/time';

/** A finding as the timeline shows it. `label` is the short kind name in the reader's language. */
export interface FindingMark {
  readonly id: string;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  readonly level: FindingLevel;
  readonly label: string;
  /** Drawn faint: a person has ruled it out. */
  readonly dismissed: boolean;
}

export type AnnotationTone = 'confirm' | 'accent' | 'note' | 'review' | 'high';

export interface AnnotationMark {
  readonly id: string;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  readonly label: string;
  readonly tone: AnnotationTone;
}

/** What lies under the pointer. */
export interface TimelineHit {
  readonly lane: LaneId;
  readonly timeUs: number;
  readonly findingId: string | null;
  readonly annotationId: string | null;
  readonly spokenId: string | null;
}

/** `metric:<id>` for each curve. */
export type LaneId = 'ruler' | 'overview' | 'findings' | 'clock' | 'speech' | 'annotations' | 'waveform' | `metric:${string}`;

export interface Lane {
  readonly id: LaneId;
  readonly topPx: number;
  readonly heightPx: number;
}
