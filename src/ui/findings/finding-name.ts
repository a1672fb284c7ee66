/** What a finding is called: its kind, or what its detector names more exactly, and with which course of events a second clock makes it agree. */
import type { Finding } from '../../core/finding';
import { formatSeconds, keyPart } from './figures';

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;
/** Of the messages: the text of a key, and whether there is one. */
interface Words { readonly t: Translate; has(key: string): boolean }

/** `Timestamp gap`, `Timestamp gap · as after a pause`, `Trim trace`. */
export function findingName({ kind, detector, account }: Pick<Finding, 'kind' | 'detector' | 'account'>, words: Words): string {
  const { t } = words;
  const own = `findings:named_${keyPart(detector)}`;
  const name = t(words.has(own) ? own : `findings:kind_${keyPart(kind)}`);
  return account === undefined ? name : t('findings:named_account', { name, account: t(`findings:account_${keyPart(account.says)}`) });
}

/** The sentence behind the name, with both gaps; null where no clock could be held against the recording. */
export function accountSentence({ account }: Pick<Finding, 'account'>, t: Translate): string | null {
  if (account === undefined) return null;
  return t(`findings:account_about_${keyPart(account.says)}`, { timeGap: formatSeconds(account.timeGapS, t), clockGap: formatSeconds(account.clockGapS, t) });
}
