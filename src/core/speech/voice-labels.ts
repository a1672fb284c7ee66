/** Who speaks, as transcript files write it: voice tags, tiers, and names before a colon; taken out of the words, and told as a suggestion. */
import { normalise } from './normalise';
import type { Speaker, SpokenLine } from './utterance';

/** How the unit's transcripts call the officers and the party; a name may go on after such a word. */
export interface SpeakerWords {
  readonly officer: readonly string[];
  readonly party: readonly string[];
}

/** A name before a colon of either width, after a dash perhaps: at most twelve characters, no figures alone (a time), no punctuation. */
const LABEL = /^[-\u2013\u2014\s]*(?!\d+\s*[:\uff1a])([^\s\p{P}\p{S}](?:[^\p{P}\p{S}]{0,10}[^\s\p{P}\p{S}])?)\s*[:\uff1a]\s*(?=\S)/u;

const labelOf = ({ text, voice }: SpokenLine): RegExpExecArray | null => (voice === '' ? LABEL.exec(text) : null);

/** `unknown` for other names: they are kept, and nobody's yet. */
export function speakerOfVoice(voice: string, words: SpeakerWords): Speaker {
  const plain = normalise(voice).text;
  const named = (list: readonly string[]): boolean => list.some((word) => { const own = normalise(word).text; return own !== '' && plain.startsWith(own); });
  return named(words.officer) ? 'officer' : named(words.party) ? 'party' : 'unknown';
}

/**
 * Labels become voices. A word of the unit's always is one; another name where it is written often enough to be no part of a sentence: twice in the
 * file, or in a file whose lines mostly begin with a label.
 */
export function takeLabels(lines: readonly SpokenLine[], words: SpeakerWords): readonly SpokenLine[] {
  const labels = lines.map(labelOf);
  const times = new Map<string, number>();
  for (const label of labels) if (label !== null) times.set(label[1]!, (times.get(label[1]!) ?? 0) + 1);
  const mostly = labels.filter((label) => label !== null).length * 2 > lines.length;
  return lines.map((line, at) => {
    const label = labels[at] ?? null;
    if (label === null) return line;
    const name = label[1]!;
    const isName = speakerOfVoice(name, words) !== 'unknown' || mostly || (times.get(name) ?? 0) > 1;
    return isName ? { ...line, voice: name, text: line.text.slice(label[0].length) } : line;
  });
}

/** Rows of one block that each begin with a label were spoken by several. */
export const beginsWithLabel = (text: string): boolean => LABEL.test(text);
