/** An opinion as it was signed, kept whatever becomes of the draft: its blocks with the signatures under them, and where the draft has other words now. */
import type { Signature } from '../review/signature';
import { textOfBlocks, type Block, type Pair } from './blocks';
import type { DocumentPicture } from './document-options';

export interface SignedOpinion {
  /** SHA-256 of `textOfBlocks`, lower-case hex: the signatures name it. */
  readonly hash: string;
  /** Language of the blocks, e.g. 'zh-CN'. */
  readonly locale: string;
  /** As they were when it was signed, still without the signatures. */
  readonly blocks: readonly Block[];
  /** Pictures of findings in it, by hash; cited stills are kept beside the case. */
  readonly pictures: readonly (DocumentPicture & { readonly hash: string })[];
}

const ROLES: readonly Signature['role'][] = ['reviewer', 'second-reviewer'];

/**
 * The blocks with who signed them and when.
 * @param signatures any of the case's, newest last; those under other words are left out
 * @param day a moment (milliseconds since 1970) as a day in the document's language
 */
export function signedBlocks({ hash, blocks }: Pick<SignedOpinion, 'hash' | 'blocks'>, signatures: readonly Signature[], day: (ms: number) => string): readonly Block[] {
  const of = (role: Signature['role'] | undefined): Signature | undefined => signatures.findLast((one) => one.role === role && one.opinionHash === hash);
  return blocks.map((block): Block => {
    if (block.type === 'pairs') return { ...block, pairs: block.pairs.map((pair): Pair => { const signature = of(pair[2]?.role); return signature === undefined ? pair : [pair[0], signature.name, pair[2]]; }) };
    if (block.type !== 'signatures') return block;
    return { ...block, lines: block.lines.map(({ label }, at) => { const signature = of(ROLES[at]); return { label, name: signature?.name ?? null, date: signature === undefined ? null : day(signature.atMs) }; }) };
  });
}

interface Section { readonly title: string; readonly text: string }

/** By headings of the first level; the first section, the head of the document, has no title. */
function sections(blocks: readonly Block[]): readonly Section[] {
  const found: { title: string; blocks: Block[] }[] = [{ title: '', blocks: [] }];
  for (const block of blocks) {
    if (block.type === 'heading' && block.level === 1) found.push({ title: block.text, blocks: [] });
    found.at(-1)!.blocks.push(block);
  }
  return found.map((one) => ({ title: one.title, text: textOfBlocks(one.blocks) }));
}

/** Titles of the sections that have other words in one than in the other, in reading order; '' is the head of the document. Both in one language. */
export function changedSections(signed: readonly Block[], now: readonly Block[]): readonly string[] {
  const [before, after] = [sections(signed), sections(now)];
  const textOf = (list: readonly Section[], title: string): string | undefined => list.find((one) => one.title === title)?.text;
  const titles = [...new Set([...after, ...before].map(({ title }) => title))];
  return titles.filter((title) => textOf(before, title) !== textOf(after, title));
}
