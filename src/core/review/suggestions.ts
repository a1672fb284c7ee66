/** What the machine can offer for each item of the checklist: cue-found, cue-not-found, anomaly or no-data, each with the places and words it stands on. */
import type { CaseInfo } from '../case';
import type { Box01 } from '../finding';
import type { RecordingId } from '../recording';
import type { RuleResult } from '../rules/rule';
import { maySpeakForOfficers, type CueHit } from '../speech/cue-hits';
import { normalise } from '../speech/normalise';
import type { Utterance } from '../speech/utterance';
import { formatTimecode, us, type SpanUs, type TimeUs } from '../time';
import type { RuleId } from '../unit/rule-ids';
import type { ChecklistItem, SuggestionSource } from '../unit/unit-settings';
import type { Annotation } from './annotation';
import { findingsOfItem, type CaseFindings } from './continuity';
import type { AttachedDocument } from './documents';
import { incidentHints } from './incidents';
import { neighbourWords, type Neighbours } from './neighbours';
import { firstVoice, isOtherVoice, openingOf } from './opening';
import { isDoubtful } from './recorder-signs';
import { unheardRecordings, unsearchedKinds, type SearchedFacts } from './searched';
import type { SignReading } from './sign-reading';
import { byCasePlace, STAGE_TIER, tiersOf, type StageTimeline } from './stages';

export type SuggestionStatus = 'cue-found' | 'cue-not-found' | 'anomaly' | 'no-data';

/** What a suggestion stands on. `what` tells its kind: id of a cue, finding kind, tier (its term behind a space), stage or document, or part of an opening. */
export interface SuggestionPlace {
  readonly from: 'cue' | 'finding' | 'mark' | 'order' | 'sign' | 'name' | 'document' | 'voice' | 'opening' | 'neighbour';
  readonly what: string;
  /** null for documents. */
  readonly recordingId: RecordingId | null;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  readonly words: string;
  readonly box: Box01 | null;
  /** Of a finding, utterance, annotation or document. */
  readonly refId: string;
}

/** One source's answer. `says` is a label key (`review:says_<name with - as _>`) that takes `values`; a rule speaks for itself. */
export interface Suggestion {
  readonly status: SuggestionStatus;
  readonly source: SuggestionSource;
  readonly says: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** In case order. */
  readonly places: readonly SuggestionPlace[];
  readonly rule: RuleResult | null;
}

export interface ItemSuggestions {
  readonly itemId: string;
  /** The gravest of its suggestions; not found only where everything that can be searched for it was searched. */
  readonly status: SuggestionStatus;
  readonly suggestions: readonly Suggestion[];
}

/** Everything that suggestions are made from. */
export interface ReviewFacts extends SearchedFacts {
  readonly info: CaseInfo;
  /** In case order. */
  readonly recordingIds: readonly RecordingId[];
  readonly findings: readonly CaseFindings[];
  /** Recordings that were analysed to the end: without findings there, none were found. */
  readonly analysed: ReadonlySet<RecordingId>;
  readonly utterances: readonly Utterance[];
  readonly hits: readonly CueHit[];
  readonly annotations: readonly Annotation[];
  /** null: the pictures were not read. */
  readonly signs: readonly SignReading[] | null;
  /** Where a voice was heard, of the recordings that were listened to; none where there is no sound. */
  readonly voices: ReadonlyMap<RecordingId, readonly SpanUs[]>;
  readonly documents: readonly AttachedDocument[];
  readonly stages: StageTimeline;
  /** Recordings that do not meet by their names and lengths. */
  readonly neighbours: readonly Neighbours[];
  readonly rules: ReadonlyMap<RuleId, RuleResult>;
}

/** What machines search; marks, order and rules only tell of what is there. */
const SEARCHING: ReadonlySet<SuggestionSource['from']> = new Set<SuggestionSource['from']>(['cues', 'findings', 'signs', 'name', 'landmark', 'documents', 'stages', 'incident-hints']);
const NOTICE_GROUP = 'notice';
const UNCIVIL_GROUP = 'bad';
const SITE_TIER = 'site';
/** Terms of that tier: what was seen and what was said. */
const SEEN_TERM = 'landmark';
const SAID_TERM = 'spoken';
/** Cues in which the place is named, and what stands beside it. */
const NAMED_CUE = 'p_at';
const BESIDE_CUE = 'p_mark';

