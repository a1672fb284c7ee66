/** Which of the page's own dialogs is open; at most one. */
import { createContext } from 'svelte';

import type { CaseInfo } from '../../core/case';
import type { PickedFile } from '../../state/file-access';
import type { KnownCase } from '../../state/project.svelte';

export type DialogName = 'settings' | 'help' | 'history' | 'undo' | 'redo' | 'known';

/** Files for which a case exists already. */
export interface KnownFiles {
  readonly known: KnownCase;
  readonly picked: readonly PickedFile[];
  readonly info: Partial<CaseInfo>;
}

export class Dialogs {
  #shown = $state<DialogName | null>(null);
  #known = $state.raw<KnownFiles | null>(null);

  get shown(): DialogName | null {
    return this.#shown;
  }

  readonly open = (name: DialogName): void => {
    this.#shown = name;
  };

  /** What 'known' asks about. */
  get known(): KnownFiles | null {
    return this.#known;
  }

  readonly askKnown = (known: KnownFiles): void => {
    this.#known = known;
    this.#shown = 'known';
  };

  readonly close = (): void => {
    this.#shown = null;
  };
}

export const [useDialogs, provideDialogs] = createContext<Dialogs>();
