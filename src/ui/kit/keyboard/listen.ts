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

/**
 * The key belongs to the focused control, not to the page. A control that was merely clicked does not keep Space and Enter:
 * who clicks a recording and presses Space wants it to play.
 */
function isControlKey(event: KeyboardEvent, clicked: Element | null): boolean {
  const selector = CONTROL_KEYS[event.code];
  if (selector === undefined || event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return false;
  if (event.target === clicked && (event.code === 'Space' || event.code === 'Enter')) return false;
  return event.target.closest(selector) !== null;
}

/** Listens on the window. Returns the function that ends it. */
export function listenForCommands(commands: Commands): () => void {
  /** The control that has the focus because of the pointer. */
  let clicked: Element | null = null;
  const onPointerdown = (event: PointerEvent): void => {
    clicked = event.target instanceof Element ? event.target.closest('button, [role="button"], summary') : null;
  };
  const onFocusin = (event: FocusEvent): void => {
    if (event.target !== clicked) clicked = null;
  };
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === COMPOSING_KEY_CODE) return;
    if (isTyping(event.target) || isControlKey(event, clicked)) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="alertdialog"]') !== null) return;
    const chord = chordOf(event);
    if (chord !== null && commands.press(chord)) event.preventDefault();
  };
  const ends = new AbortController();
  const { signal } = ends;
  window.addEventListener('pointerdown', onPointerdown, { capture: true, signal });
  window.addEventListener('focusin', onFocusin, { signal });
  window.addEventListener('keydown', onKeydown, { signal });
  return () => ends.abort();
}