const ofHit = (hit: CueHit): SuggestionPlace => ({
  from: 'cue', what: hit.cue, recordingId: hit.recordingId, startUs: hit.startUs, endUs: hit.endUs, words: hit.quote, box: null, refId: hit.utteranceIds[0] ?? '',
});
const ofSign = (sign: SignReading): SuggestionPlace => ({ from: 'sign', what: 'sign', recordingId: sign.recordingId, startUs: sign.atUs, endUs: sign.atUs, words: sign.text, box: sign.box, refId: '' });

const ofMark = (one: Annotation): SuggestionPlace => ({
  from: 'mark', what: one.term === '' ? one.tier : `${one.tier} ${one.term}`, recordingId: one.recordingId, startUs: one.startUs, endUs: one.endUs, words: one.text, box: one.box, refId: one.id,
});

type Answer = Omit<Suggestion, 'source' | 'rule'>;
const answer = (status: SuggestionStatus, says: string, places: readonly SuggestionPlace[] = [], values: Suggestion['values'] = { count: places.length }): Answer => ({ status, says, places, values });

/** A place just before the end of a recording still has a picture. */
const BEFORE_END_US = 200_000;

/** A notice is due when recording begins: a first voice later than this is told as a silence where speech is due. */
const NOTICE_DUE_US = 60_000_000;

/** Without a transcript voices can still be listened to: from the first one, where a notice is due, and nowhere if nobody speaks at all. */
function withoutWords({ groups }: Extract<SuggestionSource, { from: 'cues' }>, facts: ReviewFacts): Answer {
  const { heard, silent, allListened } = firstVoice(facts);
  if (heard === null && allListened && facts.recordingIds.length > 0 && !groups.includes(UNCIVIL_GROUP)) return answer('anomaly', 'no-voice');
  if (heard === null || !groups.includes(NOTICE_GROUP)) return answer('no-data', 'no-transcript');
  const place: SuggestionPlace = { from: 'voice', what: 'first', ...heard, words: '', box: null, refId: '' };
  const told = { first: formatTimecode(heard.startUs), silent };
  return silent > 0 || heard.startUs > NOTICE_DUE_US ? answer('anomaly', 'first-voice-late', [place], told) : answer('no-data', 'first-voice', [place], told);
}

/** With words, how the recording begins: the first voice, the officers' first word of who they are, and what was said before the first notice. */
function fromOpening(facts: ReviewFacts): Answer {
  const opening = openingOf(facts);
  const { voice, line, sound, identified, notice, linesBefore, soundBefore } = opening;
  const [start] = facts.recordingIds;
  const place = (what: string, recordingId: RecordingId, startUs: TimeUs, endUs: TimeUs, words: string): SuggestionPlace => ({ from: 'opening', what, recordingId, startUs, endUs, words, box: null, refId: '' });
  const places = [
    ...(start === undefined ? [] : [place('start', start, us(0), us(0), '')]),
    ...(voice !== null && isOtherVoice(opening) ? [place('voice', voice.recordingId, voice.startUs, voice.endUs, '')] : []),
    ...(line === null ? [] : [place('line', line.recordingId, line.startUs, line.endUs, line.text)]),
    ...(identified === null ? [] : [place('identified', identified.recordingId, identified.atUs, identified.atUs, identified.words)]),
    ...(notice === null ? [] : [place('notice', notice.recordingId, notice.atUs, notice.atUs, notice.words)]),
  ];
  const values = {
    start: formatTimecode(us(0)), sound: formatTimecode(sound?.atUs ?? us(0)), lines: linesBefore, notice: formatTimecode(notice?.atUs ?? us(0)), identified: formatTimecode(identified?.atUs ?? us(0)),
  };
  if (notice === null) return answer(notHeard(facts, '').status, identified === null ? 'opening-unnoticed' : 'opening-unnoticed-identified', places, values);
  if (soundBefore !== true) return answer('cue-found', 'opening-first', places, values);
  const isIdentifiedBefore = identified !== null && byCasePlace(facts.recordingIds)(identified, notice) < 0;
  return answer('anomaly', isIdentifiedBefore ? 'opening-late-identified' : 'opening-late', places, values);
}

