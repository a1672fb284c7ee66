/** What was said: one stretch of speech with its speaker, as imported, recognised or typed; and how edits of many are told. */
import type { RecordingId } from '../recording';
import type { SpanUs } from '../time';

/** Set by a person, or suggested by the names of an imported file; machines leave `unknown`. The party's words are never counted as the officers'. */
export const SPEAKERS = ['officer', 'party', 'other', 'unknown'] as const;
export type Speaker = (typeof SPEAKERS)[number];

export const TRANSCRIPT_SOURCES = ['srt', 'vtt', 'textgrid', 'whisper', 'typed', 'engine'] as const;
export type TranscriptSource = (typeof TRANSCRIPT_SOURCES)[number];

export interface Utterance extends SpanUs {
  readonly id: string;
  readonly recordingId: RecordingId;
  readonly speaker: Speaker;
  /** As written, punctuation and all. */
  readonly text: string;
  readonly source: TranscriptSource;
  /** Of what a machine recognised: the model that wrote it. */
  readonly model?: string;
  /** Who spoke, as the imported file names them. */
  readonly voice?: string;
  /** A person changed its words or times after it came. */
  readonly edited?: true;
  /** The speaker follows from `voice`, and nobody has confirmed it yet. */
  readonly speakerFrom?: 'file';
}

/** An utterance before it has an id and a recording. */
export interface SpokenLine extends SpanUs {
  readonly text: string;
  /** Who spoke, as the file names them; '' where it does not. */
  readonly voice: string;
}

/** What a transcript file holds, and which of its entries could not be taken as they are. */
export interface ReadLines {
  readonly lines: readonly SpokenLine[];
  /** Entries left out because their time cannot be read: the rows where they stand, of JSON and TextGrid their order; from 1. */
  readonly unread: readonly number[];
  /** Entries that end before they begin, taken as what was said at their beginning; told in the same way. */
  readonly turned: readonly number[];
}

/** By time, then by id, so that the order never depends on how a map was filled. */
export function inOrder(utterances: Iterable<Utterance>): readonly Utterance[] {
  return [...utterances].sort((a, b) => a.startUs - b.startUs || a.endUs - b.endUs || (a.id < b.id ? -1 : 1));
}
