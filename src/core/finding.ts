/** A finding: what was measured, where, how strongly, which benign causes were tested. Values only; words are made in the UI and the report. */
import type { TimeUs } from './time';

export const INTEGRITY_KINDS = [
  'timestamp-gap', 'timestamp-fault', 'cut', 'insertion', 'freeze', 'duplicate', 'blank', 'dropped-frames',
  'speed-change', 'clock-jump', 'audio-cut', 'audio-mute', 'audio-replaced', 'segment-missing', 'segment-overlap',
] as const;
export const ORIGIN_KINDS = ['re-encoded', 'remuxed', 'editor-trace', 'metadata-conflict'] as const;
export type IntegrityKind = (typeof INTEGRITY_KINDS)[number];
export type OriginKind = (typeof ORIGIN_KINDS)[number];
export type FindingKind = IntegrityKind | OriginKind;

/** high: two independent groups agree, or one hard contradiction · review: one group · note: origin or weak. */
export type FindingLevel = 'high' | 'review' | 'note';

/** Independent groups of evidence: container, bitstream, timing, second clock, picture, audio, across files. */
export const EVIDENCE_GROUPS = ['C', 'B', 'T', 'O', 'P', 'A', 'X'] as const;
export type EvidenceGroup = (typeof EVIDENCE_GROUPS)[number];

/** Rectangle as fractions of the coded picture, 0…1. */
export interface Box01 { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

export interface FrameRef {
  readonly role: 'before' | 'after' | 'first-inside' | 'last-inside' | 'source';
  readonly ptsUs: TimeUs;
  /** Ordinal in presentation order, from the packet table. */
  readonly ordinal: number;
}

export type Evidence =
  /** `metric` is a label key (`metric_<name with - as _>` in the messages); value and threshold in `unit`. `box`: where in the picture it was read. */
  | { readonly type: 'metric'; readonly metric: string; readonly value: number; readonly threshold: number;
      readonly relation: '>' | '<' | '='; readonly unit: string; readonly atUs: TimeUs; readonly box?: Box01 }
  /** Packet ordinals in decode order, inclusive; `field` names the ledger column. */
  | { readonly type: 'packets'; readonly track: 'video' | 'audio'; readonly from: number; readonly to: number;
      readonly field: string; readonly expected: string; readonly observed: string }
  | { readonly type: 'frames'; readonly frames: readonly FrameRef[]; readonly box?: Box01 }
  /** Text found in the file or read from the picture. */
  | { readonly type: 'text'; readonly label: string; readonly text: string; readonly atUs?: TimeUs; readonly score01?: number; readonly box?: Box01 }
  | { readonly type: 'bytes'; readonly offset: number; readonly length: number; readonly label: string }
  | { readonly type: 'link'; readonly findingId: string };

/** The metric of an on-screen clock that jumps: how far it goes across a place, against how far the recording goes. */
export const CLOCK_JUMP_METRIC = 'clock-advance';

/** The share of the recording's whole sound that a silence takes, percent. */
export const SILENT_SHARE_METRIC = 'silent-share';

/** `cause` is a label key (`benign_<cause with - as _>`); the figure is what decided. */
export interface BenignTest {
  readonly cause: string;
  readonly result: 'ruled-out' | 'possible' | 'not-testable';
  readonly value?: number;
  readonly threshold?: number;
  readonly unit?: string;
}

/** What one detector says of one place, before fusion. */
export interface FindingDraft {
  readonly kind: FindingKind;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  readonly group: EvidenceGroup;
  /** Natural-log likelihood ratio, tampered against genuine, as calibrated for this detector; capped by fusion. */
  readonly llr: number;
  /** One contradiction that alone settles that the stream is not as recorded (e.g. time running backwards). */
  readonly hard: boolean;
  /** false: only supports another finding near it, never one by itself. */
  readonly standsAlone: boolean;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly benign: readonly BenignTest[];
  /** Label keys (`disproof_<key with - as _>`): what would disprove it. */
  readonly disproof: readonly string[];
  readonly detector: string;
  readonly version: number;
}

/**
 * What a second clock and the recording's own time say together of a place: with which course of events they agree. `pause`: the same gap
 * in both · `cut-out`: the clock goes further than the time stamps · `timestamp-fault`: the time stamps leave a gap, the clock does not ·
 * `clock-back`: the clock falls back · `substitution`: neither has a gap, though picture and sound jump.
 */
export const TIME_ACCOUNTS = ['pause', 'cut-out', 'timestamp-fault', 'clock-back', 'substitution'] as const;
export interface TimeAccount {
  readonly says: (typeof TIME_ACCOUNTS)[number];
  /** Seconds beyond the usual step from one picture to the next: of presentation time, and of the clock (negative: back). */
  readonly timeGapS: number;
  readonly clockGapS: number;
}

export interface Finding {
  /** Hash of detector, kind and quantised span: a verdict survives a new run. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly level: FindingLevel;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  /** 0…1, logistic of the summed capped ratios. */
  readonly confidence: number;
  readonly groups: readonly EvidenceGroup[];
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly benign: readonly BenignTest[];
  readonly disproof: readonly string[];
  /** The strongest contributing detector; the others follow in `supportedBy`. */
  readonly detector: string;
  readonly supportedBy: readonly string[];
  /** Where a second clock could be held against the recording's time. */
  readonly account?: TimeAccount;
}

const originKinds: ReadonlySet<string> = new Set(ORIGIN_KINDS);
/** Origin speaks of originality only, never of integrity. */
export const isOriginKind = (kind: FindingKind): kind is OriginKind => originKinds.has(kind);

/** Silence from the first sample to the last: it has no boundary to look at. */
export const isThroughout = ({ evidence }: Pick<Finding, 'evidence'>): boolean => evidence.some((one) => one.type === 'metric' && one.metric === SILENT_SHARE_METRIC && one.value >= 100);
