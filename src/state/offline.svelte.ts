/** The state behind OfflineSupport, set by the service worker's registration. */
import type { OfflineSupport } from './offline-support';

export class OfflineState implements OfflineSupport {
  #ready = $state(false);
  #complete = $state(false);
  #update = $state.raw<(() => void) | null>(null);

  get ready(): boolean {
    return this.#ready;
  }

  get complete(): boolean {
    return this.#complete;
  }

  get update(): (() => void) | null {
    return this.#update;
  }

  setReady(): void {
    this.#ready = true;
  }

  setComplete(): void {
    this.#complete = true;
  }

  offerUpdate(apply: () => void): void {
    this.#update = apply;
  }

  dismissUpdate(): void {
    this.#update = null;
  }
}
