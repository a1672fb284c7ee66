/** Blind until one's own review is complete; then compared, settled, and counted over cases. */
import { expect, it } from 'vitest';
import type { AnalysisService } from '../bridge/protocol';
import type { ActionEntry } from '../core/action-log';
import { noFacts } from '../core/case';
import { askedBy } from '../core/two-reviewers/asked-items';
import type { ReviewFile } from '../core/two-reviewers/review-file';
import type { CaseStore, ComputedStore, NewEntry, SettingStore } from '../db/case-store';
import { readReviewFile, writeReviewFile } from '../db/review-transfer';
import { parseUnit, readUnitFile, writeUnitFile } from '../db/unit-file';
import { CaseLog } from './case-log.svelte';
import { CaseReview } from './case-review.svelte';
import { CaseSurvey } from './case-survey';
import { Jobs } from './jobs.svelte';
import { Review } from './review.svelte';
import { Selection } from './selection.svelte';
import { TwoReviewers } from './two-reviewers.svelte';
import { Unit } from './unit.svelte';

const NAME = 'D_20260301100000_0001.mp4';

async function setUp() {
  let time = 0;
  const kept: ActionEntry[] = [];
  const written: string[] = [];
  const offered: { text: string } = { text: '' };
  const env = { now: () => ++time, newId: () => `id-${++time}`, actor: () => 'Li' };
  const header = { id: 'c', info: {} as never, recordingCount: 1, createdAtMs: 0, updatedAtMs: 0 };
  const facts = [{ ...noFacts('r1', 'c'), analysis: 'done' as const }];
  const store = {
    append: (entry: NewEntry) => { const row = { ...entry, seq: kept.length + 1 } as ActionEntry; kept.push(row); return Promise.resolve(row); },
    watch: () => () => undefined, list: () => Promise.resolve([header]), load: () => Promise.resolve({ header, entries: kept, facts, findings: new Map(), stills: [], opinions: [] }),
  } as unknown as CaseStore;
  const settings: SettingStore = { load: () => Promise.resolve({}), save: () => Promise.resolve() };
  const log = new CaseLog(store, env);
  const jobs = new Jobs({ store, computed: {} as ComputedStore, env, service: () => Promise.reject<AnalysisService>(new Error('not asked for')) });
  const unit = new Unit(settings, {}, { parse: parseUnit, read: readUnitFile, write: writeUnitFile });
  log.open('c', [], 0, false);
  await log.append(() => ({ kind: 'recordings-added', payload: { recordings: [{ id: 'r1', identity: { name: NAME, folder: '', sizeBytes: 1, lastModifiedMs: 0 }, sampleUrl: null }] } }));
  jobs.open('c', ['r1'], facts, new Map([['r1', []]]));
  const caseReview = new CaseReview({ log, jobs, review: new Review(log, jobs, new Selection(), env), unit, voice: { spansOf: () => null }, env, version: '1', matcher: () => Promise.reject(new Error('not asked for')) });
  const reviewers = new TwoReviewers({
    log, jobs, caseReview, unit, env, survey: new CaseSurvey(store, () => unit.current), format: () => Promise.resolve({ write: writeReviewFile, read: readReviewFile }),
    files: { saveText: (_, text) => { written.push(text); return Promise.resolve(); }, pickText: () => Promise.resolve({ name: 'other.json', text: offered.text, encoding: 'utf-8' as const }) },
  });
  const judgeAll = async (): Promise<void> => { for (const { id } of unit.current.checklist) await caseReview.setVerdict({ itemId: id, verdict: 'conform', citations: [], reason: '', noCitation: 'seen in whole' }); };
  return { reviewers, caseReview, log, unit, written, offered, judgeAll };
}

async function withOther() {
  const all = await setUp();
  const { unit, offered, reviewers } = all;
  const verdicts = unit.current.checklist.map(({ id }, at) => ({ itemId: id, verdict: at === 0 ? 'fail' as const : 'conform' as const, citations: [], reason: '', noCitation: 'seen', atMs: 1, actor: 'Wang' }));
  const { name, version, revision } = unit.current;
  const file: ReviewFile = { schema: 'zhijian.review', version: 1, id: 'o1', reviewer: 'Wang', exportedAtMs: 5, caseNumber: '', recordings: [{ id: 'theirs', name: NAME, sha256: null }], unit: { name, version, revision }, verdicts };
  offered.text = writeReviewFile(file);
  await reviewers.importReview();
  return all;
}

it('shows whose review came in, and nothing of it before one’s own is complete', async () => {
  const { reviewers, judgeAll, caseReview, unit } = await withOther();
  expect(reviewers.others).toMatchObject([{ reviewer: 'Wang', same: { shared: 1, sameUnit: true } }]);
  expect(reviewers.comparison('o1')).toBeNull();
  await judgeAll();
  const shown = reviewers.comparison('o1');
  expect(shown?.agreement).toMatchObject({ n: unit.current.checklist.length });
  expect(shown?.items.filter(({ open }) => open)).toHaveLength(1);
  // Judged with the other review in the machine: said, since it may have been read elsewhere.
  expect(shown?.afterwards.size).toBe(unit.current.checklist.length);
  await caseReview.clearVerdict(unit.current.checklist[0]!.id);
  expect(reviewers.comparison('o1')).toBeNull();
});

