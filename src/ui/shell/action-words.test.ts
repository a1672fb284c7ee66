/** The history says of a signature whose it is and in which role. */
import { beforeAll, expect, it } from 'vitest';
import type { ActionEntry } from '../../core/action-log';
import type { Signature } from '../../core/review/signature';
import { I18n } from '../../i18n/i18n.svelte';
import { actionWords } from './action-words';

const i18n = new I18n();
beforeAll(() => i18n.start('zh-CN'));

it.each([['reviewer', '审查人'], ['second-reviewer', '复核人']] as const)('names the role of a signature: %s', (role, word) => {
  const signature: Signature = { role, name: '李某', atMs: 1, seq: 1, opinionHash: '', unit: { name: '', version: 1, revision: 1 } };
  const says = (from: Signature | null, to: Signature | null): string => actionWords({ id: 'a', caseId: 'c', seq: 1, atMs: 1, actor: '', version: 1, kind: 'opinion-signed', payload: { from, to } } as ActionEntry, i18n.t, 'zh-CN', () => '');
  expect(says(null, signature)).toBe(`李某 以“${word}”身份签署意见书`);
  expect(says(signature, null)).toBe(`撤回 李某（${word}）的签署`);
});
