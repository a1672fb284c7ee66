/** A table as CSV (RFC 4180) that spreadsheets open as it is: with a byte order mark, and no cell that one would run as a formula. */

const MARK = '\uFEFF';
/** What spreadsheets take for the start of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param rows of text, the header first; every row ends its line */
export function csv(rows: readonly (readonly string[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
