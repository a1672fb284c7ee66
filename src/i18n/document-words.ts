/** Words for a document in a language of its own, whatever language the page speaks. */
import { createInstance } from 'i18next';
import type { MessageValues } from './i18n.svelte';
import { initOptions } from './init-options';
import { loadMessages, type Locale } from './locales';

export type DocumentWords = (key: string, values?: MessageValues) => string;

/** Rejects where the language's messages cannot be loaded. */
export async function documentWords(locale: Locale): Promise<DocumentWords> {
  const instance = createInstance();
  await instance.init(initOptions(locale, await loadMessages(locale)));
  return (key, values) => instance.t(key, values ?? {});
}
