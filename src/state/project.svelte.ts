/** The open case: made, opened, changed, exported, deleted; and the list of cases on this machine. */
import { ACTION_VERSION, type Action, type ActionEntry } from '../core/action-log';
import { EMPTY_CASE_INFO, isFileOf, sameIdentity, type CaseField, type CaseHeader, type CaseInfo, type CaseRecording, type FileIdentity } from '../core/case';
import { toWireError, type WireError } from '../core/errors';
import type { ContentHash, RecordingId } from '../core/recording';
import { us } from '../core/time';
import type { CaseStore, StoredCase } from '../db/case-store';
import type { CaseLock } from '../db/case-lock';
import type { CaseFileFormat } from './case-file';
import type { CaseLog } from './case-log.svelte';
import type { Env } from './env';
import { asNamed, type FileAccess, type PickedFile } from './file-access';
import type { Jobs } from './jobs.svelte';
import type { Places } from './places';
import { joinSegments } from './segmented-recording';
import type { Selection } from './selection.svelte';
import type { Sources } from './sources.svelte';

export interface ProjectDeps {
  readonly store: CaseStore;
  readonly lock: CaseLock;
  readonly env: Env;
  readonly files: FileAccess;
  readonly log: CaseLog;
  readonly jobs: Jobs;
  readonly sources: Sources;
  readonly selection: Selection;
  readonly places: Places;
  /** The content that a file seems to have, from a few samples of it; null for one never seen. */
  readonly recognise: (file: File) => Promise<ContentHash | null>;
  readonly format: () => Promise<CaseFileFormat>;
}

export type Phase = 'start' | 'opening' | 'open';
/** 'lost': taken over by another tab just now. */
export type Tenure = 'own' | 'elsewhere' | 'lost';

/** A case that files were found in; `count` of them. */
export interface KnownCase {
  readonly header: CaseHeader;
  readonly count: number;
}

export interface AddReport {
  readonly added: number;
  readonly relinked: number;
  readonly duplicates: number;
  /** Belong to no recording of the case, and were not added because files of the case were asked for. */
  readonly strange: readonly PickedFile[];
}

const identityOf = ({ file, folder }: PickedFile): FileIdentity => ({ name: file.name, folder, sizeBytes: file.size, lastModifiedMs: file.lastModified });

export class Project {
  readonly #deps: ProjectDeps;
  #phase = $state<Phase>('start');
  #caseId = $state('');
  #tenure = $state<Tenure>('own');
  #cases = $state.raw<readonly CaseHeader[]>([]);
  #error = $state.raw<WireError | null>(null);

  /** Called when another case (or none, '') is open. */
  onCase: (caseId: string) => void = () => undefined;
  /** Called when the tab that had the open case is gone, and it can be worked on here. */
  onFreed: () => void = () => undefined;
  /** Called when a case is no longer stored. */
  onRemoved: (caseId: string) => void = () => undefined;

  constructor(deps: ProjectDeps) {
    this.#deps = deps;
    deps.sources.onReady = (id, file) => deps.jobs.enqueue(id, file);
    deps.jobs.onHashMismatch = (id) => this.#mismatch(id);
    deps.jobs.onFileLost = (id, error) => deps.sources.fail(id, { state: 'error', error });
    deps.sources.onUnreadable = (id) => void deps.jobs.recall(id);
    deps.selection.onRecording = (id) => {
      deps.jobs.prefer(id);
      if (id !== null && !['ready', 'opening', undefined].includes(deps.sources.of(id)?.state)) void deps.jobs.recall(id);
    };
  }

