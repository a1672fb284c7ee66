/** The opinion as an editable Word document: blocks in, bytes out; East Asian fonts named, table heads repeated, pages numbered. */
import {
  AlignmentType, BorderStyle, Document, Footer, HeadingLevel, ImageRun, PageBreak, PageNumber, Packer, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlignTable, WidthType,
  type IRunOptions, type ITableCellOptions,
} from 'docx';
import type { Block, Cell, Pair } from '../../core/opinion/blocks';
import type { DocumentOptions, DocumentPicture } from '../../core/opinion/document-options';

/** Names by which Word knows the two common Chinese faces in any language; other programs take their own in their place. */
const BODY_FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: 'SimSun' } as const;
const HEAD_FONT = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'SimHei' } as const;
const MONO_FONT = { ascii: 'Consolas', hAnsi: 'Consolas', cs: 'Consolas', eastAsia: 'SimSun' } as const;

/** A4 with margins of 2.2 cm, in twentieths of a point. */
const PAGE = { width: 11906, height: 16838 } as const;
const MARGIN = 1247;
const TEXT_WIDTH = PAGE.width - 2 * MARGIN;
/** Half points. */
const SIZE = { body: 21, table: 18, mono: 16, note: 18, title: 36 } as const;
/** A still takes two fifths of the text's width; pixels at 96 to the inch, twentieths of a point at 1,440. */
const PICTURE_SHARE = 40;
const PICTURE_PX = Math.floor((TEXT_WIDTH * PICTURE_SHARE) / 100 / 15) - 16;
const PICTURE_MOST_HIGH_PX = 260;

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '808080' } as const;
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE } as const;
const NO_BORDERS = { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE } as const;

const HEADINGS = { 1: { heading: HeadingLevel.HEADING_1, size: 26, before: 300 }, 2: { heading: HeadingLevel.HEADING_2, size: 23, before: 220 }, 3: { heading: HeadingLevel.HEADING_3, size: 21, before: 160 } } as const;

/** Lines of a text as runs of one paragraph. */
function runs(text: string, options: Omit<IRunOptions, 'text' | 'break'>): TextRun[] {
  return text.split('\n').map((line, i) => new TextRun({ ...options, text: line, ...(i === 0 ? {} : { break: 1 }) }));
}

const cellParagraph = ({ text, mono, strong }: Cell, size: number = SIZE.table): Paragraph => new Paragraph({
  spacing: { before: 20, after: 20 }, children: runs(text, { font: mono === true ? MONO_FONT : BODY_FONT, size: mono === true ? SIZE.mono : size, bold: strong === true }),
});

function tableCell(children: Paragraph[], share: number, options: Partial<ITableCellOptions> = {}): TableCell {
  return new TableCell({
    children, width: { size: Math.round((TEXT_WIDTH * share) / 100), type: WidthType.DXA }, verticalAlign: VerticalAlignTable.CENTER, borders: BORDERS,
    margins: { top: 30, bottom: 30, left: 80, right: 80 }, ...options,
  });
}

/** @param keepNext whether it stays on the page of what follows, as its cells say too */
function table(shares: readonly number[], rows: readonly TableRow[], keepNext = false): readonly (Table | Paragraph)[] {
  const made = new Table({
    rows: [...rows], layout: TableLayoutType.FIXED, width: { size: TEXT_WIDTH, type: WidthType.DXA }, columnWidths: shares.map((share) => Math.round((TEXT_WIDTH * share) / 100)),
  });
  // Two tables without anything between would become one.
  return [made, new Paragraph({ keepNext, spacing: { before: 0, after: 80 }, children: [] })];
}

const row = (children: TableCell[], head = false): TableRow => new TableRow({ children, tableHeader: head, cantSplit: true });
const shaded = (label: string, share: number): TableCell => tableCell([cellParagraph({ text: label })], share, { shading: { fill: 'F2F2F2' } });

function pairs(given: readonly Pair[], wide: boolean): readonly (Table | Paragraph)[] {
  if (wide) return table([30, 70], given.map(([label, value]) => row([shaded(label, 30), tableCell([cellParagraph({ text: value })], 70)])));
  const rows = Array.from({ length: Math.ceil(given.length / 2) }, (_, i) => given.slice(2 * i, 2 * i + 2));
  return table([16, 34, 16, 34], rows.map((two) => row([...two, ...(two.length === 1 ? [['', ''] as const] : [])].flatMap(([label, value]) => [shaded(label, 16), tableCell([cellParagraph({ text: value })], 34)]))));
}

function picture(given: DocumentPicture, name: string): ImageRun {
  const scale = Math.min(PICTURE_PX / given.width, PICTURE_MOST_HIGH_PX / given.height);
  return new ImageRun({
    type: given.type, data: given.data, transformation: { width: Math.round(given.width * scale), height: Math.round(given.height * scale) }, altText: { name, title: name, description: name },
  });
}

function evidence(block: Extract<Block, { type: 'evidence' }>, pictures: DocumentOptions['pictures']): readonly (Table | Paragraph)[] {
  const kept = block.hash === null ? undefined : pictures.get(block.hash);
  const lines = block.lines.map((line) => cellParagraph(line));
  if (kept === undefined) return table([100], [row([tableCell([...(block.caption === '' ? [] : [cellParagraph({ text: block.caption, strong: true })]), ...lines], 100)])]);
  return table([PICTURE_SHARE, 100 - PICTURE_SHARE], [row([
    tableCell([new Paragraph({ alignment: AlignmentType.CENTER, children: [picture(kept, block.caption)] }), new Paragraph({ alignment: AlignmentType.CENTER, children: runs(block.caption, { font: BODY_FONT, size: SIZE.note }) })], PICTURE_SHARE),
    tableCell(lines, 100 - PICTURE_SHARE),
  ])]);
}

