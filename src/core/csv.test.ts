/** Cells keep their text, and none becomes a formula. */
import { expect, it } from 'vitest';
import { csv } from './csv';

it('quotes what needs it and disarms formulas', () => {
  expect(csv([['a', 'b,c'], ['say "x"', '=1+1'], ['two\nlines', '']])).toBe('\uFEFFa,"b,c"\r\n"say ""x""",\'=1+1\r\n"two\nlines",\r\n');
});
