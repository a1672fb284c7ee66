/** The one i18next instance behind a reactive locale: switching re-renders texts, reloads nothing and loses nothing. */
import { createInstance, type i18n as I18next } from 'i18next';
import { initOptions } from './init-options';
import { loadMessages, SOURCE_LOCALE, type Locale } from './locales';

export type MessageValues = Readonly<Record<string, string | number>>;

export class I18n {
  readonly #i18next: I18next = createInstance();
  #locale = $state<Locale>(SOURCE_LOCALE);
  #areas: readonly string[] = [];

  /** Loads the messages of `locale`; must be awaited before the first render. */
  async start(locale: Locale): Promise<void> {
    const messages = await loadMessages(locale);
    this.#areas = Object.keys(messages);
    await this.#i18next.init(initOptions(locale, messages));
    this.#locale = locale;
  }

  get locale(): Locale {
    return this.#locale;
  }

  /** Loads the language's messages when first used, then switches. */
  async setLocale(locale: Locale): Promise<void> {
    if (locale === this.#locale) return;
    if (!this.#i18next.hasResourceBundle(locale, this.#areas[0] ?? 'shell')) {
      for (const [area, texts] of Object.entries(await loadMessages(locale))) this.#i18next.addResourceBundle(locale, area, texts);
    }
    await this.#i18next.changeLanguage(locale);
    this.#locale = locale;
  }

  /** The text of `key` or `area:key` in the current language; reading it makes the reader depend on the language. */
  readonly t = (key: string, values?: MessageValues): string => {
    void this.#locale;
    return this.#i18next.t(key, values ?? {});
  };

  /** Whether a text exists, for keys built from ids. */
  has(key: string): boolean {
    void this.#locale;
    return this.#i18next.exists(key);
  }
}
