/** The opinion as a document in the order that such opinions have: case, files, basis, order of steps, article by article, continuity, speech, keeping, defects, signatures, annexes. */
import type { CaseField } from '../case';
import type { AnalysisPass } from '../pass-result';
import type { Utterance } from '../speech/utterance';
import { formatTimecode } from '../time';
import type { RuleId } from '../unit/rule-ids';
import { clauseName, invertedMeaning, stageName } from '../unit/unit-settings';
import type { Signature } from '../review/signature';
import type { Block, Cell, Pair } from './blocks';
import { continuityBlocks } from './continuity-blocks';
import type { FindingFrames } from './finding-frames';
import { standing, type Opinion, type OpinionFile, type OpinionItem } from './opinion';
import { articleName, citationLine, citationLines, clauseWord, clockSpan, fileName, findingsWord, nameIn, neighbourText, orDash, placeOf, ruleInputs, ruleSays, valueText, verdictWord, writtenText, type OpinionWords } from './opinion-words';

const CASE_ROWS: readonly CaseField[] = ['caseNumber', 'activity', 'matter', 'party', 'place', 'unit', 'officers', 'officerNumbers', 'device', 'startedAt', 'endedAt', 'evidence'];
/** Rules that the section on keeping shows; it shows them in the order of their articles. */
const KEEPING_RULES: readonly RuleId[] = [
  'unsuitable-explosive', 'unsuitable-secret', 'unsuitable-other', 'storage-24h', 'label', 'keeper', 'retention', 'long-term-1', 'long-term-2', 'long-term-3', 'long-term-4', 'access-log', 'secrecy',
];

const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: 'heading', level, text });
const paragraph = (text: string, style: 'normal' | 'quote' | 'note' = 'normal'): Extract<Block, { type: 'paragraph' }> => ({ type: 'paragraph', text, style });
const cell = (text: string, mono = false): Cell => (mono ? { text, mono } : { text });

function fieldText(opinion: Opinion, field: CaseField, words: OpinionWords): string {
  const value = opinion.info[field];
  return value === '' ? orDash(value, words) : valueText(field, value, words);
}

/** By name in the head of the document: who signed these words, else whom the case's data name. */
function signerPair(opinion: Opinion, role: Signature['role'], words: OpinionWords, hash: string | null): Pair {
  const field = role === 'reviewer' ? 'reviewer' : 'secondReviewer';
  const given = orDash(opinion.info[field], words);
  return [words.t(`case:field_${field}`), opinion.signatures.find((one) => one.role === role && one.opinionHash === hash)?.name ?? given, { words: given, role }];
}

function head(opinion: Opinion, words: OpinionWords, hash: string | null): readonly Block[] {
  const { t } = words;
  return [
    { type: 'title', text: t('opinion:title') },
    ...(opinion.complete ? [] : [paragraph(t('opinion:draft'), 'note')]),
    { type: 'pairs', wide: false, pairs: [
      [t('case:field_documentNumber'), orDash(opinion.info.documentNumber, words)], [t('opinion:date'), words.day(opinion.asOfMs), { words: '' }],
      signerPair(opinion, 'reviewer', words, hash), signerPair(opinion, 'second-reviewer', words, hash),
    ] },
    heading(1, t('opinion:h_case')),
    { type: 'pairs', wide: false, pairs: CASE_ROWS.map((field) => [t(`case:field_${field}`), fieldText(opinion, field, words)]) },
  ];
}