/** Where a notice is looked for and there are words, its place among them is told beside it. */
const asksForOpening = (source: SuggestionSource, { utterances, pendingCues }: ReviewFacts): boolean => source.from === 'cues' && source.groups.every((group) => group === NOTICE_GROUP) && utterances.length > 0 && pendingCues === 0;

/** Nothing was found in the speech: told as that only where all of it was searched. */
function notHeard({ recordingIds, utterances, voices, pendingCues }: ReviewFacts, says: string): Answer {
  if (pendingCues > 0) return answer('no-data', 'cues-searching');
  const unheard = unheardRecordings(recordingIds, utterances, voices).length;
  return unheard > 0 ? answer('no-data', 'cues-partly', [], { count: unheard }) : answer('cue-not-found', says);
}

function fromCues(source: Extract<SuggestionSource, { from: 'cues' }>, facts: ReviewFacts): Answer {
  if (facts.utterances.length === 0) return withoutWords(source, facts);
  const hits = facts.hits.filter((hit) => source.groups.includes(hit.group) && (source.cues === undefined || source.cues.includes(hit.cue)) && maySpeakForOfficers(hit));
  // Uncivil words are what to look at; everywhere else a cue is what was hoped for.
  if (source.groups.includes(UNCIVIL_GROUP)) return hits.length > 0 ? answer('anomaly', 'uncivil-candidates', hits.map(ofHit)) : notHeard(facts, 'uncivil-none');
  const [first] = [...hits].sort((a, b) => byCasePlace(facts.recordingIds)({ recordingId: a.recordingId, atUs: a.startUs }, { recordingId: b.recordingId, atUs: b.startUs }));
  return first === undefined ? notHeard(facts, 'cues-not-found') : answer('cue-found', 'cues-found', hits.map(ofHit), { count: hits.length, first: formatTimecode(first.startUs) });
}

function fromFindings(item: ChecklistItem, source: Extract<SuggestionSource, { from: 'findings' }>, facts: ReviewFacts): Answer {
  const found = findingsOfItem({ ...item, sources: [source] }, facts.findings);
  const places = found.map(({ recordingId, finding }): SuggestionPlace => ({
    from: 'finding', what: finding.kind, recordingId, startUs: finding.startUs, endUs: finding.endUs, words: '', box: null, refId: finding.id,
  }));
  if (places.length > 0) return answer('anomaly', 'findings-found', places);
  const waiting = facts.recordingIds.filter((id) => !facts.analysed.has(id)).length;
  if (facts.recordingIds.length === 0 || waiting > 0) return answer('no-data', 'not-analysed', [], { count: waiting });
  const { why, all } = unsearchedKinds(source.kinds, facts);
  if (why === null) return answer('cue-not-found', 'findings-none');
  return all ? answer('no-data', `no-${why}`) : answer('cue-not-found', `findings-without-${why}`);
}

/** The order of all steps is computed once: an item tells its own faults, and that there are others where it has none. */
function fromOrder(source: Extract<SuggestionSource, { from: 'order' }>, { stages }: ReviewFacts): Answer {
  const faults = stages.orderFaults.filter(({ first }) => source.stages.includes(first));
  const places = faults.map(({ first, thenStep, thenAt }): SuggestionPlace => ({
    from: 'order', what: `${thenStep} ${first}`, recordingId: thenAt.recordingId, startUs: thenAt.atUs, endUs: thenAt.atUs, words: thenAt.words, box: null, refId: '',
  }));
  if (places.length > 0) return answer('anomaly', 'order-fault', places);
  const isKnown = stages.orderKnown.some(({ first }) => source.stages.includes(first));
  const elsewhere = stages.orderFaults.length;
  if (elsewhere > 0) return answer(isKnown ? 'cue-found' : 'no-data', isKnown ? 'order-kept-here' : 'order-unknown-here', [], { count: elsewhere });
  if (isKnown) return answer('cue-found', 'order-kept');
  return answer('no-data', stages.orderKnown.length > 0 ? 'order-unknown-alone' : 'order-unknown');
}

