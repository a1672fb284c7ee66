/** The recorder's own type and doubtful readings are folded apart from the scene's signs, and steps go round what is listed. */
import { expect, it } from 'vitest';
import type { SignReading } from '../../core/review/sign-reading';
import { us } from '../../core/time';
import { signRows, stepSign, type SignGroup } from './sign-rows';

const sign = (text: string, atS: number, overlay = false, score01 = 0.9): SignReading => ({ recordingId: 'r', atUs: us(atS * 1e6), text, score01, overlay, box: { x: 0, y: 0, w: 1, h: 1 } });
const all = [sign('P012345', 0, true), sign('m+Aey', 0, false, 0.62), sign('鑫源仓库', 1), sign('海天路8号', 5)];
const NONE: ReadonlySet<SignGroup> = new Set();
const texts = (rows: ReturnType<typeof signRows>): readonly string[] => rows.map((row) => (row.kind === 'sign' ? row.sign.text : `${row.group} ${row.count} ${row.open}`));

it('keeps the recorder’s and the doubtful in a row each until it is opened, the doubtful last', () => {
  expect(texts(signRows(all, '', NONE))).toEqual(['recorder 1 false', '鑫源仓库', '海天路8号', 'doubtful 1 false']);
  expect(texts(signRows(all, '', new Set<SignGroup>(['recorder', 'doubtful'])))).toEqual(['recorder 1 true', 'P012345', '鑫源仓库', '海天路8号', 'doubtful 1 true', 'm+Aey']);
});

it('opens the groups for what is searched there', () => {
  expect(texts(signRows(all, ' p01 ', NONE))).toEqual(['recorder 1 true', 'P012345']);
  expect(texts(signRows(all, 'aey', NONE))).toEqual(['doubtful 1 true', 'm+Aey']);
  expect(texts(signRows(all, '仓库', NONE))).toEqual(['鑫源仓库']);
});

it('steps around', () => {
  const rows = signRows(all, '', NONE);
  expect(stepSign(rows, null, 1)?.text).toBe('鑫源仓库');
  expect(stepSign(rows, all[3]!, 1)?.text).toBe('鑫源仓库');
  expect(stepSign(rows, null, -1)?.text).toBe('海天路8号');
  expect(stepSign([], null, 1)).toBeNull();
});
