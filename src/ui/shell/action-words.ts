/** A log entry in words. */
import type { ActionEntry } from '../../core/action-log';
import type { RecordingId } from '../../core/recording';
import { formatTimecode } from '../../core/time';
import type { MessageValues } from '../../state/message';

type Translate = (key: string, values?: MessageValues) => string;

const list = (names: readonly string[], locale: string): string => new Intl.ListFormat(locale, { type: 'conjunction', style: 'short' }).format(names);

/** `t` and `locale` of the language shown; `nameOf` the file of a recording, '' where unknown; `target` is what an undo or redo is about. */
export function actionWords(entry: ActionEntry, t: Translate, locale: string, nameOf: (recordingId: RecordingId) => string, target: ActionEntry | null = null): string {
  switch (entry.kind) {
    case 'case-created': return t('shell:act_case_created');
    case 'case-imported': return t('shell:act_case_imported', { file: entry.payload.fileName });
    case 'case-edited': {
      const { field, from, to } = entry.payload;
      const shown = (value: string): string => (value === '' ? t('shell:empty_value') : field === 'activity' ? t(`case:activity_${value.replaceAll('-', '_')}`) : value);
      return t('shell:act_case_edited', { field: t(`case:field_${field}`), from: shown(from), to: shown(to) });
    }
    case 'recordings-added': return t('shell:act_recordings_added', { names: list(entry.payload.recordings.map((one) => one.identity.name), locale) });
    case 'recording-removed': return t('shell:act_recording_removed', { names: entry.payload.recording.identity.name });
    case 'recording-relinked': return t('shell:act_recording_relinked', { names: entry.payload.to.name });
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
    case 'undone':
    case 'redone': return t(`shell:act_${entry.kind}`, { what: target === null ? '' : actionWords(target, t, locale, nameOf) });
  }
}
