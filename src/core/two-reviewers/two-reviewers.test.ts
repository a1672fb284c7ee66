/** Agreement and sampling against worked examples, and two reviews side by side. */
import { describe, expect, it } from 'vitest';
import type { ItemVerdict } from '../review/verdict';
import { compareReviews } from './adjudication';
import { agreement, agreementByItem, cohenKappa, pairsOf, type Pair } from './agreement';
import { askedBy, matchAsked } from './asked-items';
import { compareWith } from './review-comparison';
import { adoptReview, openItems, reviewFile, sameCase, verdictsOf } from './review-file';
import { us } from '../time';
import { DEFAULT_UNIT } from '../unit/default-unit';
import type { ChecklistItem } from '../unit/unit-settings';
import { allocate, samplingPlan, type SampledCase } from './sampling';

describe('Cohen’s kappa', () => {
  // Worked examples of "Cohen's kappa", Wikipedia: 50 grant proposals; then the pair with equal raw agreement.
  it.each([
    [[[20, 5], [10, 15]], 0.7, 0.5, 0.4],
    [[[45, 15], [25, 15]], 0.6, 0.54, 0.1304],
    [[[25, 35], [5, 35]], 0.6, 0.46, 0.2593],
  ])('of %j is as published', (table, raw, chance, kappa) => {
    const found = cohenKappa(table);
    expect(found.raw01).toBeCloseTo(raw, 4);
    expect(found.chance01).toBeCloseTo(chance, 4);
    expect(found.kappa).toBeCloseTo(kappa, 4);
  });

  // Feinstein & Cicchetti 1990, J Clin Epidemiol 43:543–549: raw agreement of 0.85 in both, kappa far apart.
  it.each([[[[40, 9], [6, 45]], 0.85, 0.7], [[[80, 10], [5, 5]], 0.85, 0.32]])('of %j shows the published paradox', (table, raw, kappa) => {
    const found = cohenKappa(table);
    expect(found.raw01).toBeCloseTo(raw, 2);
    expect(found.kappa).toBeCloseTo(kappa, 2);
  });

  it('says nothing where nothing was judged or only one verdict was ever used', () => {
    expect(agreement([])).toMatchObject({ n: 0, raw01: null, kappa: null });
    expect(agreement([{ itemId: 'a', first: 'conform', second: 'conform' }])).toMatchObject({ n: 1, raw01: 1, kappa: null });
    expect(agreement([{ itemId: 'a', first: 'conform', second: 'fail' }])).toMatchObject({ n: 1, raw01: 0, kappa: null });
  });

  it('is told for each item over many cases, with n', () => {
    const pairs: Pair[] = [
      { itemId: 'a', first: 'conform', second: 'conform' }, { itemId: 'a', first: 'fail', second: 'fail' }, { itemId: 'a', first: 'conform', second: 'fail' }, { itemId: 'a', first: 'fail', second: 'conform' },
      { itemId: 'b', first: 'minor', second: 'minor' },
    ];
    const by = agreementByItem(pairs, ['a', 'b', 'c']);
    expect(by.get('a')).toMatchObject({ n: 4, raw01: 0.5, kappa: 0 });
    expect(by.get('b')).toMatchObject({ n: 1, raw01: 1, kappa: null });
    expect(by.get('c')).toMatchObject({ n: 0 });
  });
});

