/** Evidence as rows of label and figures; words come from message keys, values from the finding. */
import type { Evidence } from '../../core/finding';
import { formatFigure, formatShortTime, keyPart, unitName } from './figures';

export interface EvidenceRow {
  readonly label: string;
  readonly value: string;
  /** Where a click goes; null for evidence without a place in time. */
  readonly atUs: number | null;
  readonly linkId: string | null;
}

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const RELATION = { '>': '＞', '<': '＜', '=': '＝' } as const;

/** Frames are shown as pictures and give no row. Several values of one metric (both ends of a span) share a row, as `6.1 / 5.8 ＞ 1.0`. */
export function evidenceRows(evidence: readonly Evidence[], t: Translate): readonly EvidenceRow[] {
  const rows: EvidenceRow[] = [];
  const seenMetrics = new Set<string>();
  for (const one of evidence) {
    if (one.type === 'metric') {
      const id = `${one.metric} ${one.relation} ${one.threshold} ${one.unit}`;
      if (seenMetrics.has(id)) continue;
      seenMetrics.add(id);
      const alike = evidence.filter((other) => other.type === 'metric' && `${other.metric} ${other.relation} ${other.threshold} ${other.unit}` === id);
      const values = alike.map((other) => (other.type === 'metric' ? formatFigure(other.value) : '')).join(' / ');
      rows.push({ label: t(`metric_${keyPart(one.metric)}`), value: `${values} ${RELATION[one.relation]} ${formatFigure(one.threshold, unitName(one.unit, t))}`, atUs: one.atUs, linkId: null });
    } else if (one.type === 'packets') {
      const range = one.from === one.to ? String(one.from) : `${one.from}–${one.to}`;
      rows.push({
        label: t(`field_${keyPart(one.field)}`), atUs: null, linkId: null,
        value: t('findings:expected_observed', { observed: one.observed, expected: one.expected, range, track: t(`findings:track_${one.track}`) }),
      });
    } else if (one.type === 'text') {
      const place = one.atUs === undefined ? '' : ` · ${formatShortTime(one.atUs)}`;
      rows.push({ label: t(`label_${keyPart(one.label)}`), value: one.text + place, atUs: one.atUs ?? null, linkId: null });
    } else if (one.type === 'bytes') {
      rows.push({ label: t(`label_${keyPart(one.label)}`), value: t('findings:bytes_at', { offset: one.offset, length: one.length }), atUs: null, linkId: null });
    } else if (one.type === 'link') rows.push({ label: t('findings:linked'), value: t('findings:show_linked'), atUs: null, linkId: one.findingId });
  }
  return rows;
}
