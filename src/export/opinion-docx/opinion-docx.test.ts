/** The Word document holds the opinion's words, pictures and page numbers, with East Asian fonts named. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { textOfBlocks, type Block } from '../../core/opinion/blocks';
import { makeOpinion } from '../../core/opinion/opinion';
import { opinionBlocks } from '../../core/opinion/opinion-blocks';
import { madeUpCase, STILL_HASH } from '../../core/opinion/testing/made-up-case';
import { I18n } from '../../i18n/i18n.svelte';
import { opinionDocx } from './opinion-docx';

/** One grey pixel. */
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='), (char) => char.charCodeAt(0));
let blocks: readonly Block[];
let parts: Readonly<Record<string, Uint8Array>>;
const part = (name: string): string => strFromU8(parts[name]!);
const decoded = (xml: string): string => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
const textOf = (xml: string): string => decoded([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(''));
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

beforeAll(async () => {
  const i18n = new I18n();
  await i18n.start('zh-CN');
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  blocks = opinionBlocks(makeOpinion(madeUpCase({ party: '大连<某某>公司', quote: '本次执法全程录音录像', reason: '告知 & 亮证', abuse: '你他妈的' }, true)), { t: i18n.t, locale: 'zh-CN', day, time: day });
  const bytes = await opinionDocx(blocks, { pictures: new Map([[STILL_HASH, { data: PNG, type: 'png', width: 1920, height: 1080 }]]), title: '意见书', author: 'Li', locale: 'zh-CN', foot: ['第 ', ' 页，共 ', ' 页'] });
  parts = unzipSync(bytes);
});

describe('the opinion as a Word document', () => {
  it('holds every word of the opinion, in order', () => {
    const written = squeezed(textOf(part('word/document.xml')));
    let from = 0;
    for (const line of textOfBlocks(blocks.filter(({ type }) => type !== 'evidence')).split(/[\t\n]/).map(squeezed).filter((text) => text !== '')) {
      const at = written.indexOf(line, from);
      expect(at, line).toBeGreaterThanOrEqual(0);
      from = at;
    }
    expect(written).toContain('大连<某某>公司');
    expect(written).toContain('图1');
    expect(written).toContain(STILL_HASH);
  });

  it('names East Asian fonts for every run of text, so that no character is left to chance', () => {
    const fonts = [...part('word/document.xml').matchAll(/<w:rFonts [^>]*>/g)].map(([tag]) => tag);
    expect(fonts.length).toBeGreaterThan(100);
    for (const tag of fonts) expect(tag).toMatch(/w:eastAsia="(?:SimSun|SimHei)"/);
    const runs = [...part('word/document.xml').matchAll(/<w:r>(?:(?!<\/w:r>).)*<w:t[ >](?:(?!<\/w:r>).)*<\/w:r>/gs)].map(([run]) => run);
    for (const run of runs) expect(run).toContain('w:eastAsia=');
  });

  it('shows the still in its shape, numbers the pages, and repeats the heads of tables', () => {
    expect(Object.keys(parts).filter((name) => name.startsWith('word/media/'))).toHaveLength(1);
    const [, cx, cy] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(part('word/document.xml')) ?? [];
    expect(Number(cx) / Number(cy)).toBeCloseTo(16 / 9, 1);
    const foot = Object.keys(parts).filter((name) => /word\/footer\d*\.xml/.test(name)).map(part).join('');
    expect(foot).toContain('PAGE');
    expect(foot).toContain('NUMPAGES');
    expect(part('word/document.xml').match(/<w:tblHeader\/>/g)?.length).toBe(blocks.filter(({ type }) => type === 'table').length);
  });

  it('is A4, in Chinese, with headings that a table of contents can use', () => {
    expect(part('word/document.xml')).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(part('word/styles.xml')).toContain('w:eastAsia="zh-CN"');
    expect(part('word/document.xml').match(/<w:pStyle w:val="Heading1"\/>/g)?.length).toBe(blocks.filter((block) => block.type === 'heading' && block.level === 1).length);
  });

  it('lays the pictures of a finding side by side, and says in their place why they are not there', async () => {
    const pair: Block = { type: 'pictures', label: 'cut', pictures: [{ hash: 'a', caption: 'before' }, { hash: 'b', caption: 'after' }], note: '' };
    const away: Block = { type: 'pictures', label: 'freeze', pictures: [], note: 'file away' };
    const image = { data: PNG, type: 'png' as const, width: 640, height: 360 };
    const written = unzipSync(await opinionDocx([pair, away], { pictures: new Map([['a', image], ['b', image]]), title: '', author: '', locale: 'zh-CN', foot: ['', '/', ''] }));
    const xml = strFromU8(written['word/document.xml']!);
    expect(xml.match(/<wp:extent /g)).toHaveLength(2);
    expect(textOf(xml)).toContain('cutbeforeafter');
    expect(textOf(xml)).toContain('freezefile away');
  });

  it('names a still by its hash where the picture is not there', async () => {
    const bytes = await opinionDocx(blocks, { pictures: new Map(), title: '', author: '', locale: 'zh-CN', foot: ['', '/', ''] });
    const without = unzipSync(bytes);
    expect(Object.keys(without).some((name) => name.startsWith('word/media/'))).toBe(false);
    expect(textOf(strFromU8(without['word/document.xml']!))).toContain(STILL_HASH);
  });
});
