/** Documents by a button or a drop; says what became of them. */
import { toWireError } from '../../core/errors';
import { useI18n } from '../../i18n/context';
import { useApp } from '../../state/context';
import { DOCUMENT_EXTENSIONS } from '../../state/documents.svelte';
import type { PickedFile } from '../../state/file-access';
import { errorValues } from '../../state/message';

export interface DocumentIntake {
  take(picked: readonly PickedFile[]): Promise<void>;
  pick(): Promise<void>;
}

/** Call while a component is set up. Neither function rejects. */
export function useDocumentIntake(): DocumentIntake {
  const { documents, toasts, files } = useApp();
  const { t } = useI18n();
  const take: DocumentIntake['take'] = async (picked) => {
    if (picked.length === 0) return;
    if (documents.readOnly) return void toasts.show('warning', 'case:read_only_toast');
    try {
      const { attached, known, refused } = await documents.attach(picked);
      if (attached > 0) toasts.show('success', 'documents:attached', { count: attached });
      if (known > 0) toasts.show('info', 'documents:known', { count: known });
      if (refused.length > 0) toasts.show('error', 'documents:refused', { count: refused.length, names: refused.join(t('documents:comma')) });
    } catch (thrown) {
      const error = toWireError(thrown);
      toasts.show('error', `errors:${error.code.replaceAll('-', '_')}`, errorValues(error));
    }
  };
  return {
    take,
    pick: async () => take(await files.pickOthers(DOCUMENT_EXTENSIONS).catch(() => [])),
  };
}
