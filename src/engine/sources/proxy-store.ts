/** Keeps finished previews in the origin's private file system, by content; without one they live in memory only. */

const FOLDER = 'zhijian-previews';

export interface ProxyTarget {
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** The finished preview. */
  commit(): Promise<Blob>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

async function folder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await (await self.navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return null;
  }
}

const asVideo = (file: Blob): Blob => file.slice(0, file.size, 'video/mp4');

/** null when there is none for this key. */
export async function findProxy(key: string): Promise<Blob | null> {
  try {
    return asVideo(await (await (await folder())!.getFileHandle(`${key}.mp4`)).getFile());
  } catch {
    return null;
  }
}

/** @param key of content and version; a half-made file never bears it */
export async function createProxy(key: string): Promise<ProxyTarget> {
  const place = await folder();
  const part = `${key}.part`;
  try {
    const handle = await place!.getFileHandle(part, { create: true });
    const access = await handle.createSyncAccessHandle();
    access.truncate(0);
    let at = 0;
    return {
      write: (chunk) => { at += access.write(chunk, { at }); },
      async commit() {
        access.close();
        const movable = handle as FileSystemFileHandle & { move?(name: string): Promise<void> };
        await movable.move?.(`${key}.mp4`);
        return asVideo(await handle.getFile());
      },
      async abandon() {
        access.close();
        await place!.removeEntry(part).catch(() => undefined);
      },
    };
  } catch {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    return { write: (chunk) => chunks.push(chunk), commit: async () => new Blob(chunks, { type: 'video/mp4' }), abandon: async () => { chunks.length = 0; } };
  }
}
