/** Transcript files by a button or a drop: to the recording whose name they carry, else to the one shown; asks before a person's own lines go, and says what became of them. */
import { toWireError } from '../../core/errors';
import type { RecordingId } from '../../core/recording';
import { useI18n } from '../../i18n/context';
import { useApp } from '../../state/context';
import { errorValues } from '../../state/message';
import { until } from '../../state/until.svelte';
import { TRANSCRIPT_EXTENSIONS, type ReadFile } from '../../state/transcripts.svelte';
import { useDialogs } from '../shell/dialogs.svelte';
import { importRemarks } from './import-remarks';

export interface TranscriptIntake {
  /** @param shown null: a file that carries the name of no recording of several is not taken */
  take(file: File, shown: RecordingId | null): Promise<void>;
  pick(shown: RecordingId): Promise<void>;
}

/** Call while a component is set up. Neither function rejects. */
export function useTranscriptIntake(): TranscriptIntake {
  const { transcripts, toasts, files, project, jobs } = useApp();
  const dialogs = useDialogs();
  const { t } = useI18n();
  const put = async (read: ReadFile, file: string, target: RecordingId, how: 'replace' | 'keep'): Promise<void> => {
    try {
      const { came, went } = await transcripts.take(target, read.lines, how);
      toasts.show('success', went > 0 ? 'speech:imported_over' : 'speech:imported', { count: came, replaced: went, name: project.nameOf(target) }, { key: 'shell:undo', run: () => void project.undo() });
      const remarks = importRemarks(read, t);
      if (remarks !== '') toasts.show('warning', 'speech:import_remarks', { file, remarks });
    } catch (thrown) {
      const error = toWireError(thrown);
      toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
    }
  };
  const take: TranscriptIntake['take'] = async (file, shown) => {
    if (transcripts.readOnly) return void toasts.show('warning', 'case:read_only_toast');
    const target = transcripts.recordingOf(file.name) ?? shown ?? (project.recordings.length === 1 ? project.recordings[0]?.id : undefined);
    if (target === undefined) return void toasts.show('warning', 'speech:no_recording_named', { name: file.name });
    // Times in the file count from the start of its recording, which is known once that has been opened.
    const known = (): boolean => !['queued', 'running'].includes(jobs.of(target)?.status ?? '') || jobs.of(target)?.summary !== null;
    if (!known()) toasts.show('info', 'speech:import_waits', { file: file.name, name: project.nameOf(target) });
    await until(known);
    if (project.recording(target) === null) return;
    try {
      const read = await transcripts.read(file, target);
      if (!read.ok) return void toasts.show('error', `review:transcript_${read.error.replaceAll('-', '_')}`, { name: file.name });
      const own = transcripts.ownWorkOf(target).length;
      if (own === 0) return await put(read.value, file.name, target, 'replace');
      dialogs.askTranscript({ fileName: file.name, name: project.nameOf(target), lines: read.value.lines.length, own, put: (how) => void put(read.value, file.name, target, how) });
      // Files that come together are asked about one after the other.
      await until(() => dialogs.shown !== 'transcript');
    } catch (thrown) {
      const error = toWireError(thrown, file.name);
      toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
    }
  };
  return {
    take,
    async pick(shown) {
      const [picked] = await files.pickOthers(TRANSCRIPT_EXTENSIONS).catch(() => []);
      if (picked) await take(picked.file, shown);
    },
  };
}
