/** Puts the chosen theme on the root element; `auto` follows the system while it is chosen. */
import type { Theme } from '../../state/settings.svelte';

/** Returns the function that ends following the system. */
export function applyTheme(theme: Theme): () => void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: light)');
  const apply = (): void => {
    root.dataset['theme'] = theme === 'auto' ? (system.matches ? 'light' : 'dark') : theme;
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', getComputedStyle(root).getPropertyValue('--ground').trim());
  };
  apply();
  if (theme !== 'auto') return () => undefined;
  system.addEventListener('change', apply);
  return () => system.removeEventListener('change', apply);
}
