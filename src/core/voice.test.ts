/** Frames become spans with the model's own thresholds; silences and the first voice are told from them. */
import { describe, expect, it } from 'vitest';
import { us } from './time';
import { voiceFacts, voiceSpans } from './voice';

const frames = (...runs: readonly (readonly [number, number])[]): Float32Array => Float32Array.from(runs.flatMap(([count, p]) => new Array<number>(count).fill(p)));

describe('spans of voice', () => {
  it('begin above the higher threshold, live through the lower one, and are padded', () => {
    const spans = voiceSpans(frames([10, 0.1], [10, 0.9], [10, 0.4], [10, 0.1]), 32, us(1e6));
    expect(spans).toEqual([{ startUs: 1e6 + 320_000 - 30_000, endUs: 1e6 + 960_000 + 30_000 }]);
  });

  it('ignore a click, and bridge a breath', () => {
    expect(voiceSpans(frames([10, 0], [3, 0.9], [10, 0]), 32, us(0))).toEqual([]);
    expect(voiceSpans(frames([10, 0.9], [3, 0], [10, 0.9]), 32, us(0))).toHaveLength(1);
    expect(voiceSpans(frames([10, 0.9], [4, 0], [10, 0.9]), 32, us(0))).toHaveLength(2);
  });

  it('tell the first voice and the silences between', () => {
    const span = (a: number, b: number) => ({ startUs: us(a * 1e6), endUs: us(b * 1e6) });
    const facts = voiceFacts({ version: 1, spans: [span(3, 5), span(6, 7), span(80, 90)], startUs: us(0), endUs: us(200e6) }, 60e6);
    expect(facts).toEqual({ firstUs: 3e6, leadUs: 3e6, silences: [span(7, 80)], voicedUs: 13e6 });
    expect(voiceFacts({ version: 1, spans: [], startUs: us(1e6), endUs: us(5e6) }, 1e6)).toMatchObject({ firstUs: null, leadUs: 4e6 });
  });
});
