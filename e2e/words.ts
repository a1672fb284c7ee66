/** The product's own messages by key, so that tests find controls by what a user reads and survive a reworded label. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/setup/run.mjs';

export type Locale = 'zh-CN' | 'en';
const loaded = new Map<string, Record<string, string>>();

function texts(area: string, locale: Locale): Record<string, string> {
  const path = join(ROOT, 'src/i18n/messages', area, `${locale}.json`);
  const known = loaded.get(path) ?? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>);
  loaded.set(path, known);
  return known;
}

/** The text of `area:key` with its values filled in; throws when the product has no such message. */
export function words(key: string, values: Readonly<Record<string, string | number>> = {}, locale: Locale = 'zh-CN'): string {
  const [area = '', id = ''] = key.split(':');
  const text = texts(area, locale)[id] ?? texts(area, locale)[`${id}_other`];
  if (text === undefined) throw new Error(`no message ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The same as a pattern in which every value may be anything. */
export function wordsPattern(key: string, locale: Locale = 'zh-CN'): RegExp {
  return new RegExp(words(key, new Proxy({}, { get: () => '\u0000' }), locale).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\u0000', '.*?'));
}
