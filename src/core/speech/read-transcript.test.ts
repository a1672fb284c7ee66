/** Transcripts of every kind come in with their times, words and voices; what is none says so. */
import { describe, expect, it } from 'vitest';
import { us } from '../time';
import { setSpeaker } from './edit-utterances';
import { asUtterances } from './imported-lines';
import { normalise } from './normalise';
import { readTranscript } from './read-transcript';

const WORDS = { officer: ['执法人员', '队员'], party: ['当事人'] };
const lines = (content: string, name = 'a.srt'): unknown => {
  const read = readTranscript(content, name, WORDS);
  return read.ok ? read.value.lines.map(({ startUs, endUs, text, voice }) => [startUs / 1e6, endUs / 1e6, text, voice]) : read.error;
};

describe('a transcript file', () => {
  it('may be SRT, with any line ends, without numbers, with lines of two rows', () => {
    expect(lines('\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\n您好，\r\n我们是执法人员\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\n<i>结束</i>\r\n')).toEqual([
      [1.5, 3, '您好， 我们是执法人员', ''], [3600, 3601, '结束', ''],
    ]);
  });

  it('may be WebVTT, with settings, notes and voices', () => {
    expect(lines('WEBVTT\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:02.250 align:start\n<v 队员>请过目 &amp; 确认</v>\n', 'a.vtt')).toEqual([[1, 2.25, '请过目 & 确认', '队员']]);
  });

  it('may be a TextGrid, long or short, empty intervals left out', () => {
    const long = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 5\ntiers? <exists>\nsize = 1\nitem []:\n    item [1]:\n        class = "IntervalTier"\n        name = "officer"\n        xmin = 0\n        xmax = 5\n        intervals: size = 2\n        intervals [1]:\n            xmin = 0\n            xmax = 1.5\n            text = ""\n        intervals [2]:\n            xmin = 1.5\n            xmax = 5\n            text = "说""到此结束"""\n';
    const short = 'File type = "ooTextFile"\n"TextGrid"\n\n0\n5\n<exists>\n1\n"IntervalTier"\n"officer"\n0\n5\n2\n0\n1.5\n""\n1.5\n5\n"说""到此结束"""\n';
    expect(lines(long, 'a.TextGrid')).toEqual([[1.5, 5, '说"到此结束"', 'officer']]);
    expect(lines(short, 'a.TextGrid')).toEqual([[1.5, 5, '说"到此结束"', 'officer']]);
  });

  it('may be JSON of Whisper, whisper.cpp or transformers', () => {
    expect(lines('{"text":"x","segments":[{"id":0,"start":0.0,"end":2.5,"text":" 请看","speaker":"S1"}]}', 'a.json')).toEqual([[0, 2.5, '请看', 'S1']]);
    expect(lines('{"transcription":[{"offsets":{"from":100,"to":900},"text":"请看"}]}', 'a.json')).toEqual([[0.1, 0.9, '请看', '']]);
    expect(lines('{"chunks":[{"timestamp":[1,null],"text":"请看"}]}', 'a.json')).toEqual([[1, 1, '请看', '']]);
  });

  it('may lack the empty rows between, and is not taken for endless where it is damaged', () => {
    expect(lines('1\n00:00:01,000 --> 00:00:02,000\n请看\n2\n00:00:03,000 --> 00:00:04,000\n过目 3\n')).toEqual([[1, 2, '请看', ''], [3, 4, '过目 3', '']]);
    expect(lines('File type = "ooTextFile"\n"TextGrid"\n0\n5\n<exists>\n999999999\n"IntervalTier"', 'a.TextGrid')).toBe('not-a-transcript');
  });

  it('tells what it leaves out and what it repairs, with the place', () => {
    const remarks = (content: string, name = 'a.srt'): unknown => { const read = readTranscript(content, name, WORDS); return read.ok ? [read.value.lines.length, read.value.unread, read.value.turned] : read.error; };
    const srt = '1\n00:00:05,000 --> 00:00:03,000\n倒着\n\n2\nabc --> def\n坏\n3\n00:00:06,000 --> 00:00:07,000\n箭头 --> 也是话\n';
    expect(remarks(srt)).toEqual([2, [6], [2]]);
    expect(lines(srt)).toEqual([[5, 5, '倒着', ''], [6, 7, '箭头 --> 也是话', '']]);
    expect(remarks('{"segments":[{"start":"x","end":1,"text":"a"},{"start":3,"end":1,"text":"b"}]}', 'a.json')).toEqual([1, [1], [2]]);
  });

  it('says when it is none, or when nothing is said in it', () => {
    expect(lines('这不是字幕')).toBe('not-a-transcript');
    expect(lines('{"a":1}', 'a.json')).toBe('not-a-transcript');
    expect(lines('{"segments":[{"start":"x","end":1,"text":"a"}]}', 'a.json')).toBe('not-a-transcript');
    expect(lines('1\n00:00:01,000 --> 00:00:02,000\n\n')).toBe('nothing-said');
  });
});

