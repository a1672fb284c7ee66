/** What the state layer asks of storage: cases with their action log, facts, findings and file handles. */
import type { Action, ActionEntry } from '../core/action-log';
import type { CaseHeader, RecordingFacts } from '../core/case';
import type { Finding } from '../core/finding';
import type { PassResult } from '../core/pass-result';
import type { ContentHash, RecordingId } from '../core/recording';
import type { SignedOpinion } from '../core/opinion/signed-opinion';
import type { SignsRecord } from '../core/review/sign-reading';
import type { BoxNode, PacketTable } from '../core/tables';
import type { VoiceActivity } from '../core/voice';

/** All of a case that was stored. */
export interface StoredCase {
  readonly header: CaseHeader;
  readonly entries: readonly ActionEntry[];
  readonly facts: readonly RecordingFacts[];
  readonly findings: ReadonlyMap<RecordingId, readonly Finding[]>;
  /** Stills that verdicts cite: in a case that leaves or enters this machine; empty where a case is only opened. */
  readonly stills: readonly CitedStill[];
  /** Opinions as they were signed, likewise. */
  readonly opinions: readonly SignedOpinion[];
}

/** An action about to be stored; `seq` is given by the store. */
export type NewEntry = Action & Omit<ActionEntry, 'seq' | keyof Action>;

/**
 * Every method may reject with AppError storage-full or storage-unavailable; nothing is then half stored. Objects passed in
 * are plain (no reactive proxies) and are not kept.
 */
export interface CaseStore {
  list(): Promise<readonly CaseHeader[]>;
  /** Facts of all recordings of all cases whose file has one of these sizes (bytes). */
  recordingsOfSize(sizes: readonly number[]): Promise<readonly RecordingFacts[]>;
  /** null when there is no such case. */
  load(caseId: string): Promise<StoredCase | null>;
  /** Appends to the log and replaces the header in one transaction; resolves once it is on disk. */
  append(entry: NewEntry, header: CaseHeader): Promise<ActionEntry>;
  /** Writes a case's whole log and header anew, where the browser has lost what was there. */
  rewrite(entries: readonly ActionEntry[], header: CaseHeader): Promise<void>;
  saveFacts(facts: RecordingFacts): Promise<void>;
  saveFindings(caseId: string, recordingId: RecordingId, findings: readonly Finding[], atMs: number): Promise<void>;
  /** The stills that a case's verdicts cite. */
  stills(caseId: string): Promise<readonly CitedStill[]>;
  /** Every opinion of a case that was signed. */
  opinions(caseId: string): Promise<readonly SignedOpinion[]>;
  /** A whole case as imported, with its own entries, stills and signed opinions. */
  insert(stored: StoredCase, atMs: number): Promise<void>;
  remove(caseId: string): Promise<void>;
  /** Calls back with the log now and after every change from any tab. Returns the function that ends it. */
  watch(caseId: string, onEntries: (entries: readonly ActionEntry[]) => void): () => void;
}

/** Of a file, or of a playlist and its segments. */
export interface RecordingHandles {
  readonly handle: FileSystemFileHandle;
  readonly segments?: readonly FileSystemFileHandle[];
}

export interface HandleStore {
  save(caseId: string, recordingId: RecordingId, handles: RecordingHandles): Promise<void>;
  ofCase(caseId: string): Promise<ReadonlyMap<RecordingId, RecordingHandles>>;
}

/** The packets of a content as its index told them. */
export interface PacketTables {
  readonly video: PacketTable | null;
  readonly audio: PacketTable | null;
  readonly boxes: readonly BoxNode[];
}

/** All that was computed of a content: enough to read its findings while the file itself cannot be read. */
export interface ComputedStore {
  /** Results of any version: they are what the stored findings rest on. */
  load(content: ContentHash): Promise<{ readonly results: readonly PassResult[]; readonly packets: PacketTables | null }>;
  savePackets(content: ContentHash, packets: PacketTables): Promise<void>;
  /** A frame by its presentation ordinal as an image file; null where none was kept. */
  still(content: ContentHash, ordinal: number): Promise<Blob | null>;
  saveStill(content: ContentHash, ordinal: number, image: Blob): Promise<void>;
}

/** The frame that a verdict cites, as an image file of what was on screen. */
export interface CitedStill {
  /** SHA-256 of the image file's bytes, lower-case hex: the citation names it. */
  readonly hash: string;
  readonly recordingId: RecordingId;
  /** Presentation time, microseconds, and ordinal in presentation order. */
  readonly ptsUs: number;
  readonly ordinal: number;
  readonly width: number;
  readonly height: number;
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What was heard of a content. */
export interface VoiceStore {
  voice(content: ContentHash): Promise<VoiceActivity | null>;
  saveVoice(content: ContentHash, activity: VoiceActivity): Promise<void>;
}

/** What was read in the pictures of a content. */
export interface SignsStore {
  signs(content: ContentHash): Promise<SignsRecord | null>;
  saveSigns(content: ContentHash, record: SignsRecord): Promise<void>;
}

/** By which an attached document opens again; without one it is chosen again and known by its hash. */
export interface DocumentHandle {
  readonly documentId: string;
  readonly handle: FileSystemFileHandle;
}

/**
 * What a review needs beside the log. A still is stored before the entry that cites it, and an opinion before the entry that signs it: a tab that ends between
 * the two leaves a picture that nobody cites, never a citation without its picture.
 */
export interface ReviewStore {
  saveStill(caseId: string, still: CitedStill): Promise<void>;
  /** null when none of that hash was kept. */
  still(caseId: string, hash: string): Promise<CitedStill | null>;
  /** What is there under its hash already stays as it is. */
  saveOpinion(caseId: string, opinion: SignedOpinion): Promise<void>;
  /** null when none of that hash was kept. */
  opinion(caseId: string, hash: string): Promise<SignedOpinion | null>;
  saveDocument(caseId: string, document: DocumentHandle): Promise<void>;
  /** By document. */
  documentsOf(caseId: string): Promise<ReadonlyMap<string, DocumentHandle>>;
}

export interface SettingStore {
  load(): Promise<Readonly<Record<string, unknown>>>;
  save(key: string, value: unknown): Promise<void>;
}

/** How much is used and where it will be lost. */
export interface StorageReport {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** The browser has promised not to clear it under pressure. */
  readonly persistent: boolean;
  readonly cachedResults: number;
}

export interface StorageKeeper {
  report(): Promise<StorageReport>;
  /** Opens the database again where the browser has closed it. */
  reopen(): Promise<void>;
  /** Asks the browser not to clear the data under pressure. */
  persist(): Promise<boolean>;
  /** Removes cached pass results only: cases, judgements and findings stay. */
  clearCache(): Promise<void>;
}
