/** What a reviewer sees of the panel when going from finding to finding, and when all is done. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Evidence, Finding } from '../../core/finding';
import { us } from '../../core/time';
import { I18n } from '../../i18n/i18n.svelte';
import PanelStage from './PanelStage.test.svelte';

const i18n = new I18n();
let mounted: Record<string, unknown> | null = null;

const measure = (i: number, startS: number): Evidence => ({ type: 'metric', metric: `measure-${i}`, value: 2, threshold: 1, relation: '>', unit: '', atUs: us(startS * 1e6) });

const finding = (id: string, kind: Finding['kind'], startS: number): Finding => ({
  id, kind, level: 'review', startUs: us(startS * 1e6), endUs: us(startS * 1e6), confidence: 0.7, groups: ['P'],
  evidence: [measure(0, startS), ...Array.from({ length: 11 }, (_, i) => measure(i + 1, startS))],
  benign: [], disproof: [], detector: 'frame/jump', supportedBy: [],
});

function show(allJudged: number | null = null) {
  const onstep = vi.fn<(direction: 1 | -1) => void>();
  mounted = mount(PanelStage, { target: document.body, props: { i18n, findings: [finding('a', 'cut', 1), finding('b', 'freeze', 5)], allJudged, onstep } });
  flushSync();
  return { onstep };
}

function choose(at: number): void {
  document.querySelectorAll<HTMLElement>('[role=option]')[at]!.click();
  flushSync();
}

beforeAll(async () => {
  await page.viewport(800, 500);
  await i18n.start('zh-CN');
});
afterEach(() => {
  if (mounted) void unmount(mounted);
  mounted = null;
});

it('a new finding begins with its name in sight, wherever the one before was scrolled to', () => {
  show();
  choose(0);
  const body = document.querySelector<HTMLElement>('article .body')!;
  document.querySelector<HTMLDetailsElement>('article details.more')!.open = true;
  body.scrollTop = 10_000;
  expect(body.scrollTop).toBeGreaterThan(40);
  choose(1);
  expect(body.scrollTop).toBe(0);
  const name = document.querySelector('article h2')!.getBoundingClientRect();
  expect(name.top).toBeGreaterThanOrEqual(body.getBoundingClientRect().top);
  expect(document.querySelector('article h2')!.textContent).toContain(i18n.t('findings:kind_freeze'));
});

it('the arrows ask for the step also at the edge of the list, and are off only where there is nowhere to go', async () => {
  const { onstep } = show();
  choose(1);
  await userEvent.click(page.getByRole('button', { name: i18n.t('findings:next'), exact: true }));
  expect(onstep).toHaveBeenLastCalledWith(1);
  await expect.element(page.getByRole('button', { name: i18n.t('findings:previous'), exact: true })).toBeDisabled();
});

it('says when all findings of the case are judged', async () => {
  show(12);
  await expect.element(page.getByRole('status')).toHaveTextContent(i18n.t('findings:all_judged', { count: 12 }));
});

it('the order is chosen, not toggled', async () => {
  show();
  const names = (): readonly string[] => [...document.querySelectorAll('[role=option] time')].map((node) => node.textContent);
  await userEvent.selectOptions(page.getByRole('combobox', { name: i18n.t('findings:sort') }), 'time');
  expect(names()).toEqual([...names()].sort());
});
