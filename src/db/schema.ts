/** The Dexie database 'zhijian': its tables, their rows and the schema versions. Of media it holds only small derived pictures. */
import Dexie, { type DexieOptions, type EntityTable, type Table } from 'dexie';
import type { ActionEntry } from '../core/action-log';
import type { CaseHeader, RecordingFacts } from '../core/case';
import type { Finding } from '../core/finding';
import type { PassResult } from '../core/pass-result';
import type { FileHashes, RecordingId } from '../core/recording';
import type { SignedOpinion } from '../core/opinion/signed-opinion';
import type { SignsRecord } from '../core/review/sign-reading';
import type { VoiceActivity } from '../core/voice';
import type { CitedStill, DocumentHandle, PacketTables, RecordingHandles } from './case-store';

/** A file handle by which a recording can be re-opened after a reload (browsers with the File System Access API). */
export interface HandleRow extends RecordingHandles {
  readonly recordingId: RecordingId;
  readonly caseId: string;
}

/** The findings of the last run, so that a case can be read before its files are re-opened. */
export interface FindingsRow {
  readonly recordingId: RecordingId;
  readonly caseId: string;
  readonly findings: readonly Finding[];
  readonly savedAtMs: number;
}

/** A finished pass under the content's SHA-256. */
export interface PassResultRow {
  readonly content: string;
  readonly pass: string;
  readonly result: PassResult;
}

export interface FingerprintRow {
  readonly fingerprint: string;
  readonly hashes: FileHashes;
}

export interface PacketRow {
  readonly content: string;
  readonly packets: PacketTables;
}

/** One frame as a small image: what a finding shows while the file cannot be read. */
export interface StillRow {
  readonly content: string;
  readonly ordinal: number;
  readonly image: Blob;
}

/** Where a voice is heard in a content. */
export interface VoiceRow {
  readonly content: string;
  readonly activity: VoiceActivity;
}

/** Text read from the pictures of a content. */
export interface SignsRow {
  readonly content: string;
  readonly record: SignsRecord;
}

export interface CitedStillRow extends CitedStill {
  readonly caseId: string;
}

export interface SignedOpinionRow extends SignedOpinion {
  readonly caseId: string;
}

export interface DocumentRow extends DocumentHandle {
  readonly caseId: string;
}

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

export class ZhijianDb extends Dexie {
  declare readonly cases: EntityTable<CaseHeader, 'id'>;
  declare readonly recordings: EntityTable<RecordingFacts, 'id'>;
  declare readonly actions: EntityTable<ActionEntry, 'id'>;
  declare readonly handles: EntityTable<HandleRow, 'recordingId'>;
  declare readonly findings: EntityTable<FindingsRow, 'recordingId'>;
  declare readonly passResults: Table<PassResultRow, [string, string]>;
  declare readonly fingerprints: EntityTable<FingerprintRow, 'fingerprint'>;
  declare readonly packetTables: EntityTable<PacketRow, 'content'>;
  declare readonly stills: Table<StillRow, [string, number]>;
  declare readonly citedStills: Table<CitedStillRow, [string, string]>;
  declare readonly signedOpinions: Table<SignedOpinionRow, [string, string]>;
  declare readonly documents: Table<DocumentRow, [string, string]>;
  declare readonly voices: EntityTable<VoiceRow, 'content'>;
  declare readonly signs: EntityTable<SignsRow, 'content'>;
  declare readonly settings: EntityTable<SettingRow, 'key'>;

  /** `name` differs only in tests; `engine` takes the place of the browser's IndexedDB where that is blocked. */
  constructor(name = 'zhijian', engine: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {}) {
    // Strict: a judgement is on disk, not only in a buffer, before the page says that it is kept.
    super(name, { chromeTransactionDurability: 'strict', ...engine });
    this.version(1).stores({
      cases: 'id, updatedAtMs',
      recordings: 'id, caseId',
      actions: 'id, [caseId+seq]',
      handles: 'recordingId, caseId',
      findings: 'recordingId, caseId',
      passResults: '[content+pass], content',
      fingerprints: 'fingerprint',
      settings: 'key',
    });
    this.version(2).stores({ packetTables: 'content', stills: '[content+ordinal], content' });
    this.version(3).stores({ citedStills: '[caseId+hash], caseId', documents: '[caseId+documentId], caseId' });
    this.version(4).stores({ voices: 'content' });
    this.version(5).stores({ signs: 'content' });
    this.version(6).stores({ signedOpinions: '[caseId+hash], caseId' });
  }
}