describe('names in a file', () => {
  const srt = (...texts: string[]): string => texts.map((text, at) => `${at + 1}\n00:00:0${at},000 --> 00:00:0${at + 1},000\n${text}\n`).join('\n');

  it('are taken out of the words: those of the unit always, others where they are written again and again', () => {
    expect(lines(srt('执法人员A：请出示证件', '时间：现在是九点', '张三: 我不签', '当事人：凭什么', '张三：我不服'))).toEqual([
      [0, 1, '请出示证件', '执法人员A'], [1, 2, '现在是九点', '时间'], [2, 3, '我不签', '张三'], [3, 4, '凭什么', '当事人'], [4, 5, '我不服', '张三'],
    ]);
    expect(lines(srt('地点：大连', '请看', '过目', '12:30 到达'))).toEqual([[0, 1, '地点：大连', ''], [1, 2, '请看', ''], [2, 3, '过目', ''], [3, 4, '12:30 到达', '']]);
  });

  it('part a block in which several speak', () => {
    expect(lines(srt('执法人员：请签字\n当事人：我不会签'))).toEqual([[0, 0.5, '请签字', '执法人员'], [0.5, 1, '我不会签', '当事人']]);
    expect(lines('WEBVTT\n\n00:00.000 --> 00:02.000\n<v 队员>请看</v>\n<v 李四>不看</v>\n', 'a.vtt')).toEqual([[0, 1, '请看', '队员'], [1, 2, '不看', '李四']]);
  });
});

it('a file suggests who speaks by the unit’s words, keeps other names, and leaves the rest open', () => {
  const read = readTranscript('1\n00:00:01,000 --> 00:00:02,000\n请看\n\n2\n00:00:02,000 --> 00:00:03,000\n当事人：不看\n', 'a.srt', WORDS);
  let id = 0;
  const made = read.ok ? asUtterances([...read.value.lines, { startUs: us(0), endUs: us(1), text: '我', voice: '张三' }], { recordingId: 'r', source: 'srt', words: WORDS, newId: () => `u${++id}`, shiftUs: 500_000 }) : [];
  expect(made).toEqual([
    { id: 'u1', recordingId: 'r', speaker: 'unknown', text: '请看', source: 'srt', startUs: 1_500_000, endUs: 2_500_000 },
    { id: 'u2', recordingId: 'r', speaker: 'party', text: '不看', source: 'srt', startUs: 2_500_000, endUs: 3_500_000, voice: '当事人', speakerFrom: 'file' },
    { id: 'u3', recordingId: 'r', speaker: 'unknown', text: '我', source: 'srt', startUs: 500_000, endUs: 500_001, voice: '张三' },
  ]);
  expect(setSpeaker([made[1]!], 'party')?.added).toEqual([{ id: 'u2', recordingId: 'r', speaker: 'party', text: '不看', source: 'srt', startUs: 2_500_000, endUs: 3_500_000, voice: '当事人' }]);
});

it('normalised text leads back to what was written', () => {
  const { text, origin } = normalise('嗯，您好　ＡＢ１２。');
  expect(text).toBe('你好ab12');
  expect(origin).toEqual([2, 3, 5, 6, 7, 8]);
});
