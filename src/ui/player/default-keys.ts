/** Key caps for tooltips where the caller brings none: the default bindings. */
import { chordLabel, DEFAULT_BINDINGS, type CommandId } from '../../core/key-bindings';

/** How a command's key is written on the control that does the same; '' for none. */
export type KeyOf = (command: CommandId) => string;

export const defaultKeyOf: KeyOf = (command) => DEFAULT_BINDINGS[command].map(chordLabel).slice(0, 1).join('');