describe('the sampling plan', () => {
  it('allocates in proportion, as in the published example', () => {
    // "Stratified sampling", Wikipedia: 180 staff (90, 18, 9, 63), a sample of 40.
    expect(allocate([90, 18, 9, 63], 40 / 180)).toEqual([20, 4, 2, 14]);
  });

  const cases: SampledCase[] = Array.from({ length: 60 }, (_, i) => ({ id: `c${i}`, stratum: i % 3 === 0 ? 'seizure' : 'inspection', always: i % 3 === 0 && i < 15 }));

  it('always holds cases of Articles 12 and 18, and the rate of all others', () => {
    const plan = samplingPlan(cases, 0.2, '2026-4');
    for (const { id, always } of cases) if (always) expect(plan.chosen).toContain(id);
    expect(plan.strata).toEqual([{ stratum: 'inspection', total: 40, always: 0, drawnFrom: 40, drawn: 8 }, { stratum: 'seizure', total: 20, always: 5, drawnFrom: 15, drawn: 3 }]);
    expect(plan.chosen).toHaveLength(16);
  });

  it('is the same for the same seed, whatever the order of the list, and another for another seed', () => {
    const chosen = (list: readonly SampledCase[], seed: string): readonly string[] => [...samplingPlan(list, 0.2, seed).chosen].sort();
    expect(chosen([...cases].reverse(), 'a')).toEqual(chosen(cases, 'a'));
    expect(chosen(cases, 'b')).not.toEqual(chosen(cases, 'a'));
  });

  it('draws each case about equally often', () => {
    const plain = cases.map((one) => ({ ...one, stratum: 's', always: false }));
    const times = new Map<string, number>();
    for (let seed = 0; seed < 600; seed++) for (const id of samplingPlan(plain, 0.2, String(seed)).chosen) times.set(id, (times.get(id) ?? 0) + 1);
    // 120 expected of each, standard deviation about 10: four of them either way.
    for (const { id } of plain) expect(Math.abs((times.get(id) ?? 0) - 120), id).toBeLessThan(40);
  });

  it('takes at least one of each stratum, none at rate 0, all at rate 1', () => {
    expect(allocate([100, 2], 0.05)).toEqual([6, 1]);
    expect(allocate([5, 3], 0)).toEqual([0, 0]);
    expect(allocate([5, 3], 1)).toEqual([5, 3]);
  });
});

