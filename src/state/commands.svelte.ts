/** The registry between keys and what they do: parts of the page offer commands while they are on screen. */
import { commandsByChord, type Chord, type CommandId } from '../core/key-bindings';
import type { Settings } from './settings.svelte';

/** `chord`: which of the command's keys was pressed; '' where it was not a key. */
export type CommandHandler = (chord: Chord) => void;

export class Commands {
  readonly #settings: Settings;
  readonly #handlers = new Map<CommandId, CommandHandler[]>();
  readonly #byChord = $derived.by(() => commandsByChord(this.#settings.bindings));

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The newest handler of a command wins. Returns the function that takes it away. */
  on(id: CommandId, handler: CommandHandler): () => void {
    const list = this.#handlers.get(id) ?? [];
    this.#handlers.set(id, [...list, handler]);
    return () => this.#handlers.set(id, (this.#handlers.get(id) ?? []).filter((other) => other !== handler));
  }

  /** Several at once, for use as `$effect(() => commands.offer({ … }))`. */
  offer(handlers: Partial<Record<CommandId, CommandHandler>>): () => void {
    const ends = (Object.entries(handlers) as [CommandId, CommandHandler][]).map(([id, handler]) => this.on(id, handler));
    return () => ends.forEach((end) => end());
  }

  /** false: nobody on the page does this now. */
  run(id: CommandId, chord: Chord = ''): boolean {
    const handler = this.#handlers.get(id)?.at(-1);
    handler?.(chord);
    return handler !== undefined;
  }

  isOffered(id: CommandId): boolean {
    return (this.#handlers.get(id)?.length ?? 0) > 0;
  }

  /** false: the chord is bound to nothing that is on the page. */
  press(chord: Chord): boolean {
    const id = this.#byChord.get(chord);
    return id !== undefined && this.run(id, chord);
  }
}
