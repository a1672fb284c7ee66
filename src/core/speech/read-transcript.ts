/** A transcript file of any kind that can be read: told by its contents, its name only where they leave it open. */
import { err, ok, type Result } from '../result';
import { readSubtitles } from './subtitle-lines';
import { readTextGrid } from './textgrid-lines';
import type { ReadLines, TranscriptSource } from './utterance';
import { takeLabels, type SpeakerWords } from './voice-labels';
import { readWhisper } from './whisper-lines';

export interface ReadTranscript extends ReadLines {
  readonly source: TranscriptSource;
}

/** not-a-transcript: of no known kind · nothing-said: of a known kind, without words. */
export type TranscriptFault = 'not-a-transcript' | 'nothing-said';

/** @param content the file's text (UTF-8, or UTF-16 as Praat writes it, decoded by the caller) @param words names before a colon that are speakers */
export function readTranscript(content: string, fileName: string, words: SpeakerWords): Result<ReadTranscript, TranscriptFault> {
  const head = content.replace(/^\uFEFF/, '').trimStart();
  const [source, read]: [TranscriptSource, ReadLines | null] = /^[[{]/.test(head) ? ['whisper', readWhisper(content)]
    : head.slice(0, 300).includes('"TextGrid"') ? ['textgrid', readTextGrid(content)]
      : [head.startsWith('WEBVTT') || /\.vtt$/i.test(fileName) ? 'vtt' : 'srt', readSubtitles(content)];
  if (read === null) return err('not-a-transcript');
  return read.lines.length === 0 ? err('nothing-said') : ok({ ...read, source, lines: takeLabels(read.lines, words) });
}