/** What the list of files shows between neighbours, where the look across the case has no finding about it: told with what may explain it. */
function fromNeighbours({ neighbours }: ReviewFacts): readonly Answer[] {
  return neighbours.filter(({ isFound }) => !isFound).map((one) => {
    const { says, values } = neighbourWords(one);
    const endUs = us(Math.max(0, (one.endS - (one.before.startS ?? one.endS)) * 1e6 - BEFORE_END_US));
    return answer('anomaly', says, [{ from: 'neighbour', what: 'end', recordingId: one.before.id, startUs: endUs, endUs, words: '', box: null, refId: '' }], values);
  });
}

/** Both ways in which neighbours may miss each other are asked for. */
const asksForNeighbours = (source: SuggestionSource): boolean => source.from === 'findings' && source.kinds.includes('segment-missing') && source.kinds.includes('segment-overlap');

function fromStages(facts: ReviewFacts): Answer {
  const { stages, utterances } = facts;
  const places = stages.rows.flatMap(({ stage, begins }): SuggestionPlace[] => (begins === null ? [] : [{
    from: begins.by, what: begins.by === 'mark' ? `${STAGE_TIER} ${stage}` : stage, recordingId: begins.recordingId, startUs: begins.atUs, endUs: begins.atUs, words: begins.words, box: null, refId: '',
  }]));
  if (places.length === 0 && utterances.length === 0) return answer('no-data', 'no-transcript');
  // Which steps are required follows from the enforcement type.
  if (!stages.rows.some(({ duty }) => duty === 'required')) return answer(places.length > 0 ? 'cue-found' : 'no-data', 'stages-no-type', places);
  if (stages.missing.length === 0) return answer('cue-found', 'stages-there', places);
  const searched = notHeard(facts, 'stages-missing').status === 'cue-not-found' && utterances.length > 0;
  return answer(searched ? 'cue-not-found' : 'no-data', searched ? 'stages-missing' : 'stages-unmarked', places, { count: stages.missing.length, stages: stages.missing.join(' ') });
}

function fromAnnotations(source: Extract<SuggestionSource, { from: 'annotations' }>, { annotations }: ReviewFacts): Answer {
  const places = annotations.filter((one) => tiersOf(one).some((tier) => source.tiers.includes(tier))).map(ofMark);
  return places.length > 0 ? answer('cue-found', 'marks-found', places) : answer('no-data', 'marks-none');
}

/** Utterances never change, and suggestions are made anew with every action: each is normalised once. */
const plainTexts = new WeakMap<Utterance, string>();
function plainText(utterance: Utterance): string {
  let plain = plainTexts.get(utterance);
  if (plain === undefined) {
    plain = normalise(utterance.text).text;
    plainTexts.set(utterance, plain);
  }
  return plain;
}

/** Words of the case's data that stand, in whole, in what was read. */
function occurs(wanted: string, text: string): boolean {
  const plain = normalise(wanted).text;
  return plain.length > 1 && normalise(text).text.includes(plain);
}

/** Place or party of the case stand in the text, or the text in them. */
export const fitsCase = (text: string, { place, party }: Pick<CaseInfo, 'place' | 'party'>): boolean => occurs(place, text) || occurs(party, text) || occurs(text, `${place} ${party}`);

function fromSigns({ signs, signsUnread, signsReadNames, info }: ReviewFacts): Answer {
  if (signs === null) return answer('no-data', 'signs-not-read');
  if (signs.length === 0) return signsUnread > 0 ? answer('no-data', 'signs-partly', [], { count: signsUnread, unread: signsUnread, read: signsReadNames.join(', ') }) : answer('cue-not-found', 'signs-none');
  const fitting = signs.filter(({ text }) => fitsCase(text, info));
  if (fitting.length > 0) return answer('cue-found', 'signs-fitting', fitting.map(ofSign));
  // What was read with little confidence is no lead beside what was read well.
  const sure = signs.filter((sign) => !isDoubtful(sign));
  return answer('cue-found', `${info.place}${info.party}`.trim() === '' ? 'signs-uncompared' : 'signs-found', (sure.length > 0 ? sure : signs).map(ofSign));
}

