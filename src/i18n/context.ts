/** Typed Svelte context by which components reach the texts. */
import { createContext } from 'svelte';
import type { I18n } from './i18n.svelte';

export const [useI18n, provideI18n] = createContext<I18n>();
