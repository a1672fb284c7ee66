/** A log entry in words. */
import type { ActionEntry } from '../../core/action-log';
import type { RecordingId } from '../../core/recording';
import { formatTimecode } from '../../core/time';
import type { MessageValues } from '../../state/message';
import { fieldValueWords } from '../case-data/field-groups';

type Translate = (key: string, values?: MessageValues) => string;

const list = (names: readonly string[], locale: string): string => new Intl.ListFormat(locale, { type: 'conjunction', style: 'short' }).format(names);

/** A row that came, went or changed. */
const fate = ({ from, to }: { readonly from: unknown; readonly to: unknown }): 'added' | 'removed' | 'edited' => (from === null ? 'added' : to === null ? 'removed' : 'edited');

/** Many rows: those that stand on both sides were changed. */
const manyFate = ({ removed, added }: { readonly removed: readonly unknown[]; readonly added: readonly unknown[] }): { readonly fate: 'added' | 'removed' | 'edited'; readonly count: number } => (
  { fate: removed.length === 0 ? 'added' : added.length === 0 ? 'removed' : 'edited', count: Math.max(removed.length, added.length) });

const verdictWord = (verdict: string | null, t: Translate): string => t(`review:verdict_${(verdict ?? 'none').replaceAll('-', '_')}`);

/**
 * `t` and `locale` of the language shown; `nameOf` the file of a recording, '' where unknown; `itemName` the title of an item of the
 * checklist; `target` is what an undo or redo is about.
 */
export function actionWords(
  entry: ActionEntry, t: Translate, locale: string, nameOf: (recordingId: RecordingId) => string, target: ActionEntry | null = null, itemName: (itemId: string) => string = (id) => id,
): string {
  switch (entry.kind) {
    case 'case-created': return t('shell:act_case_created');
    case 'case-imported': return t('shell:act_case_imported', { file: entry.payload.fileName });
    case 'case-edited': {
      const { field, from, to } = entry.payload;
      const shown = (value: string): string => (value === '' ? t('shell:empty_value') : fieldValueWords(field, value, t));
      return t('shell:act_case_edited', { field: t(`case:field_${field}`), from: shown(from), to: shown(to) });
    }
    case 'recordings-added': return t('shell:act_recordings_added', { names: list(entry.payload.recordings.map((one) => one.identity.name), locale) });
    case 'recording-removed': return t('shell:act_recording_removed', { names: entry.payload.recording.identity.name });
    case 'recording-relinked': {
      const { recordingId, from, to } = entry.payload;
      const name = nameOf(recordingId) || from.name;
      return name === to.name ? t('shell:act_recording_relinked', { names: name }) : t('shell:act_recording_found_as', { name, found: to.name });
    }
    case 'finding-judged':
    case 'finding-noted': {
      const { from, to } = entry.payload;
      const about = to ?? from;
      const place = about === null ? '' : `${t(`findings:kind_${about.finding.kind.replaceAll('-', '_')}`)} ${formatTimecode(about.finding.startUs)}`;
      const name = about === null ? '' : nameOf(about.recordingId);
      const finding = name === '' ? place : t('shell:act_in', { finding: place, name });
      if (entry.kind === 'finding-noted') return to === null || to.note === '' ? t('shell:act_note_cleared', { finding }) : t('shell:act_noted', { finding, note: to.note });
      return t(`shell:act_judged_${to?.decision ?? 'clear'}`, { finding });
    }
    case 'verdict-set': {
      const { from, to } = entry.payload;
      if (to === null) return t('shell:act_verdict_cleared', { item: itemName(from?.itemId ?? '') });
      if (to.verdict === (from?.verdict ?? null)) return t('shell:act_verdict_edited', { item: itemName(to.itemId) });
      return t('shell:act_verdict_set', { item: itemName(to.itemId), verdict: verdictWord(to.verdict, t) });
    }
    case 'annotations-changed': { const { fate: done, count } = manyFate(entry.payload); return t(`shell:act_annotations_${done}`, { count }); }
    case 'utterances-changed': { const { fate: done, count } = manyFate(entry.payload); return t(`shell:act_utterances_${done}`, { count }); }
    case 'incident-changed': return t(`shell:act_incident_${fate(entry.payload)}`, { clause: t(`case-data:numeral_${(entry.payload.to ?? entry.payload.from)?.clause ?? 1}`) });
    case 'document-changed': return t(`shell:act_document_${fate(entry.payload)}`, { name: (entry.payload.to ?? entry.payload.from)?.name ?? '' });
    case 'opinion-signed': {
      const { from, to } = entry.payload;
      const signature = to ?? from;
      return t(to === null ? 'shell:act_unsigned' : 'shell:act_signed', { name: signature?.name ?? '', role: t(signature?.role === 'second-reviewer' ? 'case:field_secondReviewer' : 'case:field_reviewer') });
    }
    case 'other-review-changed': return t(entry.payload.to === null ? 'shell:act_review_removed' : 'shell:act_review_imported', { reviewer: (entry.payload.to ?? entry.payload.from)?.reviewer ?? '' });
    case 'adjudicated': {
      const { from, to } = entry.payload;
      return to === null ? t('shell:act_adjudication_cleared', { item: itemName(from?.itemId ?? '') }) : t('shell:act_adjudicated', { item: itemName(to.itemId), verdict: verdictWord(to.verdict, t) });
    }
    case 'undone':
    case 'redone': return t(`shell:act_${entry.kind}`, { what: target === null ? '' : actionWords(target, t, locale, nameOf, null, itemName) });
  }
}
