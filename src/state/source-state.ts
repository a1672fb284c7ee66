/** Whether a recording's file can be read now, and what a person must do if not. */
import type { WireError } from '../core/errors';
import type { RecordingHandles } from '../db/case-store';
import type { Segmented } from './file-access';

export type SourceState =
  | { readonly state: 'ready'; readonly file: File; readonly segmented?: Segmented }
  | { readonly state: 'opening' }
  /** Stored handles that need permission by a click. */
  | { readonly state: 'needs-click'; readonly handles: RecordingHandles }
  /** Must be picked again. */
  | { readonly state: 'missing' }
  /** Gone, changed or not permitted. */
  | { readonly state: 'error'; readonly error: WireError };
