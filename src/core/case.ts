/** A case: what the reviewer tells of it, and the recordings that belong to it with the identity of their files. */
import type { AnalysisPass, PassVersions } from './pass-result';
import type { WireError } from './errors';
import type { FileHashes, MediaSummary, RecordingId } from './recording';

/** What the page asks for at once; all optional, all free text but `activity`. */
export const BASIC_CASE_FIELDS = ['caseNumber', 'activity', 'matter', 'party', 'place', 'officers', 'reviewer', 'remark'] as const;
/**
 * What the ledger and the label of a recording say; asked for where a rule needs it. Times are local, `YYYY-MM-DDTHH:mm`; `evidence`
 * is 'yes', 'no' or ''; `viewing` 'full', 'sampled' or ''; `unsuitable` one of UNSUITABLE or ''; `retentionYears` a whole number or 'permanent'; the rest is free text.
 */
export const LEDGER_FIELDS = [
  'documentNumber', 'secondReviewer', 'unit', 'officerNumbers', 'device', 'listEntry', 'startedAt', 'endedAt', 'method', 'madeAt', 'maker', 'evidence', 'proves',
  'storedAt', 'storagePlace', 'keeper', 'retentionYears', 'discNumber', 'secrecy', 'accessLog', 'breakNote', 'unsuitable', 'unsuitableNote', 'textOnly', 'viewing', 'rectifyBy', 'overall',
] as const;
export const CASE_FIELDS = [...BASIC_CASE_FIELDS, ...LEDGER_FIELDS] as const;
export type CaseField = (typeof CASE_FIELDS)[number];
export type CaseInfo = Readonly<Record<CaseField, string>>;

/** Situations of Article 15 in which nothing is to be recorded, and that there was none. */
export const UNSUITABLE = ['none', 'explosive', 'secret', 'other'] as const;

/** Enforcement types by which stages are expected (label key `activity_<id>`). */
export const ACTIVITIES = ['inspection', 'evidence', 'on-spot', 'seizure', 'hearing', 'service'] as const;

export const EMPTY_CASE_INFO = Object.fromEntries(CASE_FIELDS.map((field) => [field, ''])) as CaseInfo;

/** By what a file is known again before its hash is. */
export interface FileIdentity {
  readonly name: string;
  /** Folder within what was dropped or picked, '' at its root; display only. */
  readonly folder: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
}

/** A recording as the action log knows it. */
export interface CaseRecording {
  readonly id: RecordingId;
  /** As it was when the file came into the case: what it is called everywhere. */
  readonly identity: FileIdentity;
  /** Of the file that was chosen for it last, where that bears another name or time; the content is the same. */
  readonly foundAs?: FileIdentity;
  /** Address of a file of the sample case, relative to the page; null for the user's own files. */
  readonly sampleUrl: string | null;
}

export type AnalysisState = 'none' | 'partial' | 'done' | 'failed';

/** What machines found out of a recording: kept apart from the log, replaced by every run. */
export interface RecordingFacts {
  readonly id: RecordingId;
  readonly caseId: string;
  readonly hashes: FileHashes | null;
  readonly summary: MediaSummary | null;
  readonly analysis: AnalysisState;
  readonly donePasses: readonly AnalysisPass[];
  /** Not there where the run ended before this was kept. */
  readonly passVersions?: PassVersions;
  readonly error: WireError | null;
  readonly hasHandle: boolean;
}

/** One row of the list of cases; derived from the log and kept beside it so that the list needs no replay. */
export interface CaseHeader {
  readonly id: string;
  readonly info: CaseInfo;
  readonly recordingCount: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Facts of a recording that no run has touched yet. */
export function noFacts(id: RecordingId, caseId: string): RecordingFacts {
  return { id, caseId, hashes: null, summary: null, analysis: 'none', donePasses: [], error: null, hasHandle: false };
}

/** Same name, size and modification time: the same file as far as one can tell without reading it. */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.name === b.name && a.sizeBytes === b.sizeBytes && a.lastModifiedMs === b.lastModifiedMs;
}

/** Whether a file is this recording's, under the name it came with or the one it was found by last. */
export const isFileOf = ({ identity, foundAs }: CaseRecording, file: FileIdentity): boolean => sameIdentity(identity, file) || (foundAs !== undefined && sameIdentity(foundAs, file));

/**
 * Which of the picked files belongs to which missing recording: same size is necessary (the hash confirms later); same
 * name decides among several. Each file is used once.
 */
export function matchFiles<F extends { readonly name: string; readonly size: number }>(
  missing: readonly CaseRecording[], files: readonly F[],
): ReadonlyMap<RecordingId, F> {
  const matched = new Map<RecordingId, F>();
  const free = new Set(files);
  const take = (recording: CaseRecording, fits: (file: F) => boolean): void => {
    if (matched.has(recording.id)) return;
    for (const file of free) {
      if (file.size !== recording.identity.sizeBytes || !fits(file)) continue;
      matched.set(recording.id, file);
      free.delete(file);
      return;
    }
  };
  for (const recording of missing) take(recording, (file) => file.name === recording.identity.name);
  for (const recording of missing) take(recording, () => true);
  return matched;
}
