/** Offers the ledger of the cases on this machine as a table to save; told on the page, failures too. */
import { csv } from '../../core/csv';
import { toWireError } from '../../core/errors';
import type { App } from '../../state/context';
import type { MessageValues } from '../../state/message';
import { errorValues } from '../../state/message';
import { ledgerRows } from './ledger-rows';

/** `yyyyMMdd` by the machine's clock: how registers are told apart in a folder. */
export function dayStamp(atMs: number): string {
  const day = new Date(atMs);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('');
}

export async function exportLedger({ survey, unit, files, log, toasts }: App, t: (key: string, values?: MessageValues) => string, locale: string): Promise<void> {
  try {
    await log.settled();
    const cases = await survey.all();
    await files.saveText(`${t('registers:ledger_file')}_${dayStamp(Date.now())}.csv`, csv(ledgerRows(cases, unit.current, { t, locale })));
    toasts.show('success', 'registers:ledger_done', { count: cases.length });
  } catch (thrown) {
    const error = toWireError(thrown);
    toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
  }
}
