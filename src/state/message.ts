/** A message as state hands it to the UI: a key and the values in it, never a sentence. */
import type { WireError } from '../core/errors';

export type MessageValues = Readonly<Record<string, string | number>>;

/** Values that every error message may name; an unnamed file leaves the name out. */
export function errorValues(error: WireError): MessageValues {
  return { name: error.fileName ?? '', detail: error.detail };
}
