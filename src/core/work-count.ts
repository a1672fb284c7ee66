/** How much this thread has done so far, as a bare count: by it a watcher tells slow work from work that stands still. */

let count = 0;

/** One more step of any kind: bytes read, packets walked, a picture decoded. Costs nothing. */
export function noteWork(): void {
  count++;
}

export const workCount = (): number => count;
