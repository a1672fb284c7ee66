/** Which of the page's own dialogs is open; at most one. */
import { createContext } from 'svelte';

import type { CaseField, CaseHeader, CaseInfo } from '../../core/case';
import type { PickedFile } from '../../state/file-access';
import type { KnownCase } from '../../state/project.svelte';

export type DialogName = 'settings' | 'help' | 'history' | 'opinion' | 'undo' | 'redo' | 'known' | 'import' | 'transcript' | 'case-data' | 'reviewers' | 'sampling';

/** Files for which a case exists already. */
export interface KnownFiles {
  readonly known: KnownCase;
  readonly picked: readonly PickedFile[];
  readonly info: Partial<CaseInfo>;
  /** What is left to do once the case is open. */
  readonly then: () => Promise<void>;
}

/** A case file whose case this machine has already. */
export interface KnownImport {
  readonly header: CaseHeader;
  readonly text: string;
  readonly fileName: string;
}

/** A transcript file for a recording in which a person has typed or corrected lines. */
export interface OwnTranscript {
  readonly fileName: string;
  /** Of the recording. */
  readonly name: string;
  /** How many lines the file has, and how many are a person's own. */
  readonly lines: number;
  readonly own: number;
  readonly put: (how: 'replace' | 'keep') => void;
}

export class Dialogs {
  #shown = $state<DialogName | null>(null);
  #known = $state.raw<KnownFiles | null>(null);

  #import = $state.raw<KnownImport | null>(null);
  #transcript = $state.raw<OwnTranscript | null>(null);
  #field = $state<CaseField | null>(null);

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

  /** What 'import' asks about. */
  get knownImport(): KnownImport | null {
    return this.#import;
  }

  readonly askImport = (known: KnownImport): void => {
    this.#import = known;
    this.#shown = 'import';
  };

  /** What 'transcript' asks about. */
  get ownTranscript(): OwnTranscript | null {
    return this.#transcript;
  }

  readonly askTranscript = (asked: OwnTranscript): void => {
    this.#transcript = asked;
    this.#shown = 'transcript';
  };

  /** Where 'case-data' begins; null: at its first field. */
  get field(): CaseField | null {
    return this.#field;
  }

  /** The case's data, at the field that somebody asks for. */
  readonly askCaseData = (field: CaseField | null = null): void => {
    this.#field = field;
    this.#shown = 'case-data';
  };

  readonly close = (): void => {
    this.#shown = null;
  };
}

export const [useDialogs, provideDialogs] = createContext<Dialogs>();
