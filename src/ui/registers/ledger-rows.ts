/** The ledger of the cases on this machine: one row a recording; what nobody has filled in is left empty, breaks and missing numbers are told as they were found and judged. */
import type { CaseField } from '../../core/case';
import type { KnownRecording } from '../../core/review/gather-review';
import type { RecordingId } from '../../core/recording';
import { localText } from '../../core/rules/local-time';
import { readDeviceFileName } from '../../core/device-file-name';
import type { UnitSettings } from '../../core/unit/unit-settings';
import { stageName, VERDICT_IDS } from '../../core/unit/unit-settings';
import type { SurveyedCase } from '../../state/case-survey';
import type { MessageValues } from '../../state/message';
import { fieldValueWords } from '../case-data/field-groups';
import { formatDuration } from '../kit/format';

/** In the ledger's order; label keys `registers:column_<name>`. */
export const LEDGER_COLUMNS = [
  'number', 'caseNumber', 'matter', 'activity', 'stages', 'time', 'place', 'party', 'officers', 'device',
  'file', 'start', 'end', 'duration', 'segments', 'method', 'madeAt', 'maker', 'proves', 'hashes',
  'storedAt', 'within24h', 'storagePlace', 'keeper', 'evidence', 'longTerm', 'expires', 'disc', 'secrecy',
  'breaks', 'access', 'conclusion', 'remark',
] as const;
type Column = (typeof LEDGER_COLUMNS)[number];

interface Words {
  readonly t: (key: string, values?: MessageValues) => string;
  readonly locale: string;
}

/** Late and early are what a rule computed from the ledger's own time; the word for a time before the end asks for a look. */
const STORED: Readonly<Record<string, string>> = { storage_within: 'registers:yes', storage_late: 'registers:no', storage_before_end: 'registers:look' };

function ofCase({ state, review }: SurveyedCase, unit: UnitSettings, { t, locale }: Words): Partial<Record<Column, string>> {
  const { info } = state;
  const field = (name: CaseField): string => fieldValueWords(name, info[name], t);
  const gap = t('registers:gap');
  const stages = review.stages.rows.filter(({ begins }) => begins !== null).map(({ stage }) => stageName(unit, stage, info.activity, locale));
  const { rules } = review.facts;
  const stored = rules.get('storage-24h');
  const kept = rules.get('retention');
  const clauses = [...new Set([...state.incidents.values()].map(({ clause }) => clause))].sort();
  const expires = kept?.values['expires'];
  const forever = kept?.says === 'retention_long_term' || kept?.says === 'retention_permanent';
  const counts = VERDICT_IDS.flatMap((id) => { const count = [...state.verdicts.values()].filter(({ itemId, verdict }) => (state.adjudications.get(itemId)?.verdict ?? verdict) === id).length; return count === 0 ? [] : [t('registers:verdict_count', { verdict: t(`review:verdict_${id.replaceAll('-', '_')}`), count })]; });
  const open = review.remaining.open.length;
  return {
    caseNumber: info.caseNumber, matter: info.matter, activity: field('activity'), stages: stages.join(gap), time: [field('startedAt'), field('endedAt')].filter(Boolean).join(t('registers:until')),
    place: info.place, party: info.party, officers: [info.officers, info.officerNumbers].filter(Boolean).join(' '), device: info.device,
    method: info.method, madeAt: field('madeAt'), maker: info.maker, proves: info.proves,
    storedAt: field('storedAt'), within24h: STORED[stored?.says ?? ''] === undefined ? '' : t(STORED[stored?.says ?? '']!), storagePlace: info.storagePlace, keeper: info.keeper, evidence: field('evidence'),
    longTerm: clauses.map((clause) => t('case-data:clause_short', { clause: t(`case-data:numeral_${clause}`) })).join(gap), expires: forever ? t('registers:long_term') : expires === undefined ? '' : String(expires), disc: info.discNumber, secrecy: info.secrecy,
    access: info.accessLog, remark: info.remark,
    conclusion: info.overall || [...counts, ...(counts.length > 0 && open > 0 ? [t('registers:open_count', { count: open })] : [])].join(gap),
  };
}

/** Hour, minute and second on the device's clock. */
const clockWords = (seconds: number): string => localText(seconds).slice(-8);

/** What lies between this recording and the next of its recorder, what was found inside and waits to be judged, and the note of who filed it. */
function breakWords({ state, sequence, review }: SurveyedCase, id: RecordingId, { t }: Words): string {
  const of = review.facts.findings.find(({ recordingId }) => recordingId === id);
  const gap = sequence.gaps.find(({ afterId }) => afterId === id);
  const parts: string[] = [];
  if (gap !== undefined) {
    const judgement = of?.judged.byFinding.get(gap.findingId ?? '') ?? null;
    const span = t('registers:gap_span', { from: clockWords(gap.fromS), to: clockWords(gap.toS) });
    const found = gap.missing.length > 0 ? t('registers:gap_missing', { numbers: gap.missing.join(t('registers:gap')), span }) : t(`registers:gap_${gap.kind}`, { span });
    parts.push(t('registers:gap_judged', { found, judged: [t(`opinion:decision_${judgement?.decision ?? 'none'}`), judgement?.note ?? ''].filter(Boolean).join(t('registers:gap')) }));
  }
  const unseen = new Set(review.remaining.items.flatMap((item) => item.unseen.filter(({ recordingId, finding }) => recordingId === id && finding.id !== gap?.findingId).map(({ finding }) => finding.id)));
  if (unseen.size > 0) parts.push(t('registers:unseen', { count: unseen.size }));
  const note = state.info.breakNote || (gap === undefined ? '' : t('registers:no_break_note'));
  return [...parts, note].filter(Boolean).join(t('registers:then'));
}

function ofRecording({ name, summary, hashes }: KnownRecording, at: number, all: number, missing: readonly string[], { t }: Words): Partial<Record<Column, string>> {
  const startS = readDeviceFileName(name)?.startS ?? null;
  const seconds = summary === null ? null : summary.durationUs / 1e6;
  return {
    file: name, start: startS === null ? '' : localText(startS), end: startS === null || seconds === null ? '' : localText(startS + seconds), duration: summary === null ? '' : formatDuration(summary.durationUs),
    segments: `${at + 1}/${all}${missing.length === 0 ? '' : t('registers:segments_missing', { numbers: missing.join(t('registers:gap')) })}`, hashes: hashes === null ? '' : `SHA-256 ${hashes.sha256}; SM3 ${hashes.sm3}`,
  };
}

/** The header and the rows; a case without recordings has one row. */
export function ledgerRows(cases: readonly SurveyedCase[], unit: UnitSettings, words: Words): readonly (readonly string[])[] {
  const rows = cases.flatMap((one) => {
    const shared = ofCase(one, unit, words);
    const missing = one.sequence.gaps.flatMap((gap) => gap.missing);
    const files = one.recordings.map((recording, at, { length }) => ({ ...ofRecording(recording, at, length, missing, words), breaks: breakWords(one, recording.id, words) }));
    return (files.length > 0 ? files : [{ breaks: one.state.info.breakNote }]).map((file) => ({ ...shared, ...file }));
  });
  return [LEDGER_COLUMNS.map((column) => words.t(`registers:column_${column}`)), ...rows.map((row, at) => LEDGER_COLUMNS.map((column) => (column === 'number' ? String(at + 1) : ((row as Partial<Record<Column, string>>)[column] ?? ''))))];
}
