/** From a drop to files with their handles: folders are walked, and only what looks like part of a case is taken from them. */
import type { PickedFile } from '../state/file-access';
import { isCaseFileName } from '../state/incoming-files';

interface HandleItem { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }
interface IterableFolder { values(): AsyncIterable<FileSystemHandle> }

async function fromHandle(handle: FileSystemHandle, folder: string, walked: boolean): Promise<PickedFile[]> {
  if (handle.kind === 'file') {
    if (walked && !isCaseFileName(handle.name)) return [];
    const fileHandle = handle as FileSystemFileHandle;
    return [{ file: await fileHandle.getFile(), folder, handle: fileHandle, sampleUrl: null }];
  }
  const path = folder === '' ? handle.name : `${folder}/${handle.name}`;
  const found: PickedFile[] = [];
  for await (const child of (handle as unknown as IterableFolder).values()) found.push(...await fromHandle(child, path, true));
  return found;
}

async function fromEntry(entry: FileSystemEntry, folder: string, walked: boolean): Promise<PickedFile[]> {
  if (entry.isFile) {
    if (walked && !isCaseFileName(entry.name)) return [];
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, folder, handle: null, sampleUrl: null }];
  }
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: PickedFile[] = [];
  // A reader gives at most 100 entries at a time.
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (children.length === 0) return found;
    for (const child of children) found.push(...await fromEntry(child, path, true));
  }
}

/** Everything is asked of the transfer before the first await: browsers empty it when the event ends. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly PickedFile[]> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const asked = items.map((item) => ({
    handle: (item as HandleItem).getAsFileSystemHandle?.() ?? null,
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const found = await Promise.all(asked.map(async ({ handle, entry, file }): Promise<PickedFile[]> => {
    const given = await handle?.catch(() => null);
    if (given) return fromHandle(given, '', false);
    if (entry) return fromEntry(entry, '', false);
    return file ? [{ file, folder: '', handle: null, sampleUrl: null }] : [];
  }));
  const flat = found.flat();
  return flat.sort((a, b) => a.folder.localeCompare(b.folder) || a.file.name.localeCompare(b.file.name, undefined, { numeric: true }));
}
