/** Takes files from any way in (drop, pickers, the sample), gives them to the case and says what became of them. */
import type { CaseInfo } from '../../core/case';
import { toWireError } from '../../core/errors';
import { useI18n } from '../../i18n/context';
import { useApp } from '../../state/context';
import type { PickedFile } from '../../state/file-access';
import { sortIncoming } from '../../state/incoming-files';
import { errorValues } from '../../state/message';
import { wantedFiles } from '../../state/wanted-files';
import { useDocumentIntake } from '../documents/document-intake';
import { useTranscriptIntake } from '../speech/transcript-intake';
import { useDialogs } from './dialogs.svelte';

/** More names than this would make the message too long to read. */
const WANTED_TOLD = 3;

export type Intake = (coming: Promise<readonly PickedFile[]>, info?: Promise<Partial<CaseInfo>>, how?: 'again') => Promise<void>;

/** Call while a component is set up. The returned function never rejects. `info` is what a new case is to say of itself; `again`: files were asked for that the case knows, and others are added only on purpose. */
export function useIntake(): Intake {
  const { project, toasts, storage, selection, sources, jobs } = useApp();
  const { t } = useI18n();
  const dialogs = useDialogs();
  const transcripts = useTranscriptIntake();
  const documents = useDocumentIntake();
  /** Names of the files that were asked for; of many, the first. */
  const wantedWords = (): string => {
    const names = wantedFiles(project.recordings.map(({ id }) => id), sources, jobs).map((id) => project.recording(id)?.identity.name ?? '');
    return names.slice(0, WANTED_TOLD).map((name) => t('shell:quoted', { name })).join(t('shell:list_mark')) + (names.length > WANTED_TOLD ? t('shell:and_count_more', { count: names.length - WANTED_TOLD }) : '');
  };
  return async (coming, info, how) => {
    try {
      const { recordings: picked, documents: written, transcripts: spoken, others } = sortIncoming(await coming, how === 'again');
      const open = project.phase === 'open';
      const takeRest = async (): Promise<void> => {
        const shown = open ? selection.recordingId : null;
        await documents.take(written);
        if (others.length > 0 && !project.readOnly) {
          toasts.show('warning', 'case:others_toast', { name: others[0]?.file.name ?? '', count: others.length }, { key: 'case:strange_add', run: () => void project.addFiles(others) });
        }
        for (const { file } of spoken) await transcripts.take(file, shown);
      };
      // Without a case there is nothing that a document or a transcript could belong to.
      if (!open && picked.length === 0 && written.length + spoken.length > 0) return void toasts.show('warning', 'case:recordings_first');
      if (picked.length === 0) return await takeRest();
      if (project.readOnly) return void toasts.show('warning', 'case:read_only_toast');
      if (!open) {
        const told = (await info) ?? {};
        const known = await project.findKnown(picked);
        if (known !== null) return dialogs.askKnown({ known, picked, info: told, then: takeRest });
        await project.create(picked, told);
        void storage.persist();
        return await takeRest();
      }
      const report = await project.addFiles(picked, how === 'again');
      if (report.added > 0) toasts.show('success', 'case:added_toast', { count: report.added }, { key: 'shell:undo', run: () => void project.undo() });
      if (report.relinked > 0) toasts.show('success', 'case:relinked_toast', { count: report.relinked });
      if (report.strange.length > 0) {
        const many = report.strange.length > 1;
        toasts.show('warning', many ? 'case:strange_many' : 'case:strange_toast', { name: report.strange[0]?.file.name ?? '', count: report.strange.length, wanted: wantedWords() }, { key: 'case:strange_add', run: () => void project.addFiles(report.strange) });
      }
      if (report.duplicates > 0) toasts.show('info', 'case:duplicate_toast', { count: report.duplicates });
      await takeRest();
    } catch (thrown) {
      const error = toWireError(thrown);
      toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
    }
  };
}
