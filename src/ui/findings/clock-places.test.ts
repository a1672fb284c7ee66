/** Two clocks in one picture are told apart by where they stand, and where they disagree the reader is told. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../core/finding';
import { us } from '../../core/time';
import { clockPlace, clocksDisagree } from './clock-places';

const t = (key: string, values: Readonly<Record<string, string | number>> = {}): string => [key.replace('findings:', ''), ...Object.values(values)].join(' ');
const UPPER_LEFT = { x: 0.02, y: 0.03, w: 0.3, h: 0.05 };
const LOWER_RIGHT = { x: 0.65, y: 0.92, w: 0.3, h: 0.05 };
const read = (text: string, box: typeof UPPER_LEFT, atS = 6): Evidence => ({ type: 'text', label: 'clock-before', text, atUs: us(atS * 1e6), score01: 1, box });

describe('two clocks in a picture', () => {
  it('are named by where they stand; a lone one needs no name', () => {
    const evidence = [read('2017-05-03 12:48:30', UPPER_LEFT), read('2026-03-18 08:03:10', LOWER_RIGHT)] as const;
    expect([clockPlace(UPPER_LEFT, evidence, t), clockPlace(LOWER_RIGHT, evidence, t)]).toEqual(['clock_top_left', 'clock_bottom_right']);
    expect(clockPlace(UPPER_LEFT, [evidence[0]], t)).toBe('');
  });

  it('are told where they disagree, and not where both show the same', () => {
    expect(clocksDisagree([read('2017-05-03 12:48:30', UPPER_LEFT), read('2026-03-18 08:03:10', LOWER_RIGHT)], t)).toMatch(/top_left.*2017-05-03.*bottom_right.*2026-03-18/);
    expect(clocksDisagree([read('2026-03-18 08:03:10', UPPER_LEFT), read('2026-03-18 08:03:11', LOWER_RIGHT, 7)], t)).toBeNull();
    expect(clocksDisagree([read('08:03:10', UPPER_LEFT), read('2026-03-18 08:03:10', LOWER_RIGHT)], t)).toBeNull();
    // One side misread: the other tells; the day may come first.
    const after = (text: string, box: typeof UPPER_LEFT): Evidence => ({ ...read(text, box), label: 'clock-after' } as Evidence);
    expect(clocksDisagree([
      read('16-03-Z017 Thu 12:48:06', UPPER_LEFT), read('2026-01-19 08:03:10', LOWER_RIGHT), after('16-03-2017Thu 12:48:08', UPPER_LEFT), after('2026-01-19 08:03:13', LOWER_RIGHT),
    ], t)).toMatch(/16-03-2017Thu.*2026-01-19 08:03:13/);
  });
});
