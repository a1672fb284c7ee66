/** What a finding is called: its kind, or what its detector names more exactly, and with which course of events a second clock makes it agree. */
import type { Finding } from '../../core/finding';
import { formatSeconds, keyPart } from '../../core/figures';

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

/** Courses of events with which a clock that was set agrees as well, unless the picture tells that it was not that alone. */
const LIKE_A_SET_CLOCK: ReadonlySet<string> = new Set(['cut-out', 'clock-back']);

/** The sentence behind the name, with both gaps; null where no clock could be held against the recording. */
export function accountSentence({ account, benign }: Pick<Finding, 'account' | 'benign'>, t: Translate): string | null {
  if (account === undefined) return null;
  const about = t(`findings:account_about_${keyPart(account.says)}`, { timeGap: formatSeconds(account.timeGapS, t), clockGap: formatSeconds(account.clockGapS, t) });
  if (!LIKE_A_SET_CLOCK.has(account.says)) return about;
  const isRuledOut = benign.some(({ cause, result }) => cause === 'clock-correction' && result === 'ruled-out');
  return t('findings:two_sentences', { first: about, second: t(isRuledOut ? 'findings:account_set_ruled_out' : 'findings:account_set_open') });
}
