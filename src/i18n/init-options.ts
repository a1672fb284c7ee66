/** How every i18next instance of the product reads its messages. */
import type { InitOptions } from 'i18next';
import type { Messages } from './by-area';
import type { Locale } from './locales';

export function initOptions(locale: Locale, messages: Messages): InitOptions {
  const areas = Object.keys(messages);
  return {
    lng: locale,
    resources: { [locale]: messages },
    ns: areas,
    // A key without an area is looked up in every area: labels of detectors live in several.
    defaultNS: 'shell',
    fallbackNS: areas,
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    keySeparator: false,
  };
}