function material(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  const { regulation } = opinion.unit;
  const advisory = opinion.unit.advisory.filter(({ on }) => on);
  return [
    heading(1, t('opinion:h_files')),
    { type: 'table', columns: [['col_number', 7], ['col_file', 33], ['col_duration', 15], ['col_size', 15], ['col_begin_end', 30]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
      rows: opinion.files.map((file, i) => [
        cell(String(i + 1)), cell(file.name), cell(file.durationUs === null ? '' : formatTimecode(file.durationUs), true), cell(t('opinion:bytes', { count: file.sizeBytes }), true),
        cell(file.startS === null ? t('opinion:no_clock_in_name') : clockSpan(file.startS, file.endS), true),
      ]) },
    ...opinion.neighbours.map((one) => paragraph(neighbourText(one, words))),
    { type: 'table', columns: [{ label: t('opinion:col_number'), width: 7 }, { label: 'SHA-256', width: 47 }, { label: 'SM3', width: 46 }],
      rows: opinion.files.map((file, i) => [cell(String(i + 1)), cell(file.sha256 ?? t('opinion:no_hash'), true), cell(file.sm3 ?? t('opinion:no_hash'), true)]) },
    ...(opinion.documents.length === 0 ? [] : [{ type: 'table' as const, columns: [{ label: t('opinion:col_document'), width: 36 }, { label: t('opinion:col_written'), width: 20 }, { label: 'SHA-256', width: 44 }],
      rows: opinion.documents.map((one) => [cell(one.title === '' ? one.name : `${one.title} (${one.name})`), cell(writtenText(one.writtenAt, opinion), true), cell(one.sha256, true)]) }]),
    heading(1, t('opinion:h_basis')),
    paragraph(t('opinion:basis', { issuer: nameIn(words, regulation.issuer), name: nameIn(words, regulation.name) })),
    ...(advisory.length === 0 ? [] : [paragraph(t('opinion:advisory', { list: advisory.map(({ name, law }) => t('opinion:advisory_one', { name: nameIn(words, name), law: nameIn(words, law) })).join(t('opinion:semicolon')) }))]),
    heading(1, t('opinion:h_method')),
    paragraph(opinion.info.viewing === '' ? t('opinion:viewing_missing') : fieldText(opinion, 'viewing', words)),
  ];
}

function steps(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  const step = (id: string): string => stageName(opinion.unit, id, opinion.info.activity, words.locale);
  return [
    heading(1, t('opinion:h_steps')),
    { type: 'table', columns: [['col_step', 20], ['col_duty', 14], ['col_place', 40], ['col_words', 26]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
      rows: opinion.stages.rows.filter(({ duty }) => duty !== 'none').map(({ stage, duty, begins }) => [
        cell(step(stage)), cell(t(`opinion:duty_${duty}`)),
        begins === null ? cell(t(opinion.transcript.length === 0 ? 'opinion:step_not_searched' : 'opinion:step_not_found')) : cell(`${fileName(opinion, begins.recordingId)} ${formatTimecode(begins.atUs)}`, true),
        cell(begins === null ? '' : begins.by === 'mark' ? t('opinion:step_marked', { words: begins.words }) : t('opinion:step_cue', { words: begins.words })),
      ]) },
    ...(opinion.opening === null ? [] : [paragraph(t(`review:says_${opinion.opening.says.replaceAll('-', '_')}`, opinion.opening.values)), paragraph(opinion.opening.places.map(({ what, recordingId, startUs, words: said }) => t('opinion:opening_place', {
      what: t(`review:opening_${what}`), place: `${fileName(opinion, recordingId ?? '')} ${formatTimecode(startUs)}`, words: said === '' ? '' : t('opinion:quote', { text: said }),
    }).trim()).join(t('opinion:semicolon')), 'note')]),
    ...opinion.stages.orderFaults.map(({ first, thenStep, firstAt, thenAt }) => paragraph(t('opinion:order_fault', {
      first: step(first), then: step(thenStep), firstAt: `${fileName(opinion, firstAt.recordingId)} ${formatTimecode(firstAt.atUs)}`, thenAt: `${fileName(opinion, thenAt.recordingId)} ${formatTimecode(thenAt.atUs)}`,
    }))),
  ];
}

/** Of what is forbidden or unsuitable, what the verdict means. A verdict that was settled between two reviewers says so, and so does one on which they differ. */
function standingWord(opinion: Opinion, one: OpinionItem, words: OpinionWords): string {
  const verdict = standing(one);
  const plain = verdictWord(opinion, verdict, words);
  const meaning = invertedMeaning(one.item);
  const word = meaning !== null && (verdict === 'conform' || verdict === 'fail') ? words.t(`opinion:${meaning}_${verdict}`, { verdict: plain }) : plain;
  if (one.settled !== null) return words.t('opinion:settled_verdict', { verdict: word });
  return one.contested ? words.t('opinion:contested_verdict', { verdict: word }) : word;
}

/** The reviewer's reason; where it was settled between two, whose reason is whose. */
function reasonLines({ verdict, settled }: OpinionItem, words: OpinionWords): readonly string[] {
  const own = verdict?.reason ?? '';
  if (settled === null) return own === '' ? [] : [words.t('opinion:reason', { text: own })];
  return [
    words.t('opinion:reason_settled', { actor: orDash(settled.actor, words), text: orDash(settled.reason, words) }),
    ...(own === '' ? [] : [words.t('opinion:reason_own', { actor: orDash(verdict?.actor ?? '', words), text: own })]),
  ];
}

function itemBlocks(opinion: Opinion, one: OpinionItem, words: OpinionWords): readonly Block[] {
  const { t } = words;
  const { item, verdict, contradicting } = one;
  // Nothing to add to the table above.
  if (verdict === null || (verdict.reason === '' && one.settled === null && verdict.citations.length === 0 && contradicting.length === 0)) return [];
  return [
    heading(3, t('opinion:item_heading', { clause: clauseWord(opinion, item, words), title: nameIn(words, item.title), verdict: standingWord(opinion, one, words) })),
    ...reasonLines(one, words).map((line) => paragraph(line)),
    ...(contradicting.length === 0 ? [] : [paragraph(t('opinion:contradicting', { list: findingsWord(contradicting, opinion, words), verdict: verdictWord(opinion, standing(one), words) }))]),
    ...(verdict.citations.length === 0 ? [paragraph(t('opinion:nothing_cited', { text: orDash(verdict.noCitation, words) }))] : []),
    ...verdict.citations.map((citation): Block => {
      const still = citation.type === 'recording' && citation.stillHash !== null ? opinion.stills.get(citation.stillHash) : undefined;
      return {
        type: 'evidence', hash: still?.hash ?? null, caption: still === undefined ? '' : t('opinion:figure_number', { number: still.number }),
        lines: [...citationLines(citation, opinion, words), ...(still === undefined ? [] : [{ text: t('opinion:still_hash', { hash: still.hash }), mono: true }])],
      };
    }),
  ];
}

function articles(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  return [
    heading(1, t('opinion:h_articles')),
    ...opinion.articles.flatMap(({ article, text, items }): readonly Block[] => [
      heading(2, articleName(opinion, article, words)),
      ...(text === '' ? [] : [paragraph(text, 'quote')]),
      { type: 'table', columns: [['col_clause', 18], ['col_item', 28], ['col_verdict', 18], ['col_evidence', 36]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
        rows: items.map((one) => [
          cell(clauseWord(opinion, one.item, words)), cell(nameIn(words, one.item.title)), { text: standingWord(opinion, one, words), strong: true },
          cell(one.verdict === null ? '' : one.verdict.citations.length === 0 ? one.verdict.noCitation : one.verdict.citations.map((citation) => placeOf(citation, opinion, words)).join('\n')),
        ]) },
      ...items.flatMap((item) => itemBlocks(opinion, item, words)),
    ]),
    ...secondReviews(opinion, words),
  ];
}

/** How far two reviewers agreed, and what was settled where they did not. */
function secondReviews(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  const checklist = new Map(opinion.unit.checklist.map((item) => [item.id, item]));
  return opinion.secondReviews.flatMap(({ reviewer, agreement, differing, notComparable }): readonly Block[] => [
    heading(2, t('opinion:second_review', { reviewer: orDash(reviewer, words) })),
    paragraph(t('opinion:agreement', {
      n: agreement.n, raw: agreement.raw01 === null ? t('reviewers:no_figure') : `${(100 * agreement.raw01).toFixed(1)} %`, kappa: agreement.kappa === null ? t('reviewers:no_figure') : agreement.kappa.toFixed(2), count: differing.length,
    })),
    ...(differing.length === 0 ? [] : [{ type: 'table' as const, columns: [['col_item', 30], ['col_first', 14], ['col_second', 14], ['col_settled', 42]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
      rows: differing.map(({ itemId, first, second, adjudication }) => {
        const item = checklist.get(itemId);
        return [
          cell(item === undefined ? itemId : `${clauseWord(opinion, item, words)} ${nameIn(words, item.title)}`), cell(verdictWord(opinion, first?.verdict ?? null, words)), cell(verdictWord(opinion, second?.verdict ?? null, words)),
          cell(adjudication === null ? t('opinion:not_settled') : t('opinion:settled_by', { verdict: verdictWord(opinion, adjudication.verdict, words), reason: adjudication.reason, actor: orDash(adjudication.actor, words), date: words.day(adjudication.atMs) })),
        ];
      }) }]),
    ...(notComparable.length === 0 ? [] : [paragraph(t('opinion:not_compared', {
      count: notComparable.length, list: notComparable.map(({ item, reason }) => t('opinion:not_compared_item', { item: `${clauseName(opinion.unit, item, words.locale)} ${nameIn(words, item.title)}`, reason: t(`reviewers:why_${reason.replaceAll('-', '_')}`) })).join(t('opinion:semicolon')),
    }))]),
  ]);
}

/** A name that nobody has assigned, or a speaker that only the file tells, says so. */
function speakerOf({ speaker, voice, speakerFrom }: Utterance, { t }: OpinionWords): string {
  if (speaker === 'unknown' && voice !== undefined) return t('speech:speaker_named', { voice });
  return speakerFrom === undefined ? t(`review:speaker_${speaker}`) : t('speech:speaker_from_file', { speaker: t(`review:speaker_${speaker}`) });
}

function speech(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  const cueName = (id: string): string => { const name = opinion.unit.cueNames[id]; return name === undefined ? id : nameIn(words, name); };
  const table = (hits: Opinion['uncivil']): Block => ({
    type: 'table', columns: [['col_place', 32], ['col_speaker', 14], ['col_kind', 18], ['col_words', 36]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
    rows: hits.map((hit) => [cell(`${fileName(opinion, hit.recordingId)} ${formatTimecode(hit.startUs)}`, true), cell(t(`review:speaker_${hit.speaker}`)), cell(cueName(hit.cue)), cell(hit.quote)]),
  });
  const lines = opinion.transcript.flatMap(({ utterances }) => utterances);
  const unknown = lines.filter(({ speaker, speakerFrom }) => speaker === 'unknown' || speakerFrom !== undefined).length;
  if (opinion.transcript.length === 0) return [heading(1, t('opinion:h_speech')), paragraph(t('opinion:speech_no_transcript'))];
  return [
    heading(1, t('opinion:h_speech')), paragraph(t('opinion:speech_note')),
    ...(unknown === 0 ? [] : [paragraph(t('opinion:speech_unknown', { count: unknown, all: lines.length }))]),
    ...(opinion.uncivil.length === 0 ? [paragraph(t('opinion:speech_none'))] : [table(opinion.uncivil)]),
    ...(opinion.hints.length === 0 ? [] : [paragraph(t('opinion:hints_note')), table(opinion.hints)]),
  ];
}

function keeping(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  // A rule that two articles ask for stands at the first of them.
  const items = new Map(opinion.unit.checklist.toReversed().flatMap((item) => item.sources.flatMap((source) => (source.from === 'rule' ? [[source.rule, item] as const] : []))));
  const order = (id: RuleId): number => { const item = items.get(id); return item === undefined ? Infinity : opinion.unit.checklist.indexOf(item); };
  const rules = KEEPING_RULES.toSorted((a, b) => order(a) - order(b) || 0).flatMap((id) => { const rule = opinion.rules.get(id); return rule === undefined ? [] : [rule]; });
  return [
    heading(1, t('opinion:h_keeping')),
    { type: 'table', columns: [['col_item', 26], ['col_computed', 34], ['col_inputs', 40]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
      rows: rules.map((rule) => { const item = items.get(rule.rule); return [cell(item === undefined ? rule.rule : `${clauseWord(opinion, item, words)} ${nameIn(words, item.title)}`), cell(ruleSays(rule, words)), cell(ruleInputs(rule, words))]; }) },
    ...opinion.incidents.map((incident) => paragraph(t('opinion:incident', {
      clause: t(`case-data:numeral_${incident.clause}`), place: incident.recordingId === null ? t('opinion:no_place') : `${fileName(opinion, incident.recordingId)} ${formatTimecode(incident.atUs ?? 0)}`, note: orDash(incident.note, words),
    }))),
  ];
}

/** What is held against whom: the item, the reason, and where it can be seen or heard; where nothing is cited, why. */
function problemText(opinion: Opinion, one: OpinionItem, words: OpinionWords): string {
  const { item, verdict, settled, grounds } = one;
  const title = nameIn(words, item.title);
  const reasons = settled === null ? [`${title}${words.t('opinion:colon')}${orDash(verdict?.reason ?? '', words)}`] : [title, ...reasonLines(one, words)];
  const [first] = grounds;
  const fact = first === undefined ? (verdict?.noCitation ?? '') : citationLine(first, opinion, words);
  return [...reasons, fact === '' ? '' : words.t('opinion:problem_fact', { text: fact })].filter((line) => line !== '').join('\n');
}

function closing(opinion: Opinion, words: OpinionWords, hash: string | null): readonly Block[] {
  const { t } = words;
  const sign = (role: 'reviewer' | 'second-reviewer'): { label: string; name: string | null; date: string | null } => {
    const signature = opinion.signatures.find((one) => one.role === role);
    const label = t(role === 'reviewer' ? 'case:field_reviewer' : 'case:field_secondReviewer');
    if (signature === undefined) return { label, name: null, date: null };
    return signature.opinionHash === hash ? { label, name: signature.name, date: words.day(signature.atMs) } : { label, name: t('opinion:signature_void', { name: signature.name, date: words.day(signature.atMs) }), date: null };
  };
  return [
    heading(1, t('opinion:h_problems')),
    opinion.problems.length === 0 ? paragraph(t('opinion:problems_none'))
      : { type: 'table', columns: [['col_number', 7], ['col_clause', 20], ['col_problem', 47], ['col_nature', 12], ['col_rectify', 14]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
        rows: opinion.problems.map((one, i) => [
          cell(String(i + 1)), cell(clauseWord(opinion, one.item, words)), cell(problemText(opinion, one, words)), cell(standingWord(opinion, one, words)), cell(orDash(opinion.info.rectifyBy, words)),
        ]) },
    heading(1, t('opinion:h_overall')), paragraph(orDash(opinion.info.overall, words)),
    heading(1, t('opinion:h_reply')), { type: 'space', label: '', lines: 4 },
    { type: 'signatures', lines: [sign('reviewer'), sign('second-reviewer')], seal: t('opinion:seal'), dateLabel: t('opinion:date') },
    heading(1, t('opinion:h_statement')), { ...paragraph(t('opinion:statement')), keep: true }, paragraph(t('opinion:statement_findings')),
  ];
}

/** The version by the eight hexadecimal digits of the number that the record of findings has. */
function passWords({ passVersions }: OpinionFile, pass: AnalysisPass, { t }: OpinionWords): string {
  const version = passVersions[pass];
  return version === undefined ? t(`shell:pass_${pass}`) : t('opinion:pass_version', { pass: t(`shell:pass_${pass}`), version: version.toString(16).padStart(8, '0') });
}

function annexes(opinion: Opinion, words: OpinionWords): readonly Block[] {
  const { t } = words;
  const { unit } = opinion;
  return [
    { type: 'page-break' },
    heading(1, t('opinion:annex_parameters')),
    { type: 'pairs', wide: true, pairs: [
      [t('opinion:product'), opinion.productVersion], [t('opinion:unit_settings'), t('opinion:unit_version', { name: orDash(unit.name, words), version: unit.version, revision: unit.revision }), { words: orDash(unit.name, words) }],
      [t('opinion:lexicon'), String(unit.lexicon.version)], [t('opinion:tolerance'), `${unit.rules.segmentToleranceS} s`], [t('opinion:lag'), `${unit.reactionLagMs} ms`],
      ...opinion.files.map((file): Pair => [file.name, file.passes.length === 0 ? t('opinion:not_analysed') : file.passes.map((pass) => passWords(file, pass, words)).join(t('opinion:semicolon'))]),
    ] },
    ...(opinion.transcript.length === 0 ? [] : [
      heading(1, t('opinion:annex_transcript')), paragraph(t('opinion:transcript_note'), 'note'),
      ...opinion.transcript.flatMap(({ recordingId, utterances }): readonly Block[] => [
        heading(2, fileName(opinion, recordingId)),
        { type: 'table', columns: [['col_time', 20], ['col_speaker', 14], ['col_words', 66]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
          rows: utterances.map((one) => [cell(formatTimecode(one.startUs), true), cell(speakerOf(one, words)), cell(one.text)]) },
      ]),
    ]),
  ];
}

/**
 * In reading order. Every case field that is not filled in says so.
 * @param hash of the words as they are now: a signature under others is told as void; null where nothing is signed or the words themselves are wanted
 * @param frames pictures of judged findings, as far as they can be had; none where the words themselves are wanted
 */
export function opinionBlocks(opinion: Opinion, words: OpinionWords, hash: string | null = null, frames: FindingFrames = new Map()): readonly Block[] {
  return [...head(opinion, words, hash), ...[material, steps, articles].flatMap((part) => part(opinion, words)), ...continuityBlocks(opinion, words, frames), ...[speech, keeping].flatMap((part) => part(opinion, words)), ...closing(opinion, words, hash), ...annexes(opinion, words)];
}
