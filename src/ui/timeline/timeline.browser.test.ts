/** The timeline in a real browser: thousands of findings stay quick, and pointer and keyboard reach each. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Finding } from '../../core/finding';
import { us, type TimeUs } from '../../core/time';
import { I18n } from '../../i18n/i18n.svelte';
import { Playhead } from '../../player/playhead';
import TimelineStage from './TimelineStage.test.svelte';

const END_US = 600e6;
const i18n = new I18n();
let mounted: Record<string, unknown> | null = null;

const finding = (i: number, startUs: number, endUs = startUs): Finding => ({
  id: `f${i}`, kind: 'cut', level: i % 3 === 0 ? 'high' : 'review', startUs: us(startUs), endUs: us(endUs), confidence: 0.5, groups: ['P'],
  evidence: [{ type: 'link', findingId: '' }], benign: [], disproof: [], detector: 'test', supportedBy: [],
});

function show(findings: readonly Finding[]) {
  const onseek = vi.fn<(timeUs: TimeUs) => void>();
  const onselect = vi.fn<(id: string) => void>();
  mounted = mount(TimelineStage, { target: document.body, props: { i18n, findings, endUs: us(END_US), playhead: new Playhead(), onseek, onselect } });
  flushSync();
  return { onseek, onselect, stage: document.querySelector<HTMLElement>('#timeline-stage')! };
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

beforeAll(async () => {
  await page.viewport(1200, 500);
  await i18n.start('zh-CN');
});
afterEach(() => {
  if (mounted) void unmount(mounted);
  mounted = null;
});

it('a click on a mark selects that finding, elsewhere it seeks to the time under the pointer', async () => {
  const { stage, onselect, onseek } = show([finding(0, 100e6, 200e6), finding(1, 400e6)]);
  await frame();
  await frame();
  const { width } = stage.getBoundingClientRect();
  const x = (timeUs: number): number => (timeUs / (END_US * 1.02)) * width;
  await userEvent.click(stage, { position: { x: x(150e6), y: 34 } });
  expect(onselect).toHaveBeenLastCalledWith('f0');
  await userEvent.click(stage, { position: { x: x(400e6), y: 34 } });
  expect(onselect).toHaveBeenLastCalledWith('f1');
  await userEvent.click(stage, { position: { x: x(300e6), y: 34 } });
  expect(onseek.mock.lastCall?.[0]).toBeGreaterThan(298e6);
  expect(onseek.mock.lastCall?.[0]).toBeLessThan(302e6);
});

it('the keyboard walks the findings in the order of time', async () => {
  const { onselect } = show([finding(2, 300e6), finding(0, 100e6), finding(1, 200e6)]);
  const list = document.querySelector<HTMLElement>('[role="listbox"]')!;
  list.focus();
  await userEvent.keyboard('{Home}');
  expect(onselect).toHaveBeenLastCalledWith('f0');
  await userEvent.keyboard('{End}');
  expect(onselect).toHaveBeenLastCalledWith('f2');
  expect(list.querySelectorAll('[role="option"]').length).toBeLessThanOrEqual(3);
  expect(list.querySelector('[role="option"]')?.getAttribute('aria-setsize')).toBe('3');
});

it('the wheel zooms at the pointer, and the ruler follows', async () => {
  const { stage } = show([finding(0, 100e6)]);
  await frame();
  const view = document.querySelector<HTMLElement>('.view')!;
  await expect.poll(() => view.getBoundingClientRect().width).toBeGreaterThan(800);
  const before = view.getBoundingClientRect().width;
  for (let i = 0; i < 10; i++) stage.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, clientX: 400, clientY: 60, bubbles: true, cancelable: true }));
  await expect.poll(() => view.getBoundingClientRect().width).toBeLessThan(before / 3);
});

it('zooms through 5,000 findings within a frame each, as far as drawing goes', async () => {
  let seed = 42;
  const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const { stage } = show(Array.from({ length: 5_000 }, (_, i) => finding(i, random() * END_US, 0)).map((one, i) => ({ ...one, endUs: us(one.startUs + (i % 2) * 2e6) })));
  await frame();
  const work: number[] = [];
  for (let i = 0; i < 60; i++) {
    const start = performance.now();
    stage.dispatchEvent(new WheelEvent('wheel', { deltaY: i % 20 < 10 ? -150 : 150, clientX: 500, clientY: 60, bubbles: true, cancelable: true }));
    await new Promise<void>((resolve) => requestAnimationFrame(() => {
      const drawn = performance.now();
      resolve();
      work.push(drawn - start);
    }));
  }
  // Waiting for the next frame counts in; on an idle machine this is one frame, 17 ms. The strict figure comes from the bench.
  expect(work.sort((a, b) => a - b)[30]).toBeLessThan(50);
});