describe('two reviews side by side', () => {
  const verdict = (itemId: string, given: ItemVerdict['verdict']): [string, ItemVerdict] => [itemId, { itemId, verdict: given, citations: [], reason: '', noCitation: 'x', atMs: 0, actor: '' }];
  const first = new Map([verdict('a', 'conform'), verdict('b', 'fail'), verdict('c', 'minor')]);
  const second = new Map([verdict('a', 'conform'), verdict('b', 'minor')]);

  it('show where they differ until it is settled', () => {
    const settled = new Map([['b', { itemId: 'b', verdict: 'minor' as const, reason: 'heard again', atMs: 0, actor: '' }]]);
    expect(compareReviews(['a', 'b', 'c'], first, second, new Map()).map(({ agree, open }) => [agree, open])).toEqual([[true, false], [false, true], [null, false]]);
    expect(compareReviews(['b'], first, second, settled)[0]).toMatchObject({ open: false, adjudication: { verdict: 'minor' } });
    expect(pairsOf(['a', 'b', 'c'], first, second)).toHaveLength(2);
    expect(pairsOf(['b'], first, second)).toEqual([{ itemId: 'b', first: 'fail', second: 'minor' }]);
  });

  it('know whether they are of the same recordings', () => {
    const unit = { name: '', version: 1, revision: 1 };
    const of = (...recordings: { name: string; sha256: string | null }[]) => ({ unit, recordings: recordings.map((one, i) => ({ id: String(i), ...one })) });
    expect(sameCase(of({ name: 'a', sha256: '1' }), of({ name: 'other', sha256: '1' }))).toEqual({ shared: 1, missing: [], differing: [], sameUnit: true });
    expect(sameCase(of({ name: 'a', sha256: '1' }), of({ name: 'a', sha256: '2' }))).toMatchObject({ shared: 0, missing: [], differing: ['a'] });
  });

  it('are known to be unfinished by the items that they themselves asked, whatever settings they were made under', () => {
    const file = reviewFile('x', 'copy', 'Wu', 1, '14', DEFAULT_UNIT, [], new Map([verdict(DEFAULT_UNIT.checklist[0]!.id, 'conform')]));
    const left = DEFAULT_UNIT.checklist.length - 1;
    const later = { ...file.unit, revision: file.unit.revision + 1 };
    expect(openItems(file, DEFAULT_UNIT)).toBe(left);
    expect(openItems({ ...file, unit: later }, DEFAULT_UNIT)).toBe(left);
    // Files that do not say what they asked: of the same settings it is known, of others nobody can tell.
    const { asked: _, ...silent } = file;
    expect(openItems({ ...silent, unit: { ...file.unit, version: DEFAULT_UNIT.version - 1 } }, DEFAULT_UNIT)).toBe(left);
    expect(openItems({ ...silent, unit: later }, DEFAULT_UNIT)).toBeNull();
    expect(compareWith({ ...silent, unit: later }, DEFAULT_UNIT, new Map(), new Map())).toBeNull();
    expect(compareWith(file, DEFAULT_UNIT, new Map(), new Map())).toBeNull();
  });

  it('are compared where both were asked alike; what was asked of one only, or in other words, is listed with its reason and counts in no figure', () => {
    const [dropped, reworded, ...rest] = DEFAULT_UNIT.checklist as readonly [ChecklistItem, ChecklistItem, ...ChecklistItem[]];
    const added: ChecklistItem = { ...dropped, id: 'own-1', title: { zh: '', en: 'of this unit alone' } };
    const theirUnit = { ...DEFAULT_UNIT, revision: 9, checklist: [{ ...reworded, judge: { ...reworded.judge, zh: 'other words' } }, added, ...rest] };
    const all = (unit: typeof DEFAULT_UNIT, given: ItemVerdict['verdict']) => new Map(unit.checklist.map(({ id }) => verdict(id, given)));
    const file = reviewFile('x', 'copy', 'Wu', 1, '14', theirUnit, [], all(theirUnit, 'fail'));
    const compared = compareWith(file, DEFAULT_UNIT, all(DEFAULT_UNIT, 'conform'), new Map());
    expect(compared?.items.map(({ itemId }) => itemId)).toEqual(rest.map(({ id }) => id));
    expect(compared?.pairs).toHaveLength(rest.length);
    expect(compared?.notComparable.map(({ item, reason, first, second }) => [item.id, reason, first?.verdict, second?.verdict])).toEqual([
      [dropped.id, 'only-own', 'conform', undefined], [reworded.id, 'other-wording', 'conform', 'fail'], ['own-1', 'only-theirs', undefined, 'fail'],
    ]);
  });

  it('of other settings that ask the same are compared in whole, and another text of an article makes its items other questions', () => {
    const sources = { ...DEFAULT_UNIT, revision: 9, checklist: DEFAULT_UNIT.checklist.map((one) => ({ ...one, sources: [] })) };
    expect(matchAsked(askedBy(DEFAULT_UNIT), askedBy(sources))).toMatchObject({ itemIds: DEFAULT_UNIT.checklist.map(({ id }) => id), notComparable: [] });
    const amended = { ...DEFAULT_UNIT, regulation: { ...DEFAULT_UNIT.regulation, articles: { ...DEFAULT_UNIT.regulation.articles, 16: 'amended' } } };
    expect(matchAsked(askedBy(DEFAULT_UNIT), askedBy(amended)).notComparable.map(({ item, reason }) => [item.article, reason])).toEqual(Array(3).fill(['16', 'other-wording']));
  });

  it('lead to the same seconds although recordings have other ids on each machine', () => {
    const cited: ItemVerdict = {
      itemId: 'a', verdict: 'fail', reason: '', noCitation: '', atMs: 0, actor: '', citations: [{ type: 'recording', recordingId: 'theirs', ptsUs: us(5), endUs: null, ordinal: 1, stillHash: null, quote: 'q', note: '' }],
    };
    const file = reviewFile('x', 'copy', 'Wu', 1, '14', DEFAULT_UNIT, [{ id: 'theirs', name: 'copy.mp4', sha256: '1' }], new Map([['a', cited]]));
    const here = adoptReview(file, [{ id: 'ours', name: 'a.mp4', sha256: '1' }]);
    expect(verdictsOf(here).get('a')?.citations[0]).toMatchObject({ recordingId: 'ours', ptsUs: 5 });
    expect(here.recordings).toEqual([{ id: 'ours', name: 'copy.mp4', sha256: '1' }]);
    expect(adoptReview(file, []).recordings[0]?.id).toBe('theirs');
  });
});
