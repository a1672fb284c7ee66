/** Transcripts of every kind come in with their times, words and voices; what is none says so. */
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise';
import { readTranscript } from './read-transcript';
import { asUtterances } from './utterance';

const lines = (content: string, name = 'a.srt'): unknown => {
  const read = readTranscript(content, name);
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

  it('says when it is none, or when nothing is said in it', () => {
    expect(lines('这不是字幕')).toBe('not-a-transcript');
    expect(lines('{"a":1}', 'a.json')).toBe('not-a-transcript');
    expect(lines('{"segments":[{"start":"x","end":1,"text":"a"}]}', 'a.json')).toBe('not-a-transcript');
    expect(lines('1\n00:00:01,000 --> 00:00:02,000\n\n')).toBe('nothing-said');
  });
});

it('lines of a file become utterances whose speaker a person has still to name', () => {
  const read = readTranscript('1\n00:00:01,000 --> 00:00:02,000\n请看\n', 'a.srt');
  expect(read.ok && asUtterances(read.value.lines, 'r', 'srt', () => 'u1', 500_000)).toEqual([
    { id: 'u1', recordingId: 'r', speaker: 'unknown', text: '请看', source: 'srt', startUs: 1_500_000, endUs: 2_500_000 },
  ]);
});

it('normalised text leads back to what was written', () => {
  const { text, origin } = normalise('嗯，您好　ＡＢ１２。');
  expect(text).toBe('你好ab12');
  expect(origin).toEqual([2, 3, 5, 6, 7, 8]);
});
