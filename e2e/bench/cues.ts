/** `npm run cues`: precision and recall of the speech cues on the held-out sentences, per group, with what was missed and what was hit in vain; and how one wrong character is borne. */
import { readFileSync } from 'node:fs';
import examples from '../../src/core/speech/testing/examples.json';
import { compileCues } from '../../src/core/speech/cue-matcher';
import { normalise } from '../../src/core/speech/normalise';
import { DEFAULT_UNIT } from '../../src/core/unit/default-unit';
import { toneless } from '../../src/engine/speech/pinyin';

interface HeldOut { readonly sentences: readonly { readonly text: string; readonly groups: readonly string[] }[] }
const { sentences } = JSON.parse(readFileSync(new URL('cues/held-out.json', import.meta.url), 'utf8')) as HeldOut;
const matcher = compileCues(DEFAULT_UNIT.lexicon, toneless);

const ratio = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
/** Without `tolerant`, only what stands as the lexicon writes it. */
function table(tolerant: boolean): readonly string[] {
  const found = sentences.map(({ text }) => new Set(matcher.match(normalise(text).text).filter(({ substitutions }) => tolerant || substitutions === 0).map(({ group }) => group)));
  const rows = [['group', 'hit', 'of', 'in vain', 'recall', 'precision']];
  const sum = { hit: 0, of: 0, vain: 0 };
  for (const group of Object.keys(DEFAULT_UNIT.lexicon.groups)) {
    const of = sentences.filter(({ groups }) => groups.includes(group)).length;
    const hit = sentences.filter(({ groups }, i) => groups.includes(group) && found[i]!.has(group)).length;
    const vain = sentences.filter(({ groups }, i) => !groups.includes(group) && found[i]!.has(group)).length;
    rows.push([group, String(hit), String(of), String(vain), ratio(hit, of), ratio(hit, hit + vain)]);
    sum.hit += hit; sum.of += of; sum.vain += vain;
  }
  rows.push(['all', String(sum.hit), String(sum.of), String(sum.vain), ratio(sum.hit, sum.of), ratio(sum.hit, sum.hit + sum.vain)]);
  const silent = sentences.filter(({ groups }) => groups.length === 0);
  const clean = sentences.filter(({ groups }, i) => groups.length === 0 && found[i]!.size === 0).length;
  const misses = sentences.flatMap(({ text, groups }, i) => {
    const [missed, vain] = [groups.filter((group) => !found[i]!.has(group)), [...found[i]!].filter((group) => !groups.includes(group))];
    return missed.length + vain.length === 0 ? [] : [`  ${text}${missed.length > 0 ? `  missed ${missed.join(' ')}` : ''}${vain.length > 0 ? `  in vain ${vain.join(' ')}` : ''}`];
  });
  return [...rows.map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(8) : cell.padStart(10))).join('')), `everyday sentences without a hit: ${clean} of ${silent.length}`, ...(tolerant ? misses : [])];
}

console.log(`${sentences.length} held-out sentences, ${sentences.filter(({ groups }) => groups.length === 0).length} of them everyday speech\n\nas written only`);
for (const line of table(false)) console.log(line);
console.log('\nwith sounds');
for (const line of table(true)) console.log(line);

/** A character that is exchanged, dropped or added in each place of each example. */
const alike = new Map<string, string[]>();
for (const char of new Set(JSON.stringify(DEFAULT_UNIT).match(/[\u4e00-\u9fff]/g))) alike.set(toneless(char)[0]!, [...(alike.get(toneless(char)[0]!) ?? []), char]);
const groupOf = new Map(Object.entries(DEFAULT_UNIT.lexicon.groups).flatMap(([group, { cues }]) => Object.keys(cues).map((cue) => [cue, group])));
const faults: Readonly<Record<string, (text: string, at: number) => string | null>> = {
  'another character of the same sound': (text, at) => {
    const others = (alike.get(toneless(text[at]!)[0]!) ?? []).filter((char) => char !== text[at]);
    return others.length === 0 ? null : text.slice(0, at) + others[(at * 7) % others.length] + text.slice(at + 1);
  },
  'a character dropped': (text, at) => text.slice(0, at) + text.slice(at + 1),
  'a character added': (text, at) => `${text.slice(0, at)}啊${text.slice(at)}`,
};
console.log('\nexamples of the lexicon with one fault');
for (const [name, fault] of Object.entries(faults)) {
  const tries = Object.entries(examples.cues).flatMap(([cue, texts]) => texts.flatMap((text) => {
    const plain = normalise(text).text;
    return Array.from(plain, (_, at) => fault(plain, at)).flatMap((wrong) => (wrong === null ? [] : [matcher.match(wrong).some(({ group }) => group === groupOf.get(cue))]));
  }));
  console.log(`${name}: ${tries.filter((hit) => hit).length} of ${tries.length}, ${ratio(tries.filter((hit) => hit).length, tries.length)}`);
}
