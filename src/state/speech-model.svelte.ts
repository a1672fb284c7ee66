/** The speech model that a person has installed: its folder chosen, kept by its handle, checked, and forgotten again. */
import { toWireError, type WireError } from '../core/errors';
import { MODEL_TEXTS, readModelFolder, type ModelFault, type SpeechModel as Model } from '../core/speech/model-folder';
import type { SettingStore } from '../db/case-store';
import type { FileAccess } from './file-access';
import type { FolderAccess, PickedFolder } from './folder-access';

export interface InstalledModel extends Model {
  readonly byPath: ReadonlyMap<string, File>;
}

export type SpeechModelState =
  /** None was chosen. */
  | { readonly state: 'none' }
  | { readonly state: 'opening'; readonly folder: string }
  /** The browser asks for a click before the folder is read again. */
  | { readonly state: 'needs-click'; readonly folder: string }
  | { readonly state: 'faulty'; readonly folder: string; readonly faults: readonly ModelFault[] }
  | { readonly state: 'failed'; readonly folder: string; readonly error: WireError }
  /** `kept`: it is found again on a later visit. */
  | { readonly state: 'ready'; readonly folder: string; readonly model: InstalledModel; readonly kept: boolean };

export interface SpeechModelDeps {
  readonly folders: FolderAccess;
  readonly permission: FileAccess['permission'];
  readonly store: SettingStore;
  readonly loaded: Readonly<Record<string, unknown>>;
}

const SETTING = 'speechModel';

function storedHandle(value: unknown): FileSystemDirectoryHandle | null {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'directory' ? (value as FileSystemDirectoryHandle) : null;
}

export class SpeechModels {
  readonly #deps: SpeechModelDeps;
  #handle: FileSystemDirectoryHandle | null;
  #opened = false;
  #state = $state.raw<SpeechModelState>({ state: 'none' });

  constructor(deps: SpeechModelDeps) {
    this.#deps = deps;
    this.#handle = storedHandle(deps.loaded[SETTING]);
  }

  get state(): SpeechModelState { return this.#state; }
  get installed(): InstalledModel | null { return this.#state.state === 'ready' ? this.#state.model : null; }

  /** Opens the kept folder where that needs no click; the first call alone does something. Never rejects. */
  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    await this.#reopen(false);
  }

  /** Looks at the kept folder again, after it could not be read. Never rejects. */
  reopen(): Promise<void> {
    return this.#reopen(false);
  }

  /** By click: asks for the permission of the kept folder. Never rejects. */
  grant(): Promise<void> {
    return this.#reopen(true);
  }

  /** By click. A folder that does not serve is told with its faults, and not kept. Never rejects. */
  async choose(): Promise<void> {
    this.#opened = true;
    try {
      const picked = await this.#deps.folders.pick();
      if (picked === null) return;
      const isGood = await this.#take(picked, false);
      if (!isGood || picked.handle === null) return;
      this.#handle = picked.handle;
      const kept = await this.#deps.store.save(SETTING, picked.handle).then(() => true, () => false);
      if (this.#state.state === 'ready') this.#state = { ...this.#state, kept };
    } catch (thrown) {
      this.#fail('', thrown);
    }
  }

  /** The folder itself stays as it is. */
  forget(): void {
    this.#handle = null;
    this.#state = { state: 'none' };
    this.#deps.store.save(SETTING, null).catch(() => undefined);
  }

  async #reopen(ask: boolean): Promise<void> {
    const handle = this.#handle;
    if (handle === null) return;
    this.#state = { state: 'opening', folder: handle.name };
    try {
      const permission = await this.#deps.permission(handle, ask);
      if (permission === 'granted') await this.#take(await this.#deps.folders.read(handle), true);
      else this.#state = { state: 'needs-click', folder: handle.name };
    } catch (thrown) {
      this.#fail(handle.name, thrown);
    }
  }

  async #take({ name, files }: PickedFolder, kept: boolean): Promise<boolean> {
    this.#state = { state: 'opening', folder: name };
    const texts = new Map<string, string>();
    for (const path of MODEL_TEXTS) {
      const file = files.get(path);
      if (file !== undefined) texts.set(path, await file.text());
    }
    const read = readModelFolder(name, new Map([...files].map(([path, { size }]) => [path, size])), texts);
    if (!read.ok) this.#state = { state: 'faulty', folder: name, faults: read.error };
    else this.#state = { state: 'ready', folder: name, kept, model: { ...read.value, byPath: new Map(read.value.files.flatMap((path) => { const file = files.get(path); return file === undefined ? [] : [[path, file] as const]; })) } };
    return read.ok;
  }

  #fail(folder: string, thrown: unknown): void {
    this.#state = { state: 'failed', folder, error: toWireError(thrown, folder) };
  }
}
