/** The interface of the portable case file, implemented by db/case-file and loaded when first needed. */
import type { StoredCase } from '../db/case-store';

export interface CaseFileFormat {
  write(stored: StoredCase, exportedAtMs: number): string;
  /** Throws AppError case-file-unreadable, naming the file. */
  read(text: string, fileName: string): { readonly stored: StoredCase; readonly exportedAtMs: number };
  /** The same case for a second reviewer: nothing of the first one's opinion is in it. */
  blind(stored: StoredCase): StoredCase;
  /** The same case under new ids. */
  renew(stored: StoredCase, newId: () => string): StoredCase;
}