function pictureTable(block: Extract<Block, { type: 'pictures' }>, pictures: DocumentOptions['pictures']): readonly (Table | Paragraph)[] {
  const centred = (children: (ImageRun | TextRun)[]): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, children });
  const side = ({ hash, caption }: (typeof block.pictures)[number]): TableCell => {
    const kept = pictures.get(hash);
    return tableCell([...(kept === undefined ? [] : [centred([picture(kept, caption)])]), centred(runs(caption, { font: BODY_FONT, size: SIZE.note }))], 50);
  };
  const whole = (text: string): TableCell => tableCell([cellParagraph({ text })], 100, { columnSpan: 2 });
  const pairsOf = Array.from({ length: Math.ceil(block.pictures.length / 2) }, (_, i) => block.pictures.slice(2 * i, 2 * i + 2));
  return table([50, 50], [row([whole(block.label)], true), ...pairsOf.map((two) => row(two.map(side))), ...(block.note === '' ? [] : [row([whole(block.note)])])]);
}

function signatures(block: Extract<Block, { type: 'signatures' }>): readonly (Table | Paragraph)[] {
  const plain = (text: string, share: number): TableCell => tableCell([new Paragraph({ keepNext: true, spacing: { before: 160, after: 160 }, children: runs(text, { font: BODY_FONT, size: SIZE.body }) })], share, { borders: NO_BORDERS });
  const rows = block.lines.map(({ label, name, date }) => row([plain(label, 20), tableCell([new Paragraph({ keepNext: true, children: runs(name ?? '', { font: BODY_FONT, size: SIZE.body }) })], 34, { borders: { ...NO_BORDERS, bottom: LINE } }), plain(block.dateLabel, 16),
    tableCell([new Paragraph({ keepNext: true, children: runs(date ?? '', { font: BODY_FONT, size: SIZE.body }) })], 30, { borders: { ...NO_BORDERS, bottom: LINE } })]));
  return [...table([20, 34, 16, 30], rows, true), new Paragraph({ keepNext: true, alignment: AlignmentType.RIGHT, spacing: { before: 240, after: 240 }, children: runs(block.seal, { font: BODY_FONT, size: SIZE.body }) })];
}

/** @param next what stands below it: a paragraph above a table or evidence does not stay behind on the page before */
function draw(block: Block, next: Block | undefined, { pictures }: DocumentOptions): readonly (Table | Paragraph)[] {
  switch (block.type) {
    case 'title': return [new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, spacing: { before: 0, after: 240 }, children: runs(block.text, { font: HEAD_FONT, size: SIZE.title, bold: true }) })];
    case 'heading': {
      const { heading, size, before } = HEADINGS[block.level];
      return [new Paragraph({ heading, keepNext: true, spacing: { before, after: 100 }, children: runs(block.text, { font: HEAD_FONT, size, bold: true, color: '000000' }) })];
    }
    case 'paragraph': {
      const quote = block.style === 'quote';
      const leads = block.keep === true || next?.type === 'space' || next?.type === 'table' || next?.type === 'evidence' || next?.type === 'pictures' || next?.type === 'pairs';
      return [new Paragraph({ keepNext: leads, keepLines: leads, spacing: { before: 40, after: 80, line: 320 }, ...(quote ? { indent: { left: 420 } } : {}), children: runs(block.text, { font: BODY_FONT, size: block.style === 'normal' ? SIZE.body : SIZE.note, ...(quote ? { color: '404040' } : {}) }) })];
    }
    case 'pairs': return pairs(block.pairs, block.wide);
    case 'table': {
      const shares = block.columns.map(({ width }) => width);
      return table(shares, [row(block.columns.map(({ label, width }) => shaded(label, width)), true), ...block.rows.map((cells) => row(cells.map((one, i) => tableCell([cellParagraph(one)], shares[i]!))))]);
    }
    case 'evidence': return evidence(block, pictures);
    case 'pictures': return pictureTable(block, pictures);
    case 'signatures': return signatures(block);
    case 'space': {
      // Signatures never stand on a page of their own: what they are put under comes with them.
      const keepNext = next?.type === 'signatures';
      const label = new Paragraph({ keepNext, spacing: { before: 20, after: 20 }, children: runs(block.label, { font: BODY_FONT, size: SIZE.table }) });
      return table([100], [row([tableCell([label, ...Array.from({ length: block.lines }, () => new Paragraph({ keepNext, children: [] }))], 100)])], keepNext);
    }
    case 'page-break': return [new Paragraph({ children: [new PageBreak()] })];
  }
}

/** Rejects where a picture is damaged; everything else is drawn whatever the text. */
export async function opinionDocx(blocks: readonly Block[], options: DocumentOptions): Promise<Uint8Array<ArrayBuffer>> {
  const [before, between, after] = options.foot;
  const foot = new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ font: BODY_FONT, size: SIZE.note, children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after] })] });
  const made = new Document({
    title: options.title, creator: options.author,
    styles: { default: { document: { run: { font: BODY_FONT, size: SIZE.body, language: { value: options.locale === 'zh-CN' ? 'en-US' : options.locale, eastAsia: 'zh-CN' } } } } },
    sections: [{
      properties: { page: { size: PAGE, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
      footers: { default: new Footer({ children: [foot] }) },
      children: blocks.flatMap((block, at) => [...draw(block, blocks[at + 1], options)]),
    }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(made));
}
