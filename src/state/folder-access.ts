/** The interface by which state reaches a folder that is used as a whole. Implemented in app/. */

export interface PickedFolder {
  readonly name: string;
  /** By path within the folder, '/' between parts: what lies in it and in the folders directly below. */
  readonly files: ReadonlyMap<string, File>;
  /** By which it opens again on a later visit; null where the browser gives none. */
  readonly handle: FileSystemDirectoryHandle | null;
}

export interface FolderAccess {
  /** null when the dialog is closed. */
  pick(): Promise<PickedFolder | null>;
  /** Rejects with a DOM error where the folder is gone or may not be read. */
  read(handle: FileSystemDirectoryHandle): Promise<PickedFolder>;
}
