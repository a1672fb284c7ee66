/** How single facts of an opinion are worded: citations, findings, inputs of rules. */
import { CASE_FIELDS } from '../case';
import { keyPart } from '../figures';
import type { Evidence } from '../finding';
import { metricWords } from '../metric-words';
import type { BearingFinding } from '../review/continuity';
import type { RuleResult } from '../rules/rule';
import { neighbourWords, type Neighbours } from '../review/neighbours';
import { localText } from '../rules/local-time';
import { againstRecordings, apartText } from '../rules/written-time';
import { formatTimecode } from '../time';
import { clauseName, named, type ChecklistItem, type Named } from '../unit/unit-settings';
import { ruleAsCited, type Citation, type RuleCitation } from '../review/verdict';
import type { Cell } from './blocks';
import type { Opinion } from './opinion';

export interface OpinionWords {
  /** The text of a message key with its values, in the language of the document. */
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly locale: string;
  /** A moment (milliseconds since 1970) as day, or as day and time, of the place where the document is made. */
  readonly day: (ms: number) => string;
  readonly time: (ms: number) => string;
}

export const nameIn = ({ locale }: OpinionWords, name: Named): string => named(name, locale);
export const orDash = (text: string, { t }: OpinionWords): string => (text.trim() === '' ? t('opinion:not_filled') : text.trim());
export const fileName = ({ files }: Opinion, id: string): string => files.find((file) => file.id === id)?.name ?? id;
export const clockText = (seconds: number | null): string => (seconds === null ? '' : localText(seconds));

/** From when to when, the day once where it is the same: a date does not break over two lines. @param fromS @param toS device time, seconds since 1970 as if local time were UTC */
export function clockSpan(fromS: number, toS: number | null): string {
  const [from, to] = [clockText(fromS), clockText(toS)];
  if (to === '') return `${from} –`;
  const [day = '', time = ''] = to.split(' ');
  return from.startsWith(`${day} `) ? `${from} – ${time}` : `${from} –\n${to}`;
}

export function verdictWord(opinion: Opinion, id: string | null, words: OpinionWords): string {
  const known = opinion.unit.verdicts.find((verdict) => verdict.id === id);
  return known === undefined ? words.t('opinion:not_judged') : nameIn(words, known.name);
}

/** Article and paragraph as the regulation calls them. */
export const clauseWord = (opinion: Opinion, item: ChecklistItem, { locale }: OpinionWords): string => clauseName(opinion.unit, item, locale);

export const articleName = (opinion: Opinion, article: string, words: OpinionWords): string => { const name = opinion.unit.regulation.articleNames[article]; return name === undefined ? article : nameIn(words, name); };

/** What the reviewer calls it, or else its file's name. */
function documentName({ documents }: Opinion, id: string): string {
  const found = documents.find((one) => one.id === id);
  return found === undefined ? id : found.title || found.name;
}

/** The time that stands in a document, and how far it is from the recordings where both are known. */
export function writtenText(writtenAt: string, { files }: Opinion): string {
  const told = againstRecordings(writtenAt, files.flatMap(({ startS, endS }) => (startS === null || endS === null ? [] : [{ startS, endS }])));
  return `${writtenAt.replace('T', ' ')}${told === null ? '' : ` (${apartText(told)})`}`;
}

/** A computed rule as it was cited, with its sentence where that is still known. */
export function ruleCitationWords(citation: RuleCitation, rules: Opinion['rules'], t: OpinionWords['t']): string {
  const [outcome, rule] = [t(`rules:outcome_${keyPart(citation.outcome)}`), ruleAsCited(citation, rules)];
  return rule === null ? t('opinion:cite_rule', { outcome }) : t('opinion:cite_rule_says', { outcome, says: ruleSays(rule, { t }) });
}

/** Where a citation points: file, timecode and frame; document and page; or the rule. */
export function placeOf(citation: Citation, opinion: Opinion, words: OpinionWords): string {
  const { t } = words;
  if (citation.type === 'rule') return ruleCitationWords(citation, opinion.rules, t);
  if (citation.type === 'document') return t('opinion:cite_document', { name: documentName(opinion, citation.documentId), page: citation.page });
  const span = citation.endUs === null ? formatTimecode(citation.ptsUs) : `${formatTimecode(citation.ptsUs)}–${formatTimecode(citation.endUs)}`;
  const place = { name: fileName(opinion, citation.recordingId), time: span, pts: citation.ptsUs };
  return citation.ordinal === null ? t('opinion:cite_sound', place) : t('opinion:cite_frame', { ...place, frame: citation.ordinal });
}

