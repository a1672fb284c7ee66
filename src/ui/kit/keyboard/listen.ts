/** From keydown events to commands: by physical key, never while composing, typing or inside a dialog. */
import { chordOf } from '../../../core/key-bindings';
import type { Commands } from '../../../state/commands.svelte';

/** Sent by some browsers for every key that an input method handles. */
const COMPOSING_KEY_CODE = 229;

const TEXT_INPUTS = new Set(['text', 'search', 'number', 'email', 'url', 'tel', 'password', 'date', 'time', 'datetime-local']);
/** Keys with a meaning of their own on a focused control. */
const CONTROL_KEYS: Readonly<Record<string, string>> = {
  Space: 'button, [role="button"], [role="switch"], [role="checkbox"], [role="option"], [role="menuitem"], summary, input, select, a[href]',
  Enter: 'button, [role="button"], [role="option"], [role="menuitem"], summary, input, select, a[href]',
  ArrowUp: '[role="menu"], [role="listbox"], [role="radiogroup"], [role="tablist"], [role="separator"], [role="slider"], select, input[type="range"], input[type="radio"]',
  ArrowDown: '[role="menu"], [role="listbox"], [role="radiogroup"], [role="tablist"], [role="separator"], [role="slider"], select, input[type="range"], input[type="radio"]',
  ArrowLeft: '[role="menu"], [role="radiogroup"], [role="tablist"], [role="separator"], [role="slider"], input[type="range"], input[type="radio"]',
  ArrowRight: '[role="menu"], [role="radiogroup"], [role="tablist"], [role="separator"], [role="slider"], input[type="range"], input[type="radio"]',
};

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && TEXT_INPUTS.has(target.type);
}

/** The key belongs to the focused control, not to the page. */
function isControlKey(event: KeyboardEvent): boolean {
  const selector = CONTROL_KEYS[event.code];
  if (selector === undefined || event.ctrlKey || event.metaKey) return false;
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

/** Listens on the window. Returns the function that ends it. */
export function listenForCommands(commands: Commands): () => void {
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === COMPOSING_KEY_CODE) return;
    if (isTyping(event.target) || isControlKey(event)) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="alertdialog"]') !== null) return;
    const chord = chordOf(event);
    if (chord !== null && commands.press(chord)) event.preventDefault();
  };
  window.addEventListener('keydown', onKeydown);
  return () => window.removeEventListener('keydown', onKeydown);
}
