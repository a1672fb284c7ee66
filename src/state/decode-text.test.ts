/** Text files as Chinese editors and subtitle tools save them come in as what was written. */
import { expect, it } from 'vitest';
import { decodeText, isGarbled } from './decode-text';

const decoded = (...bytes: number[]) => decodeText(new Blob([new Uint8Array(bytes)]));
const wide = (text: string, little: boolean): number[] => [...text].flatMap((char) => { const code = char.charCodeAt(0); return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]; });
const NOTICE = '\u6267\u6cd5';

it('UTF-8 with and without its mark', async () => {
  const bytes = [...new TextEncoder().encode(NOTICE)];
  expect(await decoded(...bytes)).toEqual({ text: NOTICE, encoding: 'utf-8' });
  expect(await decoded(0xef, 0xbb, 0xbf, ...bytes)).toEqual({ text: NOTICE, encoding: 'utf-8' });
  expect(await decoded()).toEqual({ text: '', encoding: 'utf-8' });
});

it('UTF-16 by its mark, or by the letter that it begins with', async () => {
  for (const little of [true, false]) {
    const encoding = little ? 'utf-16le' : 'utf-16be';
    expect(await decoded(...wide(`\uFEFF${NOTICE}`, little))).toEqual({ text: NOTICE, encoding });
    expect(await decoded(...wide(`{"a":"${NOTICE}"}`, little))).toEqual({ text: `{"a":"${NOTICE}"}`, encoding });
  }
});

it('GB 18030, and Big5 by its second bytes', async () => {
  expect(await decoded(0xd6, 0xb4, 0xb7, 0xa8)).toEqual({ text: NOTICE, encoding: 'gb18030' });
  // "law enforcement officers" in traditional characters
  expect(await decoded(0xb0, 0xf5, 0xaa, 0x6b, 0xa4, 0x48, 0xad, 0xfb)).toEqual({ text: '\u57f7\u6cd5\u4eba\u54e1', encoding: 'big5' });
});

it('tells what cannot be read, and what was garbled before it was saved', async () => {
  expect(isGarbled(await decoded(0xd6, 0xb4, 0xff, 0xff))).toBe(true);
  expect(isGarbled(await decoded(...new TextEncoder().encode('\uFFFD')))).toBe(true);
  expect(isGarbled(await decoded(0xd6, 0xb4))).toBe(false);
});
