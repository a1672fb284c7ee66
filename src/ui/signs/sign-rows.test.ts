/** The recorder's own type is folded apart from the scene's signs, and steps go round what is listed. */
import { expect, it } from 'vitest';
import type { SignReading } from '../../core/review/sign-reading';
import { us } from '../../core/time';
import { signRows, stepSign } from './sign-rows';

const sign = (text: string, atS: number, overlay = false): SignReading => ({ recordingId: 'r', atUs: us(atS * 1e6), text, score01: 0.9, overlay, box: { x: 0, y: 0, w: 1, h: 1 } });
const all = [sign('P012345', 0, true), sign('鑫源仓库', 1), sign('海天路8号', 5)];
const texts = (rows: ReturnType<typeof signRows>): readonly string[] => rows.map((row) => (row.kind === 'sign' ? row.sign.text : `${row.count} ${row.open}`));

it('keeps the recorder’s in one row until it is opened', () => {
  expect(texts(signRows(all, '', false))).toEqual(['1 false', '鑫源仓库', '海天路8号']);
  expect(texts(signRows(all, '', true))).toEqual(['1 true', 'P012345', '鑫源仓库', '海天路8号']);
});

it('opens the group for what is searched there', () => {
  expect(texts(signRows(all, ' p01 ', false))).toEqual(['1 true', 'P012345']);
  expect(texts(signRows(all, '仓库', false))).toEqual(['鑫源仓库']);
});

it('steps around', () => {
  const rows = signRows(all, '', false);
  expect(stepSign(rows, null, 1)?.text).toBe('鑫源仓库');
  expect(stepSign(rows, all[2]!, 1)?.text).toBe('鑫源仓库');
  expect(stepSign(rows, null, -1)?.text).toBe('海天路8号');
  expect(stepSign([], null, 1)).toBeNull();
});
