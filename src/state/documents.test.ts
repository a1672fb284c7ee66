/** Documents are known by their hash, open by their handle, and a changed file is not taken for the document. */
import { expect, it } from 'vitest';
import type { AttachedDocument } from '../core/review/documents';
import type { CaseLog } from './case-log.svelte';
import type { CaseReview } from './case-review.svelte';
import { Documents } from './documents.svelte';

function setUp() {
  const documents = new Map<string, AttachedDocument>();
  const handles = new Map<string, { documentId: string; handle: FileSystemFileHandle }>();
  let ids = 0;
  const make = () => new Documents({
    caseReview: { readOnly: false, setDocument: (one: AttachedDocument) => { documents.set(one.id, one); return Promise.resolve(null); }, removeDocument: (id: string) => { documents.delete(id); return Promise.resolve(null); } } as unknown as CaseReview,
    log: { state: { documents } } as unknown as CaseLog, env: { now: () => 0, newId: () => `d${++ids}`, actor: () => '' }, files: { permission: (_, ask) => Promise.resolve(ask ? 'granted' : 'prompt') },
    store: { saveDocument: (_, row) => { handles.set(row.documentId, row); return Promise.resolve(); }, documentsOf: () => Promise.resolve(handles) },
    caseId: () => 'c', hash: async (file) => { const sha256 = await file.text(); return { sha256, sm3: '' }; }, pages: () => Promise.resolve(3),
  });
  return { documents, make };
}
const file = (name: string, text: string): File => new File([/png$/i.test(name) ? new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) : '%PDF-1.7\n', text], name);
const picked = (one: File, later: File = one) => ({ file: one, folder: '', handle: { getFile: () => Promise.resolve(later) } as unknown as FileSystemFileHandle, sampleUrl: null });

it('are attached once; other kinds are refused', async () => {
  const { documents, make } = setUp();
  const report = await make().attach([picked(file('a.pdf', 'aa')), picked(file('copy.pdf', 'aa')), picked(file('b.PNG', 'bb')), picked(file('c.docx', 'cc')), picked(new File(['hello!'], 'd.pdf')), picked(new File([], 'e.png'))]);
  expect(report).toEqual({ attached: 2, known: 1, refused: ['c.docx', 'd.pdf', 'e.png'] });
  expect([...documents.values()].map(({ kind, pages }) => [kind, pages])).toEqual([['pdf', 3], ['picture', 1]]);
});

it('open again by their handle after a click, unless the file has changed', async () => {
  const { make } = setUp();
  await make().attach([picked(file('a.pdf', 'aa')), picked(file('b.pdf', 'bb'), file('b.pdf', 'changed'))]);
  const again = make();
  expect(await again.file('d1', false)).toBeNull();
  expect((await again.file('d1', true))?.name).toBe('a.pdf');
  expect(await again.file('d2', true)).toBeNull();
});

it('open again with a file of the same content alone; that of another document opens the other', async () => {
  const { make } = setUp();
  await make().attach([picked(file('a.pdf', 'aa')), picked(file('b.pdf', 'bb'))]);
  const again = make();
  again.show('d1');
  expect(again.citeShown()).toBeNull();
  expect(await again.reopen('d1', picked(file('new.pdf', 'cc')))).toEqual({ outcome: 'strange' });
  expect(await again.reopen('d1', picked(file('x.pdf', 'bb')))).toMatchObject({ outcome: 'other', other: { id: 'd2' } });
  expect([again.all.length, again.isOpen('d1'), again.isOpen('d2')]).toEqual([2, false, true]);
  expect(await again.reopen('d1', picked(file('x.pdf', 'aa')))).toEqual({ outcome: 'opened' });
  expect(again.citeShown()).toMatchObject({ documentId: 'd1', page: 1 });
});

it('turn to pages that there are', async () => {
  const { make } = setUp();
  const all = make();
  await all.attach([picked(file('b.png', 'bb'))]);
  all.show('d1');
  all.turnTo(2);
  expect(all.page).toBe(1);
});

it('are cited by the page that is shown, with the words copied from it', async () => {
  const { make } = setUp();
  const all = make();
  expect(all.citeShown()).toBeNull();
  await all.attach([picked(file('a.pdf', 'aa'))]);
  all.show('d1');
  all.turnTo(3);
  all.turnTo(4);
  all.quote = ' 当事人拒绝签字 ';
  expect(all.citeShown()).toEqual({ type: 'document', documentId: 'd1', page: 3, quote: '当事人拒绝签字', note: '' });
  expect(all.quote).toBe('');
});
