/** Undo and redo that say what they did, and ask before a step that takes recordings out of the case. */
import type { ActionEntry } from '../../core/action-log';
import type { App } from '../../state/context';
import type { MessageValues } from '../../state/message';
import { itemTitle } from '../../core/unit/unit-settings';
import { actionWords } from './action-words';
import type { Dialogs } from './dialogs.svelte';

type Translate = (key: string, values?: MessageValues) => string;
export type StepBack = 'undo' | 'redo';

/** What the next undo or redo is about. */
export function stepTarget(app: App, which: StepBack): ActionEntry | undefined {
  return (which === 'undo' ? app.log.state.undoable : app.log.state.redoable).at(-1);
}

/** Recordings would leave the case: more than a slip of the finger should do. */
const takesRecordingsOut = (target: ActionEntry, which: StepBack): boolean => target.kind === (which === 'undo' ? 'recordings-added' : 'recording-removed');

/** Takes the step without asking. */
export async function stepNow(app: App, t: Translate, which: StepBack): Promise<void> {
  const target = stepTarget(app, which);
  if (target === undefined || (await (which === 'undo' ? app.project.undo() : app.project.redo())) === null) return;
  app.toasts.closeOffering('shell:undo');
  app.toasts.show('info', which === 'undo' ? 'shell:undone_toast' : 'shell:redone_toast', { what: actionWords(target, t, document.documentElement.lang, (id) => app.project.nameOf(id), null, (id) => itemTitle(app.unit.current, id, document.documentElement.lang)) });
}

async function step(app: App, t: Translate, dialogs: Dialogs, which: StepBack): Promise<void> {
  // Keys may come faster than the disk: what is being written counts.
  await app.log.settled();
  const target = stepTarget(app, which);
  if (target !== undefined && !app.project.readOnly && takesRecordingsOut(target, which)) dialogs.open(which);
  else await stepNow(app, t, which);
}

export function undoWithToast(app: App, t: Translate, dialogs: Dialogs): Promise<void> {
  return step(app, t, dialogs, 'undo');
}

export function redoWithToast(app: App, t: Translate, dialogs: Dialogs): Promise<void> {
  return step(app, t, dialogs, 'redo');
}