  get phase(): Phase { return this.#phase; }
  get caseId(): string { return this.#caseId; }
  get tenure(): Tenure { return this.#tenure; }
  get cases(): readonly CaseHeader[] { return this.#cases; }
  get info(): CaseInfo { return this.#deps.log.state.info; }
  get recordings(): readonly CaseRecording[] { return this.#deps.log.state.recordings; }
  get readOnly(): boolean { return this.#deps.log.readOnly; }
  /** Why the last opening failed; null after one that succeeded. */
  get error(): WireError | null { return this.#error; }

  recording(id: RecordingId | null): CaseRecording | null {
    return this.recordings.find((one) => one.id === id) ?? null;
  }

  /** The open file of a recording; null while it cannot be read. */
  file(id: RecordingId | null): File | null {
    return this.#deps.sources.file(id);
  }

  /** File name of a recording that is or was in the case; '' for any other. */
  nameOf(id: RecordingId): string {
    const known = this.recording(id);
    if (known !== null) return known.identity.name;
    for (const entry of this.#deps.log.entries) {
      const added = entry.kind === 'recordings-added' ? entry.payload.recordings.find((one) => one.id === id) : undefined;
      if (added !== undefined) return added.identity.name;
    }
    return '';
  }

  /** It came with a case file, which holds no media: this machine has never been given its file. */
  isImported(id: RecordingId): boolean {
    const { entries } = this.#deps.log;
    const importedAt = entries.findLastIndex(({ kind }) => kind === 'case-imported');
    return entries.some((entry, at) => at < importedAt && entry.kind === 'recordings-added' && entry.payload.recordings.some((one) => one.id === id));
  }

  async refreshCases(): Promise<void> {
    try {
      this.#cases = await this.#deps.store.list();
    } catch (thrown) {
      this.#error = toWireError(thrown);
    }
  }

  /** A new case with these files; opens it. */
  async create(picked: readonly PickedFile[], info: Partial<CaseInfo> = {}): Promise<void> {
    const { env, log, lock, jobs, selection } = this.#deps;
    await this.close();
    const caseId = env.newId();
    await lock.acquire(caseId);
    log.open(caseId, [], env.now(), false);
    jobs.open(caseId, [], [], new Map());
    selection.selectRecording(null);
    await log.append(() => ({ kind: 'case-created', payload: { info: { ...EMPTY_CASE_INFO, ...info } } }));
    this.#enter(caseId, 'own');
    await this.addFiles(picked);
  }

  /** The case on this machine that holds most of these files already: the same name and size, or the same content under another name. */
  async findKnown(chosen: readonly PickedFile[]): Promise<KnownCase | null> {
    const { store, recognise } = this.#deps;
    const picked = await joinSegments(chosen);
    const alike = await store.recordingsOfSize(picked.map(({ file }) => file.size));
    const counts = new Map<string, number>();
    for (const { file } of picked) {
      const sameSize = alike.filter(({ summary }) => summary?.sizeBytes === file.size);
      if (sameSize.length === 0) continue;
      let same = sameSize.filter(({ summary }) => summary?.fileName === file.name);
      if (same.length === 0) {
        const content = await recognise(file);
        same = sameSize.filter(({ hashes }) => hashes !== null && hashes.sha256 === content);
      }
      for (const caseId of new Set(same.map((one) => one.caseId))) counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
    }
    const [caseId, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    const header = (await store.list()).find(({ id }) => id === caseId);
    return header === undefined ? null : { header, count };
  }

  /** Opens a stored case. Where another tab has it, it opens for reading. */
  async open(caseId: string): Promise<void> {
    const { store, lock, log, jobs, sources } = this.#deps;
    if (caseId === this.#caseId) return;
    await this.close();
    this.#phase = 'opening';
    try {
      const stored = await store.load(caseId);
      if (stored === null) throw new Error(`no such case: ${caseId}`);
      const own = await lock.acquire(caseId);
      log.open(caseId, stored.entries, stored.header.createdAtMs, !own);
      jobs.open(caseId, this.recordings.map(({ id }) => id), stored.facts, stored.findings);
      this.#goToPlace(caseId);
      this.#enter(caseId, own ? 'own' : 'elsewhere');
      if (!own) void this.#awaitFree(caseId);
      await sources.openAll(caseId, this.recordings);
    } catch (thrown) {
      this.#phase = 'start';
      this.#error = toWireError(thrown);
    }
  }

  async close(): Promise<void> {
    const { log, lock, jobs, sources, selection } = this.#deps;
    await log.settled();
    jobs.close();
    sources.clear();
    selection.selectRecording(null);
    log.close();
    lock.release();
    this.#caseId = '';
    this.#phase = 'start';
    this.onCase('');
  }

  /** A playlist and its segments are one. Files that belong to recordings without one are linked to them, files that are there already are left out, the others added, unless files of the case were asked for (`again`). */
  async addFiles(chosen: readonly PickedFile[], again = false): Promise<AddReport> {
    const { log, jobs, sources, selection, env } = this.#deps;
    const picked = await joinSegments(chosen);
    const { matched, rest } = sources.match(this.recordings, picked);
    for (const [id, one] of matched) await this.#relink(id, one);
    const fresh = rest.filter((one) => !this.recordings.some((recording) => isFileOf(recording, identityOf(one))));
    const made = again ? [] : fresh.map((one) => ({ one, recording: { id: env.newId(), identity: identityOf(one), sampleUrl: one.sampleUrl } }));
    if (made.length > 0) {
      const entry = await log.append(() => ({ kind: 'recordings-added', payload: { recordings: made.map(({ recording }) => recording) } }));
      if (entry !== null) {
        jobs.add(made.map(({ recording }) => recording.id));
        if (selection.recordingId === null) selection.selectRecording(made[0]?.recording.id ?? null);
        for (const { one, recording } of made) this.#give(recording.id, one);
      }
    }
    return { added: made.length, relinked: matched.size, duplicates: rest.length - fresh.length, strange: again ? fresh : [] };
  }

  async removeRecording(id: RecordingId): Promise<void> {
    const { jobs, log, selection } = this.#deps;
    const index = this.recordings.findIndex((one) => one.id === id);
    const recording = this.recordings[index];
    if (recording === undefined) return;
    await jobs.cancel(id);
    await log.append(() => ({ kind: 'recording-removed', payload: { recording, index } }));
    if (selection.recordingId === id) selection.selectRecording(this.recordings[Math.min(index, this.recordings.length - 1)]?.id ?? null);
  }

  /** Takes the newest action back; null when there is none. Recordings that come back are analysed on, one that goes is no longer chosen. */
  undo(): Promise<ActionEntry | null> {
    return this.#withRecordings(() => this.#deps.log.undo());
  }

  redo(): Promise<ActionEntry | null> {
    return this.#withRecordings(() => this.#deps.log.redo());
  }

  async edit(field: CaseField, value: string): Promise<void> {
    await this.#deps.log.append(({ info }): Action | null => (
      info[field] === value ? null : { kind: 'case-edited', payload: { field, from: info[field], to: value } }));
  }

  /** By click: opens all files whose handles wait for permission. */
  grantAll(): Promise<void> {
    return this.#deps.sources.grantAll(this.recordings);
  }

  async takeOver(): Promise<void> {
    await this.#deps.lock.takeOver(this.#caseId);
    await this.#own(this.#caseId);
  }

  /** Another tab has taken this case: from now on it is only read here. */
  lose(): void {
    this.#tenure = 'lost';
    this.#deps.log.setReadOnly(true);
    void this.#deps.jobs.cancelAll();
    void this.#awaitFree(this.#caseId);
  }

  /** The tab that has the case may be closed: then it is this one's. */
  async #awaitFree(caseId: string): Promise<void> {
    const free = await this.#deps.lock.whenFree(caseId).catch(() => false);
    if (free && this.#caseId === caseId && (await this.#own(caseId))) this.onFreed();
  }

  /** To be worked on here, as it was left elsewhere; false where it is no longer stored. */
  async #own(caseId: string): Promise<boolean> {
    const stored = await this.#deps.store.load(caseId);
    if (stored === null || this.#caseId !== caseId) return false;
    this.#deps.log.open(caseId, stored.entries, stored.header.createdAtMs, false);
    this.#tenure = 'own';
    return true;
  }

  async remove(caseId: string): Promise<void> {
    if (caseId === this.#caseId) await this.close();
    await this.#deps.store.remove(caseId);
    this.onRemoved(caseId);
    await this.refreshCases();
  }

  /** Everything of the open case, cited stills and signed opinions among it, but no other media; also what storage could not take. */
  async exportCase(): Promise<void> {
    const { store } = this.#deps;
    const [stills, opinions] = [await store.stills(this.#caseId).catch(() => []), await store.opinions(this.#caseId).catch(() => [])];
    await this.#save('', (stored) => ({ ...stored, stills, opinions }));
  }

  /** The open case for a second reviewer, as a case file without anything of this review. */
  async exportBlindCopy(): Promise<void> {
    const { blind } = await this.#deps.format();
    await this.#save('_blind', blind);
  }

  async #save(suffix: string, prepare: (stored: StoredCase) => StoredCase): Promise<void> {
    const { log, jobs, env, files, format } = this.#deps;
    const findings = new Map(this.recordings.map(({ id }) => [id, jobs.of(id)?.own ?? []]));
    const stored = prepare({ header: log.header(), entries: log.entries, facts: jobs.allFacts, findings, stills: [], opinions: [] });
    await files.saveText(`${this.#exportName()}${suffix}.zhijian.json`, (await format()).write(stored, env.now()));
  }

  /** By what case files are told apart in a folder: the case's number, else its first recording, and the day. */
  #exportName(): string {
    const first = this.recordings[0]?.identity.name.replace(/\.[^.]{1,5}$/, '');
    const day = new Date(this.#deps.env.now());
    const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('');
    return `${this.info.caseNumber || first || 'case'}_${date}`.replaceAll(/[\\/:*?"<>|\s]+/g, '_');
  }

  /**
   * Opens what a case file holds. Where this machine has that case already nothing is done and it is told, unless `asCopy`:
   * then it becomes another case under new ids. Rejects with AppError case-file-unreadable.
   */
  async importCase(text: string, fileName: string, asCopy = false): Promise<CaseHeader | null> {
    const { env, store, format } = this.#deps;
    const { read, renew } = await format();
    const file = read(text, fileName);
    const known = await store.load(file.stored.header.id);
    if (known !== null && !asCopy) return known.header;
    const stored = known !== null ? renew(file.stored, () => env.newId()) : file.stored;
    const caseId = stored.header.id;
    const imported = {
      kind: 'case-imported' as const, payload: { fileName, exportedAtMs: file.exportedAtMs }, id: env.newId(), caseId,
      seq: (stored.entries.at(-1)?.seq ?? 0) + 1, atMs: env.now(), actor: env.actor(), version: ACTION_VERSION,
    };
    await store.insert({
      ...stored,
      header: { ...stored.header, updatedAtMs: env.now() },
      entries: [...stored.entries, imported],
      facts: stored.facts.map((facts) => ({ ...facts, hasHandle: false })),
    }, env.now());
    await this.refreshCases();
    await this.open(caseId);
    return null;
  }

  async #withRecordings(step: () => Promise<ActionEntry | null>): Promise<ActionEntry | null> {
    const { jobs, sources, selection } = this.#deps;
    const before = new Set(this.recordings.map(({ id }) => id));
    const entry = await step();
    const ids = this.recordings.map(({ id }) => id);
    jobs.keepOnly(ids);
    jobs.add(ids);
    for (const id of ids) {
      const file = sources.file(id);
      if (!before.has(id) && file !== null && jobs.of(id)?.status !== 'done') jobs.enqueue(id, file);
    }
    if (this.recording(selection.recordingId) === null) selection.selectRecording(ids[0] ?? null);
    return entry;
  }

  async #relink(id: RecordingId, picked: PickedFile): Promise<void> {
    const recording = this.recording(id);
    if (recording === null) return;
    const to = identityOf(picked);
    if (!sameIdentity(recording.foundAs ?? recording.identity, to)) {
      await this.#deps.log.append(() => ({ kind: 'recording-relinked', payload: { recordingId: id, from: recording.foundAs ?? recording.identity, to } }));
    }
    this.#give(id, { ...picked, file: asNamed(picked.file, recording.identity.name) });
  }

  #give(id: RecordingId, picked: PickedFile): void {
    const { sources, jobs } = this.#deps;
    sources.give(this.#caseId, id, picked);
    if (picked.handle !== null && picked.segmented?.handles !== null) jobs.noteHandle(id);
    const file = sources.file(id);
    if (file !== null) jobs.enqueue(id, file);
  }

  /** Where the person was last; else the first recording. */
  #goToPlace(caseId: string): void {
    const { places, selection, jobs } = this.#deps;
    const place = places.of(caseId);
    const recording = this.recording(place?.recordingId ?? null) ?? this.recordings[0] ?? null;
    if (place === null || recording === null || recording.id !== place.recordingId) return selection.selectRecording(recording?.id ?? null);
    const finding = jobs.of(recording.id)?.findings.find(({ id }) => id === place.findingId);
    selection.selectFinding(recording.id, finding?.id ?? null, us(place.timeUs));
  }

  #mismatch(id: RecordingId): void {
    const recording = this.recording(id);
    if (recording === null) return;
    this.#deps.sources.fail(id, { state: 'error', error: { code: 'file-changed', detail: 'SHA-256 differs', fileName: recording.identity.name } });
  }

  #enter(caseId: string, tenure: Tenure): void {
    this.#caseId = caseId;
    this.#tenure = tenure;
    this.#phase = 'open';
    this.#error = null;
    this.onCase(caseId);
  }
}
