/** The files behind a case's recordings: opened through stored handles, the sample's addresses, or picked again and matched. */
import { matchFiles, type CaseRecording } from '../core/case';
import { AppError, toWireError } from '../core/errors';
import type { RecordingId } from '../core/recording';
import type { HandleStore, RecordingHandles } from '../db/case-store';
import { asNamed, type FileAccess, type PickedFile, type Segmented } from './file-access';
import { joinSegments, missingSegments } from './segmented-recording';
import type { SourceState } from './source-state';

/** A playlist without any of its segments cannot be read. */
function readable({ file, segmented }: PickedFile): SourceState {
  if (segmented === undefined) return { state: 'ready', file };
  if (segmented.segments.length > 0) return { state: 'ready', file, segmented };
  return { state: 'error', error: missingSegments(segmented) };
}

export class Sources {
  readonly #files: FileAccess;
  readonly #handles: HandleStore;
  #states = $state.raw<ReadonlyMap<RecordingId, SourceState>>(new Map());

  /** Called whenever a file has become readable. */
  onReady: (id: RecordingId, file: File) => void = () => undefined;

  /** Called whenever it has turned out that a file cannot be read now. */
  onUnreadable: (id: RecordingId) => void = () => undefined;

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

  /** The parts of a segmented recording that can be read; null for one that is a single file. */
  segmented(id: RecordingId | null): Segmented | null {
    const source = this.of(id);
    return source?.state === 'ready' ? (source.segmented ?? null) : null;
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
    const handles = await this.#handles.ofCase(caseId).catch(() => new Map<RecordingId, RecordingHandles>());
    await Promise.all(recordings.map((recording) => this.#open(recording, handles.get(recording.id) ?? null)));
  }

  /** A file that was just dropped or picked. */
  give(caseId: string, id: RecordingId, picked: PickedFile): void {
    this.#set(id, readable(picked));
    const { handle, segmented } = picked;
    if (handle === null || segmented?.handles === null) return;
    this.#handles.save(caseId, id, segmented === undefined ? { handle } : { handle, segments: segmented.handles }).catch(() => undefined);
  }

  /** By click: asks permission for every waiting handle, and opens them. */
  async grantAll(recordings: readonly CaseRecording[]): Promise<void> {
    for (const recording of recordings) {
      const source = this.of(recording.id);
      if (source?.state !== 'needs-click') continue;
      const permission = await this.#permission(source.handles, true).catch(() => 'denied' as const);
      if (permission === 'granted') await this.#openHandles(recording, source.handles);
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

  /** Whether the file can still be read: one byte of it is. Where not, it is an error from now on, which tells why. */
  async check(id: RecordingId | null): Promise<void> {
    const file = this.file(id);
    if (id === null || file === null || file.size === 0) return;
    try {
      await file.slice(0, 1).arrayBuffer();
    } catch (thrown) {
      if (this.file(id) === file) this.#set(id, { state: 'error', error: toWireError(thrown, file.name) });
    }
  }

  fail(id: RecordingId, source: Extract<SourceState, { state: 'error' }>): void {
    this.#set(id, source);
  }

  async #open(recording: CaseRecording, handles: RecordingHandles | null): Promise<void> {
    if (recording.sampleUrl !== null) {
      try {
        this.#ready(recording.id, { state: 'ready', file: await this.#files.fetchSampleFile(recording.sampleUrl, recording.identity.name) });
      } catch (thrown) {
        this.#set(recording.id, { state: 'error', error: toWireError(thrown, recording.identity.name) });
      }
    } else if (handles === null) {
      this.#set(recording.id, { state: 'missing' });
    } else if ((await this.#permission(handles, false).catch(() => 'prompt' as const)) === 'granted') {
      await this.#openHandles(recording, handles);
    } else {
      this.#set(recording.id, { state: 'needs-click', handles });
    }
  }

  /** Of all files of a recording: granted only where each is. */
  async #permission({ handle, segments = [] }: RecordingHandles, ask: boolean): Promise<'granted' | 'prompt' | 'denied'> {
    for (const one of [handle, ...segments]) {
      const permission = await this.#files.permission(one, ask);
      if (permission !== 'granted') return permission;
    }
    return 'granted';
  }

  async #openHandles(recording: CaseRecording, { handle, segments }: RecordingHandles): Promise<void> {
    const { name, sizeBytes } = recording.identity;
    const pick = async (one: FileSystemFileHandle): Promise<PickedFile> => {
      const file = await one.getFile().catch((cause: unknown) => {
        const { code, detail } = toWireError(cause);
        // The one file that cannot be read, not the recording that it is a part of.
        throw new AppError(code, detail, { fileName: one.name, cause });
      });
      return { file, folder: '', handle: one, sampleUrl: null };
    };
    try {
      const playlist = await pick(handle);
      const picked = segments === undefined ? playlist : (await joinSegments([playlist, ...await Promise.all(segments.map(pick))])).find((one) => one.handle === handle) ?? playlist;
      if (picked.file.size !== sizeBytes) throw new AppError('file-changed', `size ${picked.file.size}, was ${sizeBytes}`, { fileName: name });
      this.#ready(recording.id, readable({ ...picked, file: asNamed(picked.file, name) }));
    } catch (thrown) {
      this.#set(recording.id, { state: 'error', error: toWireError(thrown, name) });
    }
  }

  #ready(id: RecordingId, source: SourceState): void {
    this.#set(id, source);
    if (source.state === 'ready') this.onReady(id, source.file);
  }

  #set(id: RecordingId, source: SourceState): void {
    this.#states = new Map(this.#states).set(id, source);
    if (source.state !== 'ready' && source.state !== 'opening') this.onUnreadable(id);
  }
}
