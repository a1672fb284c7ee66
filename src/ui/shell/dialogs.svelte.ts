/** Which of the page's own dialogs is open; at most one. */
import { createContext } from 'svelte';

export type DialogName = 'settings' | 'help' | 'history';

export class Dialogs {
  #shown = $state<DialogName | null>(null);

  get shown(): DialogName | null {
    return this.#shown;
  }

  readonly open = (name: DialogName): void => {
    this.#shown = name;
  };

  readonly close = (): void => {
    this.#shown = null;
  };
}

export const [useDialogs, provideDialogs] = createContext<Dialogs>();
