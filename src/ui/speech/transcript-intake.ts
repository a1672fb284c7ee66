/** Transcript files by a button or a drop: to the recording whose name they carry, else to the one shown; asks before a person's own lines go, and says what became of them. */
import { toWireError } from '../../core/errors';
import type { RecordingId } from '../../core/recording';
import type { Utterance } from '../../core/speech/utterance';
import { useApp } from '../../state/context';
import { errorValues } from '../../state/message';
import { TRANSCRIPT_EXTENSIONS } from '../../state/transcripts.svelte';
import { useDialogs } from '../shell/dialogs.svelte';

export interface TranscriptIntake {
  take(file: File, shown: RecordingId): Promise<void>;
  pick(shown: RecordingId): Promise<void>;
}

/** Call while a component is set up. Neither function rejects. */
export function useTranscriptIntake(): TranscriptIntake {
  const { transcripts, toasts, files, project } = useApp();
  const dialogs = useDialogs();
  const put = async (lines: readonly Utterance[], target: RecordingId, how: 'replace' | 'keep'): Promise<void> => {
    try {
      const { came, went } = await transcripts.take(target, lines, how);
      toasts.show('success', went > 0 ? 'speech:imported_over' : 'speech:imported', { count: came, replaced: went, name: project.nameOf(target) }, { key: 'shell:undo', run: () => void project.undo() });
    } catch (thrown) {
      const error = toWireError(thrown);
      toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
    }
  };
  const take: TranscriptIntake['take'] = async (file, shown) => {
    if (transcripts.readOnly) return void toasts.show('warning', 'case:read_only_toast');
    const target = transcripts.recordingOf(file.name) ?? shown;
    try {
      const read = await transcripts.read(file, target);
      if (!read.ok) return void toasts.show('error', `review:transcript_${read.error.replaceAll('-', '_')}`);
      const own = transcripts.ownWorkOf(target).length;
      if (own === 0) return await put(read.value, target, 'replace');
      dialogs.askTranscript({ fileName: file.name, name: project.nameOf(target), lines: read.value.length, own, put: (how) => void put(read.value, target, how) });
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
