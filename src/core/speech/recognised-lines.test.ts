/** What was heard becomes lines on the recording's time; loops are no words, and lines that are there are left alone. */
import { describe, expect, it } from 'vitest';
import { us, type SpanUs } from '../time';
import { asLines, isLoop, whereNoneAre, type HeardChunk } from './recognised-lines';

const span = (fromS: number, toS: number): SpanUs => ({ startUs: us(fromS * 1e6), endUs: us(toS * 1e6) });
const chunk = (from: number | null, to: number | null, text: string): HeardChunk => ({ timestamp: [from, to], text });

describe('lines', () => {
  it('lie where the window lies, and within it', () => {
    const lines = asLines([chunk(0, 2, ' 您好'), chunk(2.5, null, '请出示证件 '), chunk(29, 31, '好')], span(100, 120));
    expect(lines.map(({ startUs, endUs, text }) => [startUs / 1e6, endUs / 1e6, text])).toEqual([[100, 102, '您好'], [102.5, 120, '请出示证件'], [119.8, 120, '好']]);
  });

  it('of nothing, of broken characters alone, of a loop, or of credits that the model learnt are none', () => {
    expect(asLines([chunk(0, 9, '请不吝点赞 订阅 转发 打赏支持明镜与点点栏目'), chunk(0, 9, '字幕由 Amara.org 社区提供'), chunk(0, 1, '  '), chunk(1, 2, '\uFFFD'), chunk(2, 20, '谢谢'.repeat(40))], span(0, 30))).toEqual([]);
  });
});

it('a loop is one piece over and over, not words that come again', () => {
  expect(isLoop('我们我们我们我们我们我们我们我们我们')).toBe(true);
  expect(isLoop('好的，谢谢。谢谢。谢谢。谢谢。谢谢。谢谢。谢谢。谢谢。')).toBe(true);
  expect(isLoop('不要动不要动不要动，把手放下来，听见没有')).toBe(false);
  expect(isLoop('')).toBe(false);
});

it('only lines where none are yet are added', () => {
  const heard = asLines([chunk(0, 2, '甲'), chunk(2, 4, '乙'), chunk(4, 6, '丙')], span(0, 10));
  expect(whereNoneAre(heard, [span(2.2, 3.5), span(5.8, 9)]).map(({ text }) => text)).toEqual(['甲', '丙']);
});
