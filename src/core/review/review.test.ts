/** The review of a case: suggestions, stages, continuity, annotations, verdicts, and what is left to judge. */
import { describe, expect, it } from 'vitest';
import { EMPTY_CASE_INFO } from '../case';
import type { Finding, FindingKind, FindingLevel } from '../finding';
import { matchJudgements, type Judgement } from '../review';
import { runRules } from '../rules/all-rules';
import type { CueHit } from '../speech/cue-hits';
import type { Speaker, Utterance } from '../speech/utterance';
import { us } from '../time';
import { DEFAULT_UNIT } from '../unit/default-unit';
import { annotationOrder, editMany, filterAnnotations, liveMarkUs, termsLost, type Annotation } from './annotation';
import { findingsOfItem, unseenOf, type CaseFindings } from './continuity';
import { documentKind, type AttachedDocument, type DocumentSort } from './documents';
import { incidentHints } from './incidents';
import { nextOpen, remaining } from './remaining';
import { stageTimeline, tierOfItem } from './stages';
import { suggest, type ReviewFacts } from './suggestions';
import { verdictFaults, type CitedThings, type ItemVerdict, type RecordingCitation } from './verdict';

const hit = (cue: string, group: string, startS: number, speaker: Speaker = 'unknown', recordingId = 'r1'): CueHit => ({
  recordingId, group, cue, quote: cue, speaker, utteranceIds: ['u'], from: 0, to: cue.length, substitutions: 0, startUs: us(startS * 1e6), endUs: us(startS * 1e6 + 1e6),
});
const mark = (id: string, tier: Annotation['tier'], term: string, startS: number, over: Partial<Annotation> = {}): Annotation => ({
  id, recordingId: 'r1', tier, term, text: '', box: null, startUs: us(startS * 1e6), endUs: us(startS * 1e6), atMs: 0, actor: 'Li', ...over,
});
const finding = (id: string, kind: FindingKind, level: FindingLevel = 'review'): Finding => ({
  id, kind, level, startUs: us(0), endUs: us(1e6), confidence: 0.8, groups: ['P'], evidence: [{ type: 'link', findingId: '' }], benign: [], disproof: [], detector: 'd', supportedBy: [],
});
const judged = (of: Finding, decision: Judgement['decision']): Judgement => ({ recordingId: 'r1', finding: of, decision, note: '', atMs: 0, actor: '' });
const caseFindings = (findings: readonly Finding[], judgements: readonly Judgement[] = []): CaseFindings => ({ recordingId: 'r1', findings, judged: matchJudgements(findings, judgements) });
const utterance: Utterance = { id: 'u', recordingId: 'r1', speaker: 'unknown', text: 'x', source: 'srt', startUs: us(0), endUs: us(1e6) };
const item = (id: string) => DEFAULT_UNIT.checklist.find((one) => one.id === id)!;

const facts = (over: Partial<ReviewFacts> = {}): ReviewFacts => ({
  info: EMPTY_CASE_INFO, recordingIds: ['r1', 'r2'], findings: [], analysed: new Set(['r1', 'r2']), utterances: [utterance, { ...utterance, id: 'u2', recordingId: 'r2' }], hits: [], annotations: [], signs: null, voices: new Map(), documents: [],
  pendingCues: 0, neighbours: [], signsReadNames: [], signsUnread: over.signs === null || over.signs === undefined ? 2 : 0, clockRead: true, sequenced: true,
  stages: stageTimeline(DEFAULT_UNIT, '', over.annotations ?? [], over.hits ?? [], ['r1', 'r2']),
  rules: runRules({ info: over.info ?? EMPTY_CASE_INFO, rules: DEFAULT_UNIT.rules, recordedMatters: [], recordings: [], incidents: [], documents: [] }), ...over,
});

