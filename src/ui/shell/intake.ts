/** Takes files from any way in (drop, pickers, the sample), gives them to the case and says what became of them. */
import { toWireError } from '../../core/errors';
import { useApp } from '../../state/context';
import type { PickedFile } from '../../state/file-access';
import { errorValues } from '../../state/message';

/** Call while a component is set up. The returned function never rejects. */
export function useIntake(): (coming: Promise<readonly PickedFile[]>) => Promise<void> {
  const { project, toasts, storage } = useApp();
  return async (coming) => {
    try {
      const picked = await coming;
      if (picked.length === 0 || project.readOnly) return;
      if (project.phase !== 'open') {
        await project.create(picked);
        void storage.persist();
        return;
      }
      const report = await project.addFiles(picked);
      if (report.added > 0) toasts.show('success', 'case:added_toast', { count: report.added }, { key: 'shell:undo', run: () => void project.undo() });
      if (report.relinked > 0) toasts.show('success', 'case:relinked_toast', { count: report.relinked });
      if (report.duplicates > 0) toasts.show('info', 'case:duplicate_toast', { count: report.duplicates });
    } catch (thrown) {
      const error = toWireError(thrown);
      toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
    }
  };
}
