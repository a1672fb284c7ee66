/** Thousands of spans: what lies in view is found, what overlaps is stacked, whatever the order given. */
import { describe, expect, it } from 'vitest';
import { buildSpanIndex, firstVisible } from './span-index';

describe('buildSpanIndex', () => {
  it('stacks what overlaps and keeps one row for what does not', () => {
    const index = buildSpanIndex([{ startUs: 20, endUs: 30 }, { startUs: 0, endUs: 10 }, { startUs: 5, endUs: 8 }], 3, 0);
    expect(index.rows).toBe(2);
    expect([...index.item]).toEqual([1, 2, 0]);
    expect([...index.row]).toEqual([0, 1, 0]);
  });

  it('never makes more rows than allowed', () => {
    const index = buildSpanIndex(Array.from({ length: 50 }, () => ({ startUs: 0, endUs: 10 })), 3, 0);
    expect(index.rows).toBe(3);
  });

  it('finds a long early span that reaches into the view, as a plain scan does', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const spans = Array.from({ length: 2000 }, () => {
      const startUs = Math.floor(random() * 1e6);
      return { startUs, endUs: startUs + (random() < 0.02 ? 5e5 : Math.floor(random() * 300)) };
    });
    const index = buildSpanIndex(spans, 3, 0);
    for (const from of [0, 123_456, 500_000, 999_999]) {
      const until = from + 2000;
      const seen: number[] = [];
      for (let i = firstVisible(index, from); i < index.count && index.startUs[i]! <= until; i++) if (index.endUs[i]! >= from) seen.push(index.item[i]!);
      const wanted = spans.flatMap((span, i) => (span.endUs >= from && span.startUs <= until ? [i] : []));
      expect(seen.sort((a, b) => a - b)).toEqual(wanted);
    }
  });
});
