/** The languages of the product, each one lazily loaded bundle of messages. */
import type { Messages } from './by-area';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const SOURCE_LOCALE: Locale = 'zh-CN';

export const isLocale = (value: unknown): value is Locale => (LOCALES as readonly unknown[]).includes(value);

/** All areas' messages of one language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const bundle = locale === 'en' ? await import('./messages-en') : await import('./messages-zh');
  return bundle.messages;
}
