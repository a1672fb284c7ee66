/** Reads what a person types to go somewhere: a timecode, seconds, or a frame number after #. */
import { usFromSeconds, type TimeUs } from '../core/time';

export type GotoTarget = { readonly type: 'time'; readonly timeUs: TimeUs } | { readonly type: 'frame'; readonly ordinal: number };

/** `00:01:02.345`, `1:02.3`, `62.3`, `62.3s`, `#1234`; full-width forms as Chinese input methods type them. Null when it is none of these. */
export function parseGotoTarget(typed: string): GotoTarget | null {
  const text = typed.normalize('NFKC').replaceAll('。', '.').replace(/\s+/g, '');
  const frame = /^#(\d{1,9})$/.exec(text);
  if (frame) return { type: 'frame', ordinal: Number(frame[1]) };
  const time = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d+(?:\.\d+)?)s?$/i.exec(text);
  if (!time) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = time;
  const clockForm = text.includes(':');
  if (clockForm && Number(seconds) >= 60) return null;
  if (time[1] !== undefined && Number(minutes) >= 60) return null;
  return { type: 'time', timeUs: usFromSeconds(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) };
}
