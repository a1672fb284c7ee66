/** Which keys do what by default, by physical key (`event.code`), and how chords are written, read and matched. */

/** Commands in the order and groups of the keyboard help. Label keys are `command_<id with . and - as _>`. */
export const COMMAND_GROUPS = {
  player: ['player.play-pause', 'player.slower', 'player.faster', 'player.frame-back', 'player.frame-on', 'player.back-5', 'player.on-5',
    'player.back-1', 'player.on-1', 'player.go-to', 'player.range-in', 'player.range-out', 'player.still', 'player.full-screen'],
  review: ['review.previous', 'review.next', 'review.accept', 'review.reject', 'review.defer', 'review.clear', 'review.note', 'review.undo', 'review.redo'],
  checklist: ['checklist.choose', 'checklist.next-place', 'checklist.cite', 'checklist.cite-rule', 'checklist.minor', 'checklist.not-applicable'],
  marks: ['mark.now', 'mark.set-start', 'mark.set-end'],
  speech: ['speech.back', 'speech.play', 'speech.officer', 'speech.party', 'speech.other'],
  evidence: ['signs.next', 'signs.previous', 'documents.cite', 'documents.page-back', 'documents.page-on'],
  view: ['view.switch-panel', 'timeline.zoom-in', 'timeline.zoom-out', 'timeline.fit', 'case.next-recording', 'case.previous-recording', 'app.opinion', 'app.help', 'app.settings', 'app.history'],
} as const;
export type CommandGroup = keyof typeof COMMAND_GROUPS;
export type CommandId = (typeof COMMAND_GROUPS)[CommandGroup][number];

/** A chord: modifiers in the order Ctrl, Alt, Shift, then a `KeyboardEvent.code`. Ctrl also stands for ⌘. */
export type Chord = string;

/** Alt with arrows is never bound: browsers leave the page on it. */
export const DEFAULT_BINDINGS: Readonly<Record<CommandId, readonly Chord[]>> = {
  'player.play-pause': ['Space', 'KeyK'],
  'player.slower': ['KeyJ'],
  'player.faster': ['KeyL'],
  'player.frame-back': ['Comma'],
  'player.frame-on': ['Period'],
  'player.back-5': ['ArrowLeft'],
  'player.on-5': ['ArrowRight'],
  'player.back-1': ['Shift+ArrowLeft'],
  'player.on-1': ['Shift+ArrowRight'],
  'player.go-to': ['KeyG'],
  'player.range-in': ['KeyI'],
  'player.range-out': ['KeyO'],
  'player.still': ['KeyC'],
  'player.full-screen': ['KeyF'],
  'review.previous': ['ArrowUp'],
  'review.next': ['ArrowDown'],
  'review.accept': ['KeyY'],
  'review.reject': ['KeyN'],
  'review.defer': ['KeyU'],
  'review.clear': ['Backspace'],
  'review.note': ['Enter'],
  'review.undo': ['Ctrl+KeyZ'],
  'review.redo': ['Ctrl+Shift+KeyZ', 'Ctrl+KeyY'],
  'checklist.choose': ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9'],
  'checklist.next-place': ['KeyE'],
  'checklist.cite': ['KeyQ'],
  'checklist.cite-rule': ['Shift+KeyQ'],
  'checklist.minor': ['KeyD'],
  'checklist.not-applicable': ['KeyX'],
  'view.switch-panel': ['Backquote'],
  'mark.now': ['KeyM'],
  'mark.set-start': ['BracketLeft'],
  'mark.set-end': ['BracketRight'],
  'signs.next': ['KeyT'],
  'signs.previous': ['Shift+KeyT'],
  'documents.cite': ['KeyB'],
  'documents.page-back': ['Shift+PageUp'],
  'documents.page-on': ['Shift+PageDown'],
  'speech.back': ['F2'],
  'speech.play': ['F4'],
  'speech.officer': ['Alt+Digit1'],
  'speech.party': ['Alt+Digit2'],
  'speech.other': ['Alt+Digit3'],
  'timeline.zoom-in': ['Ctrl+ArrowUp'],
  'timeline.zoom-out': ['Ctrl+ArrowDown'],
  'timeline.fit': ['Digit0'],
  'case.next-recording': ['PageDown'],
  'case.previous-recording': ['PageUp'],
  'app.opinion': ['KeyP'],
  'app.help': ['Shift+Slash'],
  'app.settings': ['Ctrl+Comma'],
  'app.history': ['KeyH'],
};

export const COMMAND_IDS = Object.keys(DEFAULT_BINDINGS) as readonly CommandId[];

export type Bindings = Readonly<Record<CommandId, readonly Chord[]>>;

/** What of a KeyboardEvent decides. */
export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIER_CODES = /^(Control|Shift|Alt|Meta|OS)(Left|Right)?$|^CapsLock$/;

/** The chord of a key press; null while only modifiers are down or the keyboard tells no code. */
export function chordOf(press: KeyPress): Chord | null {
  if (press.code === '' || press.code === 'Unidentified' || MODIFIER_CODES.test(press.code)) return null;
  const modifiers = [press.ctrlKey || press.metaKey ? 'Ctrl+' : '', press.altKey ? 'Alt+' : '', press.shiftKey ? 'Shift+' : ''];
  return modifiers.join('') + press.code;
}

/** The user's own bindings over the defaults; commands that no longer exist and malformed values fall away. */
export function mergeBindings(own: Readonly<Record<string, readonly Chord[]>>): Bindings {
  const merged: Record<CommandId, readonly Chord[]> = { ...DEFAULT_BINDINGS };
  for (const id of COMMAND_IDS) {
    const chords = own[id];
    if (Array.isArray(chords)) merged[id] = chords.filter((chord) => typeof chord === 'string');
  }
  return merged;
}

/** Gives the chord to one command and takes it from whichever had it. */
export function rebind(bindings: Bindings, id: CommandId, chords: readonly Chord[]): Bindings {
  const taken = new Set(chords);
  const next: Record<CommandId, readonly Chord[]> = { ...bindings };
  for (const other of COMMAND_IDS) next[other] = other === id ? chords : bindings[other].filter((chord) => !taken.has(chord));
  return next;
}

/** Chord → command. */
export function commandsByChord(bindings: Bindings): ReadonlyMap<Chord, CommandId> {
  return new Map(COMMAND_IDS.flatMap((id) => bindings[id].map((chord) => [chord, id] as const)));
}

const KEY_CAPS: Readonly<Record<string, string>> = {
  Space: 'Space', Comma: ',', Period: '.', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Slash: '/', BracketLeft: '[',
  BracketRight: ']', Backspace: '⌫', Enter: 'Enter', PageDown: 'PgDn', PageUp: 'PgUp', Minus: '-', Equal: '=', Semicolon: ';', Quote: "'", Backquote: '`', Backslash: '\\',
};

/** The chord as printed on keys: `Ctrl+Shift+Z`, `?`. */
export function chordLabel(chord: Chord): string {
  if (chord === 'Shift+Slash') return '?';
  const parts = chord.split('+');
  const code = parts.pop() ?? '';
  const cap = KEY_CAPS[code] ?? code.replace(/^(Key|Digit|Numpad)/, '');
  return [...parts, cap].join('+');
}
