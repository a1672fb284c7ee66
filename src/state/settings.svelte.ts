/** What a person has chosen for themselves: language, theme, keys, panel sizes. Kept across cases. */
import { mergeBindings, rebind, DEFAULT_BINDINGS, type Bindings, type Chord, type CommandId } from '../core/key-bindings';
import type { SettingStore } from '../db/case-store';

export const THEMES = ['dark', 'light', 'auto'] as const;
export type Theme = (typeof THEMES)[number];

/** What the right column of an open case shows. */
export const SIDE_PANELS = ['findings', 'checklist'] as const;
export type SidePanel = (typeof SIDE_PANELS)[number];
const isSidePanel = (value: unknown): value is SidePanel => (SIDE_PANELS as readonly unknown[]).includes(value);

type Loaded = Readonly<Record<string, unknown>>;

const isTheme = (value: unknown): value is Theme => (THEMES as readonly unknown[]).includes(value);

export class Settings {
  readonly #store: SettingStore;
  /** Dark by default: footage is judged on dark. */
  #theme = $state<Theme>('dark');
  #locale = $state('');
  #reviewer = $state('');
  #nameAsked = $state(false);
  #pauseWhileTyping = $state(true);
  #unpromisedSeen = $state(false);
  #bindings = $state.raw<Bindings>(DEFAULT_BINDINGS);
  #sidePanel = $state<SidePanel>('findings');
  #layouts: Record<string, readonly number[]> = {};

  constructor(store: SettingStore, loaded: Loaded) {
    this.#store = store;
    if (isTheme(loaded['theme'])) this.#theme = loaded['theme'];
    if (typeof loaded['locale'] === 'string') this.#locale = loaded['locale'];
    if (typeof loaded['reviewer'] === 'string') this.#reviewer = loaded['reviewer'];
    if (loaded['unpromisedSeen'] === true) this.#unpromisedSeen = true;
    if (loaded['nameAsked'] === true) this.#nameAsked = true;
    if (isSidePanel(loaded['sidePanel'])) this.#sidePanel = loaded['sidePanel'];
    if (loaded['pauseWhileTyping'] === false) this.#pauseWhileTyping = false;
    if (typeof loaded['bindings'] === 'object' && loaded['bindings'] !== null) {
      this.#bindings = mergeBindings(loaded['bindings'] as Readonly<Record<string, readonly Chord[]>>);
    }
    if (typeof loaded['layouts'] === 'object' && loaded['layouts'] !== null) {
      this.#layouts = { ...(loaded['layouts'] as Record<string, readonly number[]>) };
    }
  }

  get theme(): Theme {
    return this.#theme;
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#save('theme', theme);
  }

  /** '' until chosen: then the browser's language decides. */
  get locale(): string {
    return this.#locale;
  }

  setLocale(locale: string): void {
    this.#locale = locale;
    this.#save('locale', locale);
  }

  /** Name that the log records as actor; the case's own reviewer where it is ''. */
  get reviewer(): string {
    return this.#reviewer;
  }

  setReviewer(name: string): void {
    this.#reviewer = name.trim();
    this.#save('reviewer', this.#reviewer);
  }

  /** The name was asked for and not given: it is not asked for again. */
  get nameAsked(): boolean {
    return this.#nameAsked;
  }

  setNameAsked(): void {
    this.#nameAsked = true;
    this.#save('nameAsked', true);
  }

  /** It was read that the browser promises nothing. A private window forgets this too: there it is said each time. */
  get unpromisedSeen(): boolean {
    return this.#unpromisedSeen;
  }

  setUnpromisedSeen(): void {
    this.#unpromisedSeen = true;
    this.#save('unpromisedSeen', true);
  }

  get sidePanel(): SidePanel {
    return this.#sidePanel;
  }

  setSidePanel(panel: SidePanel): void {
    this.#sidePanel = panel;
    this.#save('sidePanel', panel);
  }

  /** The recording waits while what it says is being typed. */
  get pauseWhileTyping(): boolean {
    return this.#pauseWhileTyping;
  }

  setPauseWhileTyping(on: boolean): void {
    this.#pauseWhileTyping = on;
    this.#save('pauseWhileTyping', on);
  }

  get bindings(): Bindings {
    return this.#bindings;
  }

  bind(id: CommandId, chords: readonly Chord[]): void {
    this.#bindings = rebind(this.#bindings, id, chords);
    this.#save('bindings', this.#bindings);
  }

  resetBindings(): void {
    this.#bindings = DEFAULT_BINDINGS;
    this.#save('bindings', {});
  }

  /** Sizes of a pane group in percent; null until a person has moved a divider. */
  layout(group: string): readonly number[] | null {
    return this.#layouts[group] ?? null;
  }

  saveLayout(group: string, sizes: readonly number[]): void {
    this.#layouts = { ...this.#layouts, [group]: [...sizes] };
    this.#save('layouts', this.#layouts);
  }

  /** A setting that cannot be stored still holds for this page; the storage banner tells of it. */
  #save(key: string, value: unknown): void {
    this.#store.save(key, $state.snapshot(value)).catch(() => undefined);
  }
}
