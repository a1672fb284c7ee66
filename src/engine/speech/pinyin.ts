/** How Chinese characters sound, without tones: the one place that knows the pinyin library. */
import { pinyin } from 'pinyin-pro';
import type { SoundsOf } from '../../core/speech/tolerant-pattern';

/** One syllable for each UTF-16 unit; where several readings exist, the one that the characters around suggest. The umlaut is written v. */
export const toneless: SoundsOf = (text) => {
  const sounds = pinyin(text, { toneType: 'none', type: 'array', v: true });
  // Characters beyond the basic plane are one syllable and two units.
  return sounds.length === text.length ? sounds : [...text].flatMap((char) => {
    const sound = pinyin(char, { toneType: 'none', type: 'array', v: true })[0] ?? char;
    return Array.from({ length: char.length }, () => sound);
  });
};