it('shows nothing of a review that is not finished, and does not count it', async () => {
  const { reviewers, judgeAll, offered, unit } = await withOther();
  const { id, ...file } = JSON.parse(offered.text) as ReviewFile;
  offered.text = writeReviewFile({ ...file, id: `${id}-early`, verdicts: file.verdicts.slice(0, 3) });
  await reviewers.importReview();
  await judgeAll();
  expect(reviewers.others.map(({ open }) => open)).toEqual([0, unit.current.checklist.length - 3]);
  expect(reviewers.comparison('o1-early')).toBeNull();
  expect(reviewers.comparison('o1')).not.toBeNull();
  expect((await reviewers.agreementOverCases()).all.n).toBe(unit.current.checklist.length);
});

it('holds an unfinished review of other settings back, and one of which nobody can tell; what only they were asked is told apart', async () => {
  const { reviewers, judgeAll, offered, unit } = await withOther();
  const { id, ...file } = JSON.parse(offered.text) as ReviewFile;
  const other = { ...file, unit: { ...file.unit, revision: file.unit.revision + 1 } };
  const asked = askedBy(unit.current);
  const extra = { ...asked.items[0]!, id: 'extra' };
  offered.text = writeReviewFile({ ...other, id: `${id}-silent` });
  expect(await reviewers.importReview()).toMatchObject({ open: null, same: { sameUnit: false } });
  offered.text = writeReviewFile({ ...other, id: `${id}-open`, asked: { ...asked, items: [...asked.items, extra] } });
  expect(await reviewers.importReview()).toMatchObject({ open: 1 });
  offered.text = writeReviewFile({ ...other, id: `${id}-done`, asked: { ...asked, items: [...asked.items, extra] }, verdicts: [...file.verdicts, { ...file.verdicts[0]!, itemId: 'extra' }] });
  await reviewers.importReview();
  await judgeAll();
  expect(reviewers.comparison('o1-silent')).toBeNull();
  expect(reviewers.comparison('o1-open')).toBeNull();
  const shown = reviewers.comparison('o1-done');
  expect(shown?.agreement.n).toBe(unit.current.checklist.length);
  expect(shown?.notComparable.map(({ item, reason }) => [item.id, reason])).toEqual([['extra', 'only-theirs']]);
});

it('settles a difference with a reason, and counts over cases', async () => {
  const { reviewers, judgeAll, caseReview, unit } = await withOther();
  expect((await reviewers.agreementOverCases()).cases).toBe(0);
  await judgeAll();
  const itemId = unit.current.checklist[0]!.id;
  await caseReview.adjudicate({ itemId, verdict: 'minor', reason: 'told late' });
  expect(reviewers.comparison('o1')?.items[0]).toMatchObject({ agree: false, open: false, adjudication: { verdict: 'minor', reason: 'told late', actor: 'Li' } });
  const over = await reviewers.agreementOverCases();
  expect(over).toMatchObject({ cases: 1, all: { n: unit.current.checklist.length } });
  expect(over.byItem.get(itemId)).toMatchObject({ n: 1, raw01: 0, kappa: null });
});

it('exports a review that the other machine reads, and refuses one of other recordings and its own', async () => {
  const { reviewers, judgeAll, written, offered } = await setUp();
  await judgeAll();
  await reviewers.exportReview();
  const file = readReviewFile(written[0]!, 'mine.json');
  expect(file).toMatchObject({ reviewer: 'Li', recordings: [{ name: NAME }] });
  const { copy: _, ...elsewhere } = file;
  const theirs = file.verdicts.map((verdict) => ({ ...verdict, atMs: verdict.atMs + 0.5 }));
  offered.text = writeReviewFile({ ...elsewhere, verdicts: theirs, recordings: [{ id: 'x', name: 'other.mp4', sha256: null }] });
  await expect(reviewers.importReview()).rejects.toMatchObject({ code: 'review-elsewhere', fileName: 'other.json' });
  // One's own: by the copy of the case that it was made in, and where the file does not tell that, by its verdicts.
  for (const own of [{ ...file, id: 'renamed', reviewer: 'Wang' }, { ...elsewhere, id: 'renamed' }]) {
    offered.text = writeReviewFile(own);
    await expect(reviewers.importReview()).rejects.toMatchObject({ code: 'review-own', fileName: 'other.json' });
  }
  expect(reviewers.others).toEqual([]);
  offered.text = writeReviewFile({ ...elsewhere, verdicts: theirs });
  expect(await reviewers.importReview()).toMatchObject({ sameName: true });
});
