/** Reads the JSON of Whisper and its kin: `segments` in seconds (openai-whisper, faster-whisper, WhisperX), `transcription` in milliseconds (whisper.cpp), `chunks` (transformers). */
import { usFromSeconds } from '../time';
import { line } from './subtitle-lines';
import type { ReadLines } from './utterance';

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Raw[] | null => (Array.isArray(value) && value.every(isRaw) ? value : null);
const seconds = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN);

interface Timed { readonly from: number; readonly to: number; readonly text: unknown; readonly voice: unknown }

function timed(raw: unknown): readonly Timed[] | null {
  if (Array.isArray(raw)) return timed({ segments: raw });
  if (!isRaw(raw)) return null;
  const segments = list(raw['segments']);
  if (segments !== null) return segments.map(({ start, end, text, speaker }) => ({ from: seconds(start), to: seconds(end), text, voice: speaker }));
  const transcription = list(raw['transcription']);
  if (transcription !== null) {
    return transcription.map(({ offsets, text, speaker }) => {
      const { from, to } = isRaw(offsets) ? offsets : { from: null, to: null };
      return { from: seconds(from) / 1000, to: seconds(to) / 1000, text, voice: speaker };
    });
  }
  const chunks = list(raw['chunks']);
  // The last chunk may have no end.
  return chunks?.map(({ timestamp, text }) => {
    const [from, to] = Array.isArray(timestamp) ? timestamp : [];
    return { from: seconds(from), to: Number.isNaN(seconds(to)) ? seconds(from) : seconds(to), text, voice: '' };
  }) ?? null;
}

/** null for JSON of another shape, for what is no JSON, and where no entry can be read. */
export function readWhisper(content: string): ReadLines | null {
  let raw: unknown;
  try {
    raw = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const all = timed(raw);
  const isRead = ({ from, to, text }: Timed): boolean => !Number.isNaN(from) && !Number.isNaN(to) && typeof text === 'string';
  if (all === null || (all.length > 0 && !all.some(isRead))) return null;
  const where = (fits: (one: Timed) => boolean): readonly number[] => all.flatMap((one, at) => (fits(one) ? [at + 1] : []));
  const lines = all.filter(isRead).flatMap(({ from, to, text, voice }) => line(usFromSeconds(from), usFromSeconds(Math.max(from, to)), String(text), typeof voice === 'string' ? voice : ''));
  return { lines, unread: where((one) => !isRead(one)), turned: where((one) => isRead(one) && one.to < one.from) };
}
