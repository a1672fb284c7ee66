/** A document as a list of blocks, whatever will draw it: a word processor's file or a page to print. */

export interface Cell {
  readonly text: string;
  /** Hashes, times and figures: letters of one width. */
  readonly mono?: boolean;
  readonly strong?: boolean;
}

/** Where what is shown is not what a signature is put under. */
export interface PairAs {
  /** The words that are signed in its place; '' where none are. */
  readonly words: string;
  /** Shows the name of who signed in this role. */
  readonly role?: 'reviewer' | 'second-reviewer';
}
export type Pair = readonly [label: string, value: string, as?: PairAs];

export type Block =
  | { readonly type: 'title'; readonly text: string }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string; readonly style: 'normal' | 'quote' | 'note';
      /** Stays on the page of what follows. */
      readonly keep?: true }
  /** Labels and what they name, two pairs a row where `wide` is not set. */
  | { readonly type: 'pairs'; readonly pairs: readonly Pair[]; readonly wide: boolean }
  /** Widths in hundredths of the text's width; they sum to 100. */
  | { readonly type: 'table'; readonly columns: readonly { readonly label: string; readonly width: number }[]; readonly rows: readonly (readonly Cell[])[] }
  /** A cited still beside its words; `hash` null: words only. */
  | { readonly type: 'evidence'; readonly hash: string | null; readonly caption: string; readonly lines: readonly Cell[] }
  /** Pictures two in a row, each with its caption, below a label; `note` says why some are not there. No words of the document: whether a picture can be had differs from machine to machine. */
  | { readonly type: 'pictures'; readonly label: string; readonly pictures: readonly { readonly hash: string; readonly caption: string }[]; readonly note: string }
  /** Lines to sign on, kept on the page of what follows; name and date are null where nobody has signed yet. */
  | { readonly type: 'signatures'; readonly lines: readonly { readonly label: string; readonly name: string | null; readonly date: string | null }[]; readonly seal: string; readonly dateLabel: string }
  | { readonly type: 'space'; readonly label: string; readonly lines: number }
  | { readonly type: 'page-break' };

/** All words in reading order without the signatures and without pictures of findings: what a signature is put under. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks.flatMap((block): readonly string[] => {
    switch (block.type) {
      case 'title': case 'heading': case 'paragraph': return [block.text];
      case 'pairs': return block.pairs.map(([label, value, as]) => `${label}\t${as?.words ?? value}`);
      case 'table': return [block.columns.map(({ label }) => label).join('\t'), ...block.rows.map((row) => row.map(({ text }) => text).join('\t'))];
      case 'evidence': return [`${block.caption}\t${block.hash ?? ''}`, ...block.lines.map(({ text }) => text)];
      case 'space': return [block.label];
      case 'pictures': case 'signatures': case 'page-break': return [];
    }
  }).join('\n');
}
