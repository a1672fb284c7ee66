/** Short messages that come and go, with at most one action each (mostly: undo). */
import type { MessageValues } from './message';

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'success' | 'warning' | 'error';
  readonly key: string;
  readonly values: MessageValues;
  readonly action: { readonly key: string; run(): void } | null;
}

/** Long enough to read and reach the button: what went well is short, what a person should look into is not; errors stay until closed. */
const SHOWN_MS: Readonly<Record<Toast['tone'], number>> = { success: 4_000, info: 5_000, warning: 12_000, error: Infinity };
const AT_MOST = 4;

export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  show(tone: Toast['tone'], key: string, values: MessageValues = {}, action: Toast['action'] = null): void {
    const toast: Toast = { id: this.#next++, tone, key, values, action };
    // A newer remark takes the place of an older one; what offers an action or went wrong stays.
    const staying = this.#list.filter((other) => other.key !== key && !(tone === 'info' && other.tone === 'info' && other.action === null));
    this.#list = [...staying, toast].slice(-AT_MOST);
    if (tone !== 'error') setTimeout(() => this.close(toast.id), SHOWN_MS[tone]);
  }

  /** What offered this is no longer there to be done. */
  closeOffering(actionKey: string): void {
    this.#list = this.#list.filter((toast) => toast.action?.key !== actionKey);
  }

  /** Another case is open: what went wrong in the one before is no longer the matter. */
  closeErrors(): void {
    this.#list = this.#list.filter(({ tone }) => tone !== 'error');
  }

  close(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }
}