describe('a suggestion', () => {
  it('of the written file comes from documents of that sort; what nobody has sorted is only told', () => {
    const document = (id: string, sort?: DocumentSort): AttachedDocument => ({ id, name: `${id}.pdf`, kind: 'pdf', sha256: '', sizeBytes: 1, pages: 1, title: '', writtenAt: '', ...(sort === undefined ? {} : { sort }) });
    const says = (id: string, documents: readonly AttachedDocument[]): unknown => { const [first] = suggest(item(id), facts({ documents })).suggestions; return [first?.status, first?.says, first?.places.length]; };
    expect(says('art10-form', [])).toEqual(['no-data', 'documents-none', 0]);
    expect(says('art10-form', [document('a')])).toEqual(['no-data', 'documents-unsorted', 0]);
    expect(says('art10-form', [document('a', 'record')])).toEqual(['cue-not-found', 'documents-of-others', 0]);
    expect(says('art10-clear', [document('a', 'record'), document('b', 'papers'), document('c')])).toEqual(['cue-found', 'documents-attached', 1]);
  });


  it('gives the second and the words of a cue, and never blames for one that was not found', () => {
    const found = suggest(item('art14-1-notice'), facts({ hits: [hit('n_full', 'notice', 12), hit('n_dev', 'notice', 3, 'unknown', 'r2')] }));
    expect(found.suggestions[0]?.status).toBe('cue-found');
    expect(found.suggestions[0]?.places.map(({ recordingId, startUs, words }) => [recordingId, startUs, words])).toEqual([['r1', 12e6, 'n_full'], ['r2', 3e6, 'n_dev']]);
    expect(suggest(item('art14-1-notice'), facts()).status).toBe('cue-not-found');
    expect(suggest(item('art14-1-notice'), facts({ utterances: [] })).status).toBe('no-data');
  });

  it('keeps the party’s words out of the officers’ duties and faults', () => {
    expect(suggest(item('art14-1-civil'), facts({ hits: [hit('u_abuse', 'bad', 5, 'party')] })).status).toBe('cue-not-found');
    expect(suggest(item('art14-1-civil'), facts({ hits: [hit('u_abuse', 'bad', 5, 'officer')] })).status).toBe('anomaly');
    expect(suggest(item('art18-2'), facts({ hits: [hit('u_abuse', 'bad', 5, 'party')] })).status).toBe('anomaly');
    expect(incidentHints([hit('o_object', 'object', 1, 'party'), hit('o_complain', 'object', 2), hit('o_refuse', 'object', 3, 'party'), hit('r_hear', 'rights', 4, 'party')]).map(({ clause }) => clause)).toEqual([1, 1, 2, 1]);
    expect(incidentHints([hit('o_object', 'object', 1, 'officer'), hit('r_hear', 'rights', 4, 'officer'), hit('r_hear', 'rights', 4)])).toEqual([]);
    expect(incidentHints([hit('u_abuse', 'bad', 5, 'officer'), hit('g_refuse', 'sign', 9, 'officer')]).map(({ hit: { cue } }) => cue)).toEqual(['g_refuse']);
  });

  it('offers the first voice where there is no transcript, but only once everything before it was listened to', () => {
    const voice = { startUs: us(1e6), endUs: us(2e6) };
    const heard = (voices: ReviewFacts['voices']) => suggest(item('art14-1-notice'), facts({ utterances: [], voices })).suggestions[0]!;
    expect(heard(new Map([['r2', [voice]]]))).toMatchObject({ says: 'no-transcript', places: [] });
    expect(heard(new Map([['r1', []], ['r2', [voice]]]))).toMatchObject({ status: 'anomaly', says: 'first-voice-late', values: { silent: 1 }, places: [{ recordingId: 'r2', startUs: 1e6 }] });
    expect(heard(new Map([['r1', [voice]]]))).toMatchObject({ status: 'no-data', says: 'first-voice', places: [{ recordingId: 'r1' }] });
  });

  it('tells silence where speech is due: a first voice late, or none at all', () => {
    const heard = (voices: ReviewFacts['voices'], id = 'art14-1-notice') => suggest(item(id), facts({ utterances: [], voices })).suggestions[0]!;
    expect(heard(new Map([['r1', [{ startUs: us(90e6), endUs: us(91e6) }]]]))).toMatchObject({ status: 'anomaly', says: 'first-voice-late' });
    expect(heard(new Map([['r1', []], ['r2', []]]))).toMatchObject({ status: 'anomaly', says: 'no-voice' });
    expect(heard(new Map([['r1', []]]))).toMatchObject({ status: 'no-data', says: 'no-transcript' });
    expect(heard(new Map([['r1', []], ['r2', []]]), 'art14-1-civil')).toMatchObject({ status: 'no-data' });
  });

  it('takes a mark that a person set where there is no transcript', () => {
    const marked = facts({ utterances: [], annotations: [mark('a', 'notice', 'told', 4)] });
    expect(suggest(item('art14-1-notice'), marked).suggestions.map(({ status }) => status)).toEqual(['no-data', 'cue-found', 'no-data']);
    // A mark of the step is a mark of what the step is.
    const step = facts({ utterances: [], annotations: [mark('a', 'stage', 'notice', 4), mark('b', 'stage', 'id', 5)] });
    expect(suggest(item('art14-1-notice'), step).suggestions[1]).toMatchObject({ status: 'cue-found', places: [{ what: 'stage notice', refId: 'a' }] });
    expect(suggest(item('art14-2-officer'), step).suggestions.find(({ source }) => source.from === 'annotations')?.places.map(({ refId }) => refId)).toEqual(['b']);
    expect(['art14-1-notice', 'art14-2-officer', 'art14-1-lawful', 'art16-label'].map((id) => tierOfItem(item(id)))).toEqual(['notice', 'papers', 'stage', null]);
  });

  it('says that nothing was found only of what was searched, and names what was not', () => {
    const of = (id: string, over: Partial<ReviewFacts>, at = 0): readonly unknown[] => { const { status, suggestions } = suggest(item(id), facts(over)); return [status, suggestions[at]?.status, suggestions[at]?.says]; };
    const heard = { utterances: [utterance] };
    // The findings of Article 12 were looked for, but no word of the notice, the inventory or the close.
    expect(of('art12-full', { utterances: [] }, 1)).toEqual(['no-data', 'no-data', 'no-transcript']);
    expect(of('art12-full', {}, 1)).toEqual(['cue-not-found', 'cue-not-found', 'cues-not-found']);
    expect(of('art14-2-matter', heard)).toEqual(['no-data', 'no-data', 'cues-partly']);
    expect(of('art14-1-civil', heard)).toEqual(['no-data', 'no-data', 'cues-partly']);
    // Nobody speaks in the other one.
    expect(of('art14-2-matter', { ...heard, voices: new Map([['r2', []]]) })).toEqual(['cue-not-found', 'cue-not-found', 'cues-not-found']);
    expect(of('art14-2-matter', { pendingCues: 1 })).toEqual(['no-data', 'no-data', 'cues-searching']);
    expect(of('art18-1', heard, 1)).toEqual(['no-data', 'no-data', 'cues-partly']);
    expect(of('art14-2-time', { clockRead: false }, 1)).toEqual(['no-data', 'no-data', 'no-clock']);
    expect(of('art14-4-select', { sequenced: false })).toEqual(['no-data', 'no-data', 'no-sequence']);
    expect(of('art14-4-later', { sequenced: false, clockRead: false })[2]).toBe('findings-without-both');
    expect(of('art14-4-continuous', { sequenced: false })[2]).toBe('findings-without-sequence');
    expect(of('art14-4-select', {})).toEqual(['cue-not-found', 'cue-not-found', 'findings-none']);
    expect(of('art14-3-sign', { signs: [], signsUnread: 1 })).toEqual(['no-data', 'no-data', 'signs-partly']);
    expect(of('art14-3-sign', { signs: [] })).toEqual(['cue-not-found', 'cue-not-found', 'signs-none']);
    const party = { ...EMPTY_CASE_INFO, party: '便民超市' };
    expect(of('art14-2-party', { ...heard, info: party, signs: [] })).toEqual(['no-data', 'no-data', 'party-unheard']);
    expect(of('art14-2-party', { info: party })).toEqual(['cue-not-found', 'cue-not-found', 'party-not-spoken']);
    expect(of('art14-3-landmark', { annotations: [mark('a', 'site', 'landmark', 1)], utterances: [] })[2]).toBe('landmark-seen-unheard');
    expect(of('art14-3-landmark', { annotations: [mark('a', 'site', 'spoken', 1)] })[2]).toBe('landmark-said-unread');
    expect(of('art14-3-landmark', {})[2]).toBe('landmark-unread');
    expect(of('art14-3-landmark', { utterances: [], signs: [] })[2]).toBe('landmark-unheard');
  });

  it('of the steps tells what is missing only where they were searched and the type says which are required', () => {
    const of = (activity: string, over: Partial<ReviewFacts>): readonly unknown[] => {
      const [first] = suggest(item('art14-2-process'), facts({ ...over, stages: stageTimeline(DEFAULT_UNIT, activity, over.annotations ?? [], over.hits ?? [], ['r1', 'r2']) })).suggestions;
      return [first?.status, first?.says];
    };
    const id = mark('a', 'stage', 'id', 5);
    expect(of('inspection', { annotations: [id] })).toEqual(['cue-not-found', 'stages-missing']);
    expect(of('inspection', { annotations: [id], utterances: [] })).toEqual(['no-data', 'stages-unmarked']);
    expect(of('', {})).toEqual(['no-data', 'stages-no-type']);
    expect(of('', { annotations: [id] })).toEqual(['cue-found', 'stages-no-type']);
    // Two other steps say nothing of when the notice was given.
    const steps = facts({ annotations: [id, mark('b', 'stage', 'basis', 9)] });
    expect(suggest(item('art14-1-notice'), steps).suggestions.at(-1)).toMatchObject({ status: 'no-data', says: 'order-unknown' });
  });

  it('shows findings, and says that nothing was found only where all was analysed', () => {
    expect(suggest(item('art14-4-insert'), facts({ findings: [caseFindings([finding('f', 'insertion')])] })).suggestions[0]).toMatchObject({ status: 'anomaly', places: [{ refId: 'f', what: 'insertion' }] });
    expect(suggest(item('art14-4-insert'), facts()).suggestions[0]).toMatchObject({ status: 'cue-not-found', says: 'findings-none' });
    expect(suggest(item('art14-4-insert'), facts({ analysed: new Set(['r1']) })).suggestions[0]).toMatchObject({ status: 'no-data', values: { count: 1 } });
  });

  it('compares signs and names with the case', () => {
    const sign = { recordingId: 'r1', atUs: us(7e6), text: '鑫源水产 仓库', box: { x: 0, y: 0, w: 1, h: 1 }, score01: 0.9, overlay: false };
    const named = { ...EMPTY_CASE_INFO, place: '鑫源水产', party: '王某某' };
    expect(suggest(item('art14-3-sign'), facts({ info: named, signs: [sign] })).suggestions[0]).toMatchObject({ says: 'signs-fitting', places: [{ words: '鑫源水产 仓库', startUs: 7e6 }] });
    expect(suggest(item('art14-3-sign'), facts({ signs: [sign] })).suggestions[0]?.says).toBe('signs-uncompared');
    expect(suggest(item('art14-3-sign'), facts({ info: { ...named, place: '别处', party: '张某' }, signs: [sign] })).suggestions[0]?.says).toBe('signs-found');
    expect(suggest(item('art14-2-party'), facts({ info: named, utterances: [{ ...utterance, text: '你是王某某吗' }] })).status).toBe('cue-found');
    expect(suggest(item('art14-2-party'), facts({ info: named })).status).toBe('cue-not-found');
    expect(suggest(item('art14-2-party'), facts()).status).toBe('no-data');
  });

  it('asks for both of a landmark: seen in the picture and spoken', () => {
    const said = { ...utterance, text: '我们现在位于海天路建设银行对面' };
    const both = [said, { ...said, id: 'v', recordingId: 'r2', text: 'x' }];
    const at = hit('p_at', 'place', 1);
    const sign = { recordingId: 'r1', atUs: us(3e6), text: '建设银行', box: { x: 0, y: 0, w: 1, h: 1 }, score01: 0.9, overlay: false };
    const landmark = (over: Partial<ReviewFacts>) => suggest(item('art14-3-landmark'), facts(over)).suggestions[0];
    expect(landmark({ utterances: both, hits: [at], signs: [sign] })).toMatchObject({ status: 'cue-found', says: 'landmark-both', values: { seen: 1, said: 1 } });
    expect(landmark({ utterances: both, hits: [at], signs: [] })).toMatchObject({ status: 'cue-not-found', says: 'landmark-said-only' });
    expect(landmark({ utterances: both, hits: [], signs: [sign], info: { ...EMPTY_CASE_INFO, place: '海天路建设银行旁仓库' } })?.says).toBe('landmark-seen-only');
    expect(landmark({ utterances: both, signs: [sign] })?.says).toBe('landmark-neither');
    expect(landmark({ utterances: [], signs: null })).toMatchObject({ status: 'no-data', says: 'landmark-unknown' });
  });

  it('of a rule carries the rule with its inputs', () => {
    expect(suggest(item('art16-24h'), facts()).suggestions[0]).toMatchObject({ status: 'no-data', rule: { rule: 'storage-24h', missing: ['endedAt', 'storedAt'] } });
  });

  it('exists for every item of the checklist', () => {
    for (const one of DEFAULT_UNIT.checklist) expect(['cue-found', 'cue-not-found', 'anomaly', 'no-data'], one.id).toContain(suggest(one, facts()).status);
  });
});

