/** The interface by which state reaches files: picking, dropping, handles and their permission. Implemented in app/. */
import type { DecodedText } from './decode-text';

/** What belongs to a recording that lies in several files: a playlist and the segments that it names. */
export interface Segmented {
  /** As a player is to read it: without what is missing. */
  readonly playlist: File;
  /** Those that are there, in the playlist's order. */
  readonly segments: readonly File[];
  /** Of the segments; null where not every one has a handle. */
  readonly handles: readonly FileSystemFileHandle[] | null;
  /** Names of segments that the playlist promises. */
  readonly missing: readonly string[];
}

export interface PickedFile {
  /** Of a segmented recording: the segments' bytes one after another, under the playlist's name. */
  readonly file: File;
  /** Folder within what was dropped or picked; '' at its root. */
  readonly folder: string;
  readonly handle: FileSystemFileHandle | null;
  readonly segmented?: Segmented;
  /** Set for files of the sample case. */
  readonly sampleUrl: string | null;
}

export interface PickedText extends DecodedText {
  readonly name: string;
}

export interface SampleCase {
  readonly info: Readonly<Record<string, string>>;
  readonly files: readonly PickedFile[];
}

export interface FileAccess {
  /** Resolve to an empty list when the person closes the dialog. */
  pickFiles(): Promise<readonly PickedFile[]>;
  pickFolder(): Promise<readonly PickedFile[]>;
  /** One text file for import, in whatever encoding it was saved; null when the dialog is closed. */
  pickText(extensions: readonly string[]): Promise<PickedText | null>;
  /** Files beside the recordings (transcripts, documents); empty when the dialog is closed. */
  pickOthers(extensions: readonly string[]): Promise<readonly PickedFile[]>;
  /** Must be called within the drop event: browsers empty the transfer afterwards. */
  fromDrop(transfer: DataTransfer): Promise<readonly PickedFile[]>;
  /** Offers a file for saving: a table where the name ends in .csv, else JSON. */
  saveText(name: string, text: string): Promise<void>;
  /** The same for a file of another kind, e.g. a document. */
  saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<void>;
  /** `ask` needs a click; without it 'prompt' is told where a click would be needed. */
  permission(handle: FileSystemHandle, ask: boolean): Promise<'granted' | 'prompt' | 'denied'>;
  /** Rejects with AppError file-gone where the address gives nothing (and never leaves the page's origin). */
  fetchSampleFile(url: string, name: string): Promise<File>;
  fetchSample(): Promise<SampleCase>;
}

/** The same file, not copied, under the name that its recording has in the case, so that every message calls it alike. */
export const asNamed = (file: File, name: string): File => (file.name === name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified }));
