/** Where in a container something stands, in plain words. */

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The innermost part whose meaning has words decides; boxes of ISO/IEC 14496-12, QuickTime and RIFF. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/hdlr/, 'handler'], [/compressorname|avc1|hvc1|hev1|stsd/, 'codec'], [/udta|meta|ilst|©|INFO|ISFT|LIST/i, 'user'], [/uuid|XMP/i, 'extension'],
  [/ftyp/, 'type'], [/mvhd|tkhd|mdhd|moov|trak/, 'header'], [/free|skip|wide|JUNK/i, 'free'], [/mdat|movi/, 'data'], [/SEI|user.data/i, 'stream'],
];

/** Detectors quote what they found in a container as `path: text`. */
const QUOTED = /^([^\s:]{4}(?:\/[^:]{1,8})*): (.+)$/s;

/** `Lavf58 (user information)` for a quote with a path; anything else as it is. */
export function quotedFromContainer(quote: string, t: Translate): string {
  const [, path, text] = QUOTED.exec(quote) ?? [];
  if (path === undefined || text === undefined) return quote;
  const part = PARTS.find(([pattern]) => pattern.test(path))?.[1];
  return part === undefined ? quote : t('findings:container_quote', { text, words: t(`findings:container_${part}`) });
}