describe('the stages', () => {
  it('name what is required and not there, by enforcement type', () => {
    const timeline = stageTimeline(DEFAULT_UNIT, 'seizure', [], [hit('n_full', 'notice', 1), hit('i_show', 'id', 5)], ['r1']);
    expect(timeline.missing).toEqual(['basis', 'rights', 'seize', 'hear', 'sign']);
    expect(stageTimeline(DEFAULT_UNIT, 'inspection', [], [], ['r1']).missing).toEqual(['notice', 'id', 'seize', 'sign']);
  });

  it('tell that the check began before papers were shown, across recordings', () => {
    const marks = [mark('a', 'stage', 'seize', 100), mark('b', 'stage', 'id', 10, { recordingId: 'r2' })];
    const [fault] = stageTimeline(DEFAULT_UNIT, 'inspection', marks, [], ['r1', 'r2']).orderFaults;
    expect(fault).toMatchObject({ first: 'id', then: 'seize', marked: true, thenAt: { recordingId: 'r1', atUs: 100e6 }, firstAt: { recordingId: 'r2', atUs: 10e6 } });
    expect(stageTimeline(DEFAULT_UNIT, 'inspection', marks, [], ['r2', 'r1']).orderFaults).toEqual([]);
  });

  it('go by a person’s mark rather than by an earlier cue', () => {
    const timeline = stageTimeline(DEFAULT_UNIT, 'inspection', [mark('a', 'stage', 'id', 50)], [hit('i_show', 'id', 5), hit('n_full', 'notice', 20)], ['r1']);
    expect(timeline.rows.find(({ stage }) => stage === 'id')?.begins).toMatchObject({ by: 'mark', atUs: 50e6 });
    expect(timeline.orderFaults).toEqual([]);
  });

  it('are not made by the party', () => {
    expect(stageTimeline(DEFAULT_UNIT, '', [], [hit('n_full', 'notice', 1, 'party')], ['r1']).rows[0]?.begins).toBeNull();
  });
});