/**
 * Without a sign the regulation asks for two things at once: a landmark in the picture and the name of the place spoken. A sign counts as seen where its
 * words stand in what was said at a place cue.
 */
function fromLandmark(facts: ReviewFacts): Answer {
  const { info, utterances, hits, annotations, signs, signsUnread, signsReadNames } = facts;
  const read = { read: signsReadNames.join(', '), unread: signsUnread };
  const marks = (term: string): readonly SuggestionPlace[] => annotations.filter((one) => one.tier === SITE_TIER && one.term === term).map(ofMark);
  const told = hits.filter((hit) => (hit.cue === NAMED_CUE || hit.cue === BESIDE_CUE) && maySpeakForOfficers(hit));
  const said = [...marks(SAID_TERM), ...told.filter(({ cue }) => cue === NAMED_CUE).map(ofHit)];
  const spoken = told.map(({ utteranceIds }) => utterances.filter(({ id }) => utteranceIds.includes(id)).map(({ text }) => text).join(' '));
  const seen = [...marks(SEEN_TERM), ...(signs ?? []).filter(({ text }) => [...spoken, info.place].some((words) => occurs(text, words))).map(ofSign)];
  if (seen.length > 0 && said.length > 0) return answer('cue-found', 'landmark-both', [...seen, ...said], { seen: seen.length, said: said.length });
  // The half that is not there is missed only where it was searched for.
  const heard = utterances.length > 0 && notHeard(facts, '').status === 'cue-not-found';
  const looked = signs !== null && signsUnread === 0;
  if (seen.length > 0) return heard ? answer('cue-not-found', 'landmark-seen-only', seen) : answer('no-data', 'landmark-seen-unheard', seen);
  if (said.length > 0) return looked ? answer('cue-not-found', 'landmark-said-only', said) : answer('no-data', 'landmark-said-unread', said, read);
  return heard && looked ? answer('cue-not-found', 'landmark-neither') : answer('no-data', heard ? 'landmark-unread' : looked ? 'landmark-unheard' : 'landmark-unknown', [], looked ? {} : read);
}

function fromName(facts: ReviewFacts): Answer {
  const { info, utterances, signs, signsUnread } = facts;
  if (info.party.trim() === '') return answer('no-data', 'party-not-given');
  if (utterances.length === 0 && signs === null) return answer('no-data', 'no-transcript');
  const party = normalise(info.party).text;
  const places = [
    ...utterances.filter((one) => party.length > 1 && plainText(one).includes(party)).map((one): SuggestionPlace => ({ from: 'name', what: 'party', recordingId: one.recordingId, startUs: one.startUs, endUs: one.endUs, words: one.text, box: null, refId: one.id })),
    ...(signs ?? []).filter(({ text }) => occurs(info.party, text)).map(ofSign),
  ];
  if (places.length > 0) return answer('cue-found', 'party-named', places);
  // A name is read line by line as it is shown: nothing of it waits.
  if (utterances.length === 0 || unheardRecordings(facts.recordingIds, utterances, facts.voices).length > 0) return answer('no-data', 'party-unheard');
  return signs === null || signsUnread > 0 ? answer('cue-not-found', 'party-not-spoken') : answer('cue-not-found', 'party-not-named');
}

/** What nobody has sorted may belong to any paragraph: it is told, and is no lead. */
function fromDocuments({ sort }: Extract<SuggestionSource, { from: 'documents' }>, { documents }: ReviewFacts): Answer {
  const own = sort === undefined ? documents : documents.filter((one) => one.sort === sort);
  const unsorted = sort === undefined ? [] : documents.filter((one) => one.sort === undefined);
  if (own.length === 0 && unsorted.length > 0) return answer('no-data', 'documents-unsorted', [], { count: unsorted.length });
  if (own.length === 0 && documents.length > 0) return answer('cue-not-found', 'documents-of-others', [], { count: documents.length });
  const places = own.map(({ id, name, title }): SuggestionPlace => ({ from: 'document', what: title === '' ? name : title, recordingId: null, startUs: 0 as TimeUs, endUs: 0 as TimeUs, words: name, box: null, refId: id }));
  return places.length > 0 ? answer('cue-found', 'documents-attached', places) : answer('no-data', 'documents-none');
}

