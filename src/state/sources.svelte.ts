/** The files behind a case's recordings: opened through stored handles, the sample's addresses, or picked again and matched. */
import { matchFiles, type CaseRecording } from '../core/case';
import { AppError, toWireError } from '../core/errors';
import type { RecordingId } from '../core/recording';
import type { HandleStore } from '../db/case-store';
import type { FileAccess, PickedFile } from './file-access';
import type { SourceState } from './source-state';

export class Sources {
  readonly #files: FileAccess;
  readonly #handles: HandleStore;
  #states = $state.raw<ReadonlyMap<RecordingId, SourceState>>(new Map());

  /** Called whenever a file has become readable. */
  onReady: (id: RecordingId, file: File) => void = () => undefined;

  constructor(files: FileAccess, handles: HandleStore) {
    this.#files = files;
    this.#handles = handles;
  }

  of(id: RecordingId | null): SourceState | null {
    return id === null ? null : (this.#states.get(id) ?? null);
  }

  file(id: RecordingId | null): File | null {
    const source = this.of(id);
    return source?.state === 'ready' ? source.file : null;
  }

  /** Recordings whose handle waits for a click. */
  get waitingForClick(): readonly RecordingId[] {
    return [...this.#states].filter(([, source]) => source.state === 'needs-click').map(([id]) => id);
  }

  /** Recordings that must be picked again. */
  get missing(): readonly RecordingId[] {
    return [...this.#states].filter(([, source]) => source.state === 'missing' || source.state === 'error').map(([id]) => id);
  }

  clear(): void {
    this.#states = new Map();
  }

  /** Opens what can be opened without a click. */
  async openAll(caseId: string, recordings: readonly CaseRecording[]): Promise<void> {
    this.#states = new Map(recordings.map(({ id }) => [id, { state: 'opening' }]));
    const handles = await this.#handles.ofCase(caseId).catch(() => new Map<RecordingId, FileSystemFileHandle>());
    await Promise.all(recordings.map((recording) => this.#open(recording, handles.get(recording.id) ?? null)));
  }

  /** A file that was just dropped or picked. */
  give(caseId: string, id: RecordingId, picked: PickedFile): void {
    this.#set(id, { state: 'ready', file: picked.file });
    if (picked.handle !== null) this.#handles.save(caseId, id, picked.handle).catch(() => undefined);
  }

  /** By click: asks permission for every waiting handle, and opens them. */
  async grantAll(recordings: readonly CaseRecording[]): Promise<void> {
    for (const recording of recordings) {
      const source = this.of(recording.id);
      if (source?.state !== 'needs-click') continue;
      const permission = await this.#files.permission(source.handle, true).catch(() => 'denied' as const);
      if (permission === 'granted') await this.#openHandle(recording, source.handle);
      else if (permission === 'denied') this.#set(recording.id, { state: 'error', error: { code: 'file-permission', detail: 'permission denied', fileName: recording.identity.name } });
    }
  }

  /** Which of these files belong to recordings without one; the rest are left over. */
  match(recordings: readonly CaseRecording[], picked: readonly PickedFile[]): { readonly matched: ReadonlyMap<RecordingId, PickedFile>; readonly rest: readonly PickedFile[] } {
    const lacking = recordings.filter(({ id }) => this.file(id) === null);
    const byFile = new Map(picked.map((one) => [one.file, one]));
    const matched = new Map<RecordingId, PickedFile>();
    for (const [id, file] of matchFiles(lacking, picked.map((one) => one.file))) {
      const one = byFile.get(file);
      if (one !== undefined) matched.set(id, one);
    }
    const used = new Set(matched.values());
    return { matched, rest: picked.filter((one) => !used.has(one)) };
  }

  fail(id: RecordingId, source: Extract<SourceState, { state: 'error' }>): void {
    this.#set(id, source);
  }

  async #open(recording: CaseRecording, handle: FileSystemFileHandle | null): Promise<void> {
    if (recording.sampleUrl !== null) {
      try {
        this.#ready(recording.id, await this.#files.fetchSampleFile(recording.sampleUrl, recording.identity.name));
      } catch (thrown) {
        this.#set(recording.id, { state: 'error', error: toWireError(thrown, recording.identity.name) });
      }
    } else if (handle === null) {
      this.#set(recording.id, { state: 'missing' });
    } else if ((await this.#files.permission(handle, false).catch(() => 'prompt' as const)) === 'granted') {
      await this.#openHandle(recording, handle);
    } else {
      this.#set(recording.id, { state: 'needs-click', handle });
    }
  }

  async #openHandle(recording: CaseRecording, handle: FileSystemFileHandle): Promise<void> {
    const { name, sizeBytes } = recording.identity;
    try {
      const file = await handle.getFile();
      if (file.size !== sizeBytes) throw new AppError('file-changed', `size ${file.size}, was ${sizeBytes}`, { fileName: name });
      this.#ready(recording.id, file);
    } catch (thrown) {
      this.#set(recording.id, { state: 'error', error: toWireError(thrown, name) });
    }
  }

  #ready(id: RecordingId, file: File): void {
    this.#set(id, { state: 'ready', file });
    this.onReady(id, file);
  }

  #set(id: RecordingId, source: SourceState): void {
    this.#states = new Map(this.#states).set(id, source);
  }
}