describe('continuity', () => {
  const cut = finding('f1', 'cut');
  it('counts a finding as seen once it was decided, also when it was put off', () => {
    expect(unseenOf(item('art14-4-continuous'), [caseFindings([cut])])).toHaveLength(1);
    expect(unseenOf(item('art14-4-continuous'), [caseFindings([cut], [judged(cut, null)])])).toHaveLength(1);
    expect(unseenOf(item('art14-4-continuous'), [caseFindings([cut], [judged(cut, 'defer')])])).toEqual([]);
  });

  it('counts it again when its boundaries have moved', () => {
    expect(unseenOf(item('art14-4-continuous'), [caseFindings([{ ...cut, id: 'f2' }], [judged(cut, 'accept')])])).toHaveLength(1);
  });

  it('shows traces of origin, and waits only for those that are more than a note', () => {
    const item4 = item('art14-4-insert');
    expect(findingsOfItem(item4, [caseFindings([finding('o', 're-encoded', 'note')])])).toHaveLength(1);
    expect(unseenOf(item4, [caseFindings([finding('o', 're-encoded', 'note')])])).toEqual([]);
    expect(unseenOf(item4, [caseFindings([finding('o', 're-encoded', 'review')])])).toHaveLength(1);
  });
});

describe('a verdict', () => {
  const things: CitedThings = { recordingIds: new Set(['r1', 's1']), withPicture: new Set(['r1']), documentIds: new Set(['d1']) };
  const citation: RecordingCitation = { type: 'recording', recordingId: 'r1', ptsUs: us(3e6), endUs: null, ordinal: 75, stillHash: 'ab', quote: 'q', note: '' };
  const of = (citations: ItemVerdict['citations'], noCitation = ''): Pick<ItemVerdict, 'verdict' | 'citations' | 'noCitation' | 'reason'> => ({ verdict: 'conform', citations, noCitation, reason: '' });

  it('stands on a second, a still and words, on a page, on a computation, or on a reason why not', () => {
    expect(verdictFaults(of([citation]), things)).toEqual([]);
    expect(verdictFaults(of([{ type: 'document', documentId: 'd1', page: 2, quote: '', note: 'n' }]), things)).toEqual([]);
    expect(verdictFaults(of([], 'nothing was recorded'), things)).toEqual([]);
    expect(verdictFaults(of([{ ...citation, recordingId: 's1', stillHash: null, ordinal: null }]), things)).toEqual([]);
  });

  it('says what it lacks', () => {
    expect(verdictFaults(of([]), things)).toEqual(['nothing-cited']);
    expect(verdictFaults(of([], '  '), things)).toEqual(['nothing-cited']);
    expect(verdictFaults(of([{ ...citation, stillHash: null, quote: ' ' }]), things)).toEqual(['citation-without-words', 'citation-without-still']);
    expect(verdictFaults(of([{ ...citation, recordingId: 'gone' }]), things)).toContain('citation-gone');
    expect(verdictFaults(of([citation]), things, 2)).toEqual(['findings-unseen']);
  });

  it('that holds something against somebody needs a reason in words, whatever is cited', () => {
    for (const verdict of ['minor', 'fail'] as const) {
      expect(verdictFaults({ ...of([citation]), verdict, reason: ' ' }, things)).toEqual(['reason-missing']);
      expect(verdictFaults({ ...of([citation]), verdict, reason: 'told after entering' }, things)).toEqual([]);
    }
    for (const verdict of ['conform', 'undetermined', 'not-applicable'] as const) expect(verdictFaults({ ...of([citation]), verdict }, things)).toEqual([]);
  });

  it('on continuity does not let an opinion be signed over unseen findings', () => {
    const checklist = [item('art14-1-notice'), item('art14-4-continuous')];
    const verdicts = new Map(checklist.map(({ id }) => [id, { ...of([citation]), itemId: id, atMs: 0, actor: '' }]));
    const open = remaining(checklist, verdicts, things, [caseFindings([finding('f', 'cut')])]);
    expect(open.canSign).toBe(false);
    expect(open.open.map(({ item: { id }, faults }) => [id, faults])).toEqual([['art14-4-continuous', ['findings-unseen']]]);
    expect(remaining(checklist, verdicts, things, []).canSign).toBe(true);
    expect(remaining([], new Map(), things, []).canSign).toBe(false);
  });

  it('leads to the next item that is open, around the end', () => {
    const checklist = DEFAULT_UNIT.checklist.slice(0, 3);
    const left = remaining(checklist, new Map([[checklist[1]!.id, { ...of([], 'r'), itemId: checklist[1]!.id, verdict: 'fail' as const, reason: 'none made', atMs: 0, actor: '' }]]), things, []);
    expect(nextOpen(left, checklist[0]!.id)?.item.id).toBe(checklist[2]!.id);
    expect(nextOpen(left, checklist[2]!.id)?.item.id).toBe(checklist[0]!.id);
    expect(left.byArticle).toEqual([{ article: '7', settled: 1, total: 2 }, { article: '10', settled: 0, total: 1 }]);
  });
});