/** A citation in one line as a list of defects says it: file and timecode, the words quoted and the reviewer's own. */
export function citationLine(citation: Citation, opinion: Opinion, words: OpinionWords): string {
  const place = citation.type === 'recording' ? `${fileName(opinion, citation.recordingId)} ${formatTimecode(citation.ptsUs)}` : placeOf(citation, opinion, words);
  return [place, citation.type === 'rule' || citation.quote === '' ? '' : words.t('opinion:quote', { text: citation.quote }), citation.note].filter((part) => part !== '').join(' ');
}

/** Place, quote and note, a line each. */
export function citationLines(citation: Citation, opinion: Opinion, words: OpinionWords): readonly Cell[] {
  const lines: Cell[] = [{ text: placeOf(citation, opinion, words), mono: citation.type === 'recording' }];
  if (citation.type === 'rule') lines.push(...citation.inputs.map((input) => ({ text: `${inputLabel(input.name, words)}${words.t('opinion:colon')}${input.value === null ? words.t('rules:missing_value') : valueText(input.name, input.value, words)}` })));
  else if (citation.quote !== '') lines.push({ text: words.t('opinion:quote', { text: citation.quote }) });
  if (citation.note !== '') lines.push({ text: citation.note });
  return lines;
}

/** Findings by kind, file and timecode, in one line. */
export const findingsWord = (findings: readonly BearingFinding[], opinion: Opinion, { t }: Pick<OpinionWords, 't'>): string => findings.map(({ recordingId, finding }) => t('opinion:finding_at', {
  kind: t(`findings:kind_${finding.kind.replaceAll('-', '_')}`), name: fileName(opinion, recordingId), time: formatTimecode(finding.startUs),
})).join(t('opinion:semicolon'));

/** Fields whose values are codes with a word each. */
const CODED_FIELDS: ReadonlySet<string> = new Set(['activity', 'evidence', 'viewing', 'unsuitable']);
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T/;

/** A field's value as a reader writes it: codes in words, times without the letter between day and hour. */
export function valueText(name: string, value: string, { t }: OpinionWords): string {
  if (!CODED_FIELDS.has(name)) return LOCAL_TIME.test(value) ? value.replace('T', ' ') : value;
  return t(name === 'activity' ? `case:activity_${value.replaceAll('-', '_')}` : `case:${name}_${value}`);
}

/** Inputs are case fields, or have names of their own. */
function inputLabel(name: string, { t }: OpinionWords): string {
  return (CASE_FIELDS as readonly string[]).includes(name) ? t(`case:field_${name}`) : t(`rules:input_${name.replaceAll('-', '_')}`);
}

/** Two recordings that do not meet by their names and lengths, and what may explain it. */
export function neighbourText(one: Neighbours, { t }: Pick<OpinionWords, 't'>): string {
  const { says, values } = neighbourWords(one);
  return t(`review:says_${says.replaceAll('-', '_')}`, values);
}

export const ruleSays = (rule: RuleResult, { t }: Pick<OpinionWords, 't'>): string => t(`rules:says_${rule.says}`, rule.values);
export const ruleInputs = (rule: RuleResult, words: OpinionWords): string => rule.inputs.map(({ name, value }) => `${inputLabel(name, words)}${words.t('opinion:colon')}${value === null ? words.t('rules:missing_value') : valueText(name, value, words)}`).join(words.t('opinion:semicolon'));

/** Bytes of a file that a document's format does not bear. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}]+/gu;

/** What was read in the file rather than measured: texts, packets and the bytes where they stand. */
function readWords(evidence: readonly Evidence[], { t }: OpinionWords): string {
  return evidence.flatMap((one): string[] => {
    if (one.type === 'text') return [`${t(`label_${keyPart(one.label)}`)}${t('opinion:colon')}${one.text.replaceAll(UNPRINTABLE, ' ').trim()}`];
    if (one.type === 'bytes') return [`${t(`label_${keyPart(one.label)}`)}${t('opinion:colon')}${t('findings:bytes_at', { offset: one.offset, length: one.length })}`];
    if (one.type !== 'packets') return [];
    const range = one.from === one.to ? String(one.from) : `${one.from}–${one.to}`;
    return [`${t(`field_${keyPart(one.field)}`)}${t('opinion:colon')}${t('findings:expected_observed', { observed: one.observed, expected: one.expected, range, track: t(`findings:track_${one.track}`) })}`];
  }).join(t('opinion:semicolon'));
}

/** What was measured against which threshold, as the inspector says it; where the evidence holds no figure, what was read in the file. */
export function figureOf(evidence: readonly Evidence[], words: OpinionWords): string {
  const { t } = words;
  const metric = evidence.find((one) => one.type === 'metric');
  return metric === undefined ? readWords(evidence, words) : t('opinion:figure', { metric: t(`metric_${keyPart(metric.metric)}`), figure: metricWords(metric, true, t) });
}
