/** Whether a recording's file can be read now, and what a person must do if not. */
import type { WireError } from '../core/errors';

export type SourceState =
  | { readonly state: 'ready'; readonly file: File }
  | { readonly state: 'opening' }
  /** A stored handle that needs permission by a click. */
  | { readonly state: 'needs-click'; readonly handle: FileSystemFileHandle }
  /** Must be picked again. */
  | { readonly state: 'missing' }
  /** Gone, changed or not permitted. */
  | { readonly state: 'error'; readonly error: WireError };