describe('annotations', () => {
  const stamp = { atMs: 9, actor: 'Wu' };
  it('set while playing lie a reaction earlier, more so at double speed, never before the start', () => {
    expect(liveMarkUs(10e6, 300, 1)).toBe(9.7e6);
    expect(liveMarkUs(10e6, 300, 2)).toBe(9.4e6);
    expect(liveMarkUs(10e6, 300, 0)).toBe(10e6);
    expect(liveMarkUs(0.1e6, 300, 1)).toBe(0);
  });

  it('are found by words, also of their term', () => {
    const all = [mark('a', 'notice', 'told', 1, { text: 'wind noise' }), mark('b', 'speech', 'threat', 2)];
    const ids = (query: Parameters<typeof filterAnnotations>[1]): readonly string[] => filterAnnotations(all, query, (_, term) => (term === 'threat' ? '威胁' : term)).map(({ id }) => id);
    expect(ids({ text: '威胁' })).toEqual(['b']);
    expect(ids({ text: 'WIND told' })).toEqual(['a']);
    expect(ids({ tiers: ['speech'] })).toEqual(['b']);
    expect(ids({})).toEqual(['a', 'b']);
  });

  it('change many at once as one, only where something changes', () => {
    const many = [mark('a', 'speech', 'threat', 1), mark('b', 'speech', 'civil', 2)];
    expect(editMany(many, { term: 'civil' }, DEFAULT_UNIT.tiers, stamp)).toEqual({ removed: [many[0]], added: [{ ...many[0], term: 'civil', ...stamp }] });
    expect(editMany(many, { term: 'civil', tier: 'site' }, DEFAULT_UNIT.tiers, stamp)?.added.map(({ term }) => term)).toEqual(['', '']);
    expect(termsLost([mark('x', 'notice', 'rights', 1), mark('y', 'notice', 'told', 1), mark('z', 'notice', '', 1)], 'stage', DEFAULT_UNIT.tiers)).toBe(1);
    expect(editMany([many[1]!], { term: 'civil' }, DEFAULT_UNIT.tiers, stamp)).toBeNull();
    expect(editMany(many, { shiftUs: -1.5e6 }, DEFAULT_UNIT.tiers, stamp)?.added.map(({ startUs }) => startUs)).toEqual([0, 0.5e6]);
  });

  it('are listed by recording, then by time', () => {
    expect(annotationOrder([mark('a', 'note', '', 5), mark('b', 'note', '', 1), mark('c', 'note', '', 0, { recordingId: 'r0' })], ['r0', 'r1']).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});

it('documents are what can be shown beside the picture', () => {
  expect([documentKind('application/pdf', 'a'), documentKind('', 'A.PDF'), documentKind('image/png', 'a'), documentKind('', 'b.jpg'), documentKind('text/plain', 'a.txt')]).toEqual(['pdf', 'pdf', 'picture', 'picture', null]);
});
