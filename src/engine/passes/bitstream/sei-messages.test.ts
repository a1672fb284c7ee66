import { expect, it } from 'vitest';
import { readSei } from './sei-messages';

/** Bits as text to bytes, filled up with the stop bit. */
function bytesOf(bits: string): number[] {
  const whole = bits.replaceAll(' ', '') + '1';
  return Array.from({ length: Math.ceil(whole.length / 8) }, (_, i) => parseInt(whole.slice(i * 8, i * 8 + 8).padEnd(8, '0'), 2));
}
const binary = (value: number, bits: number) => value.toString(2).padStart(bits, '0');
const sei = (header: number[], type: number, payload: number[]) => Uint8Array.of(...header, type, payload.length, ...payload, 0x80);
const text = [...'x264 - core 164'].map((c) => c.charCodeAt(0));

it('reads the note of an encoder with its place', () => {
  const facts = readSei(sei([6], 5, [...new Array<number>(16).fill(7), ...text]), 1, 100, null);
  expect(facts).toMatchObject({ texts: [{ text: 'x264 - core 164', offset: 103 }], brokenLink: false });
});

it('reads a broken link from a recovery point', () => {
  expect(readSei(sei([6], 6, bytesOf('1 1 1 00')), 1, 0, null).brokenLink).toBe(true);
  expect(readSei(sei([6], 6, bytesOf('1 1 0 00')), 1, 0, null).brokenLink).toBe(false);
});

it('reads the time of day from picture timing and from a time code', () => {
  const clock = `${binary(5, 6)}${binary(46, 6)}${binary(10, 5)}`;
  // Delays of 4 bits, pic_struct, clock flag, ct_type and nuit, counting type, full stamp, discontinuity and drop, frame.
  const timing = sei([6], 1, bytesOf(`0000 0000 1 000 00000 1 00 ${binary(3, 8)} ${clock}`));
  expect(readSei(timing, 1, 0, { delayBits: 4 }).clockS).toBe(10 * 3600 + 46 * 60 + 5);
  expect(readSei(timing, 1, 0, null).clockS).toBeUndefined();
  const code = sei([78, 1], 136, bytesOf(`01 1 0 00000 1 00 ${binary(3, 9)} ${clock} 00000`));
  expect(readSei(code, 2, 0, null).clockS).toBe(10 * 3600 + 46 * 60 + 5);
});

it('survives messages that are cut short', () => {
  expect(readSei(Uint8Array.of(6, 1, 9, 0), 1, 0, { delayBits: 48 })).toEqual({ texts: [], brokenLink: false });
  expect(readSei(Uint8Array.of(6), 1, 0, null)).toEqual({ texts: [], brokenLink: false });
});
