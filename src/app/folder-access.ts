/** A folder from the browser: by the picker that gives a handle for later visits, else by the older one for this visit alone. */
import { directoryOpen } from 'browser-fs-access';
import type { FolderAccess, PickedFolder } from '../state/folder-access';

/** Not in the DOM library yet. */
interface PickerWindow {
  showDirectoryPicker?(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
}
type Listed = FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemFileHandle | FileSystemDirectoryHandle> };

/** Of a folder that was chosen by mistake (a whole disk) no more is looked at. */
const MOST_FILES = 400;

async function list(folder: FileSystemDirectoryHandle, prefix: string, files: Map<string, File>): Promise<void> {
  for await (const entry of (folder as Listed).values()) {
    if (files.size >= MOST_FILES) return;
    if (entry.kind === 'file') files.set(prefix + entry.name, await entry.getFile());
    else if (prefix === '') await list(entry, `${entry.name}/`, files);
  }
}

async function read(handle: FileSystemDirectoryHandle): Promise<PickedFolder> {
  const files = new Map<string, File>();
  await list(handle, '', files);
  return { name: handle.name, files, handle };
}

async function pickWithoutHandle(): Promise<PickedFolder | null> {
  const entries = await directoryOpen({ recursive: true });
  const files = entries.flatMap((entry) => (entry instanceof File ? [entry] : []));
  const [first] = files;
  if (first === undefined) return null;
  const name = first.webkitRelativePath.split('/')[0] ?? '';
  return { name, files: new Map(files.map((file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file])), handle: null };
}

export const browserFolders: FolderAccess = {
  async pick() {
    const { showDirectoryPicker } = window as PickerWindow;
    try {
      return showDirectoryPicker === undefined ? await pickWithoutHandle() : await read(await showDirectoryPicker.call(window, { id: 'speech-model', mode: 'read' }));
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
      throw thrown;
    }
  },
  read,
};
