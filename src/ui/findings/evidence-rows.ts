/** Evidence as rows of label and figures; words come from message keys, values from the finding. */
import type { Evidence } from '../../core/finding';
import { metricWords, type MetricEvidence } from '../../core/metric-words';
import type { SpanUs } from '../../core/time';
import { clockPlace } from './clock-places';
import { quotedFromContainer } from './container-place';
import { formatMeasured, formatShortTime, keyPart } from '../../core/figures';

export interface EvidenceRow {
  readonly label: string;
  /** Figures that no line may tear apart. */
  readonly values: readonly string[];
  /** Whose explanation belongs to the label; null where the label says it all. */
  readonly metric: string | null;
  /** Where a click goes; null for evidence without a place in time. */
  readonly atUs: number | null;
  readonly linkId: string | null;
  /** Compares a measurement with a limit, or quotes what was found: what a reader must see first. */
  readonly decisive: boolean;
}

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** A value within this distance of a boundary was measured there: sound is compared in blocks of a second. */
const AT_BOUNDARY_US = 1_000_000;

const LENGTH = /^([+-]?[\d.]+) (ms|s)$/;

/** What a ledger column held: lengths of time as everywhere else; no line may come between a figure and its unit. */
function ledgerValue(text: string, t: Translate): string {
  const [, value, unit] = LENGTH.exec(text) ?? [];
  // Whole durations are told apart by their last digits.
  const told = value === undefined || unit === undefined ? text : unit === 's' ? t('findings:seconds', { s: value }) : formatMeasured(Number(value), unit, t);
  return told.replaceAll(/(\d) (?=[^\d\s]{1,5}$)/g, '$1\u00a0');
}

/** At which end of the span a value was measured; '' inside it, or where the finding is a point. */
export function placeOf(span: SpanUs, atUs: number): '' | 'start' | 'end' {
  if (span.endUs <= span.startUs) return '';
  const toStart = Math.abs(atUs - span.startUs);
  const toEnd = Math.abs(atUs - span.endUs);
  return Math.min(toStart, toEnd) > Math.min(AT_BOUNDARY_US, (span.endUs - span.startUs) / 3) ? '' : toEnd < toStart ? 'end' : 'start';
}

/** All values of one metric in one cell, each with the end of the span it belongs to; a boundary they share is written once, at the end. */
function metricFigures(alike: readonly MetricEvidence[], evidence: readonly Evidence[], span: SpanUs, t: Translate): readonly string[] {
  const sharesThreshold = alike.every((one) => one.threshold === alike[0]!.threshold && one.relation === alike[0]!.relation && one.unit === alike[0]!.unit);
  return alike.map((one, i) => {
    const figure = metricWords(one, !sharesThreshold || i === alike.length - 1, t);
    const end = placeOf(span, one.atUs);
    const places = [clockPlace(one.box, evidence, t), end === '' || (alike.length === 1 && end === 'start') ? '' : t(`findings:place_${end}`)].filter(Boolean);
    return places.length === 0 ? figure : t('findings:at_place', { place: places.join(t('findings:list_gap')), figure });
  });
}

/** Frames are shown as pictures and give no row. `span` is the finding's: it tells at which end a value was measured. */
export function evidenceRows(evidence: readonly Evidence[], span: SpanUs, t: Translate): readonly EvidenceRow[] {
  const rows: EvidenceRow[] = [];
  const seenMetrics = new Set<string>();
  for (const one of evidence) {
    if (one.type === 'metric') {
      if (seenMetrics.has(one.metric)) continue;
      seenMetrics.add(one.metric);
      const alike = evidence.filter((other) => other.type === 'metric' && other.metric === one.metric) as MetricEvidence[];
      rows.push({ label: t(`metric_${keyPart(one.metric)}`), metric: one.metric, values: metricFigures(alike, evidence, span, t), atUs: one.atUs, linkId: null, decisive: one.relation !== '=' && one.threshold !== 0 });
    } else if (one.type === 'packets') {
      const range = one.from === one.to ? String(one.from) : `${one.from}–${one.to}`;
      rows.push({
        label: t(`field_${keyPart(one.field)}`), metric: null, atUs: null, linkId: null, decisive: true,
        values: [t(one.field === 'stated-duration' ? 'findings:stated_observed' : 'findings:expected_observed', { observed: ledgerValue(one.observed, t), expected: ledgerValue(one.expected, t), range, track: t(`findings:track_${one.track}`) })],
      });
    } else if (one.type === 'text') {
      const place = one.atUs === undefined ? '' : ` · ${formatShortTime(one.atUs)}`;
      rows.push({ label: textLabel(one, evidence, span, t), metric: null, values: [quotedFromContainer(one.text, t) + place], atUs: one.atUs ?? null, linkId: null, decisive: true });
    } else if (one.type === 'bytes') {
      rows.push({ label: t(`label_${keyPart(one.label)}`), metric: null, values: [t('findings:bytes_at', { offset: one.offset, length: one.length })], atUs: null, linkId: null, decisive: false });
    } else if (one.type === 'link') rows.push({ label: t('findings:linked'), metric: null, values: [t('findings:show_linked')], atUs: null, linkId: one.findingId, decisive: false });
  }
  return rows;
}

/** The label of a text; where several bear the same one, with the end of the span it was read at. */
function textLabel(one: Extract<Evidence, { type: 'text' }>, evidence: readonly Evidence[], span: SpanUs, t: Translate): string {
  const label = t(`label_${keyPart(one.label)}`);
  const alike = evidence.filter((other) => other.type === 'text' && other.label === one.label);
  const end = one.atUs === undefined || alike.length < 2 ? '' : placeOf(span, one.atUs);
  const places = [clockPlace(one.box, evidence, t), end === '' ? '' : t(`findings:place_${end}`)].filter(Boolean);
  return places.length === 0 ? label : t('findings:label_at', { label, place: places.join(t('findings:list_gap')) });
}

/** So many rows leave room for the decision at 1280×720. */
const LEADING_ROWS = 4;

/** The rows that decide, in their order, and the rest; where nothing compares with a limit, the first rows lead. */
export function leadingRows(rows: readonly EvidenceRow[]): { readonly leading: readonly EvidenceRow[]; readonly more: readonly EvidenceRow[] } {
  // One row more is no reason to fold.
  if (rows.length <= LEADING_ROWS) return { leading: rows, more: [] };
  const decisive = rows.filter((row) => row.decisive).slice(0, LEADING_ROWS - 1);
  const leading = decisive.length > 0 ? decisive : rows.slice(0, LEADING_ROWS - 1);
  return { leading, more: rows.filter((row) => !leading.includes(row)) };
}