/** Hints of the paragraph of Article 18 that the item is about. */
function fromHints(item: ChecklistItem, facts: ReviewFacts): Answer {
  const { hits, utterances } = facts;
  if (utterances.length === 0) return answer('no-data', 'no-transcript');
  const hints = incidentHints(hits).filter(({ clause }) => !item.id.startsWith('art18-') || item.id === `art18-${clause}`);
  return hints.length > 0 ? answer('anomaly', 'incident-hints', hints.map(({ hit }) => ofHit(hit))) : notHeard(facts, 'incident-none');
}

function fromRule(rule: RuleResult | undefined): Answer & { readonly rule: RuleResult | null } {
  if (rule === undefined) return { ...answer('no-data', 'rule-unknown'), rule: null };
  const status: SuggestionStatus = rule.outcome === 'met' ? 'cue-found' : rule.outcome === 'anomaly' ? 'anomaly' : 'no-data';
  return { ...answer(status, 'rule'), rule };
}

function ask(item: ChecklistItem, source: SuggestionSource, facts: ReviewFacts): Suggestion {
  const wrap = (given: Answer): Suggestion => ({ ...given, source, rule: null });
  switch (source.from) {
    case 'cues': return wrap(fromCues(source, facts));
    case 'findings': return wrap(fromFindings(item, source, facts));
    case 'order': return wrap(fromOrder(source, facts));
    case 'stages': return wrap(fromStages(facts));
    case 'annotations': return wrap(fromAnnotations(source, facts));
    case 'landmark': return wrap(fromLandmark(facts));
    case 'signs': return wrap(fromSigns(facts));
    case 'name': return wrap(fromName(facts));
    case 'documents': return wrap(fromDocuments(source, facts));
    case 'incident-hints': return wrap(fromHints(item, facts));
    case 'rule': return { ...fromRule(facts.rules.get(source.rule as RuleId)), source };
  }
}

/** How the case begins. */
export const isOpening = ({ says }: Suggestion): boolean => says.startsWith('opening-');

/** What was held against each other and fits is no cue of anything. */
export const isCheck = ({ source, rule, says }: Suggestion): boolean => rule !== null || source.from === 'order' || says === 'opening-first';

/** Part of a search is no search: what was not looked at may hold it. */
function statusOf(suggestions: readonly Suggestion[]): SuggestionStatus {
  const has = (status: SuggestionStatus, among = suggestions): boolean => among.some((one) => one.status === status);
  if (has('anomaly')) return 'anomaly';
  if (has('cue-found')) return 'cue-found';
  return has('cue-not-found') && !has('no-data', suggestions.filter(({ source }) => SEARCHING.has(source.from))) ? 'cue-not-found' : 'no-data';
}

/** A cue that was not found is never a failure: the status only says where to look. */
export function suggest(item: ChecklistItem, facts: ReviewFacts): ItemSuggestions {
  const order = byCasePlace(facts.recordingIds);
  const suggestions = item.sources.flatMap((source): readonly Suggestion[] => [
    ask(item, source, facts), ...(asksForNeighbours(source) ? fromNeighbours(facts).map((one) => ({ ...one, source, rule: null })) : []), ...(asksForOpening(source, facts) ? [{ ...fromOpening(facts), source, rule: null }] : []),
  ]).map((one) => ({
    ...one, places: [...one.places].sort((a, b) => (a.recordingId === null || b.recordingId === null ? 0 : order({ recordingId: a.recordingId, atUs: a.startUs }, { recordingId: b.recordingId, atUs: b.startUs }))),
  }));
  return { itemId: item.id, status: statusOf(suggestions), suggestions };
}

export function suggestAll(checklist: readonly ChecklistItem[], facts: ReviewFacts): ReadonlyMap<string, ItemSuggestions> {
  return new Map(checklist.map((item) => [item.id, suggest(item, facts)]));
}
