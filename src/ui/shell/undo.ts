/** Undo and redo that say what they did. */
import type { ActionEntry } from '../../core/action-log';
import type { App } from '../../state/context';
import type { MessageValues } from '../../state/message';
import { actionWords } from './action-words';

type Translate = (key: string, values?: MessageValues) => string;

async function step(app: App, t: Translate, target: ActionEntry | undefined, run: () => Promise<ActionEntry | null>, key: string): Promise<void> {
  if (target === undefined || (await run()) === null) return;
  app.toasts.show('info', key, { what: actionWords(target, t, document.documentElement.lang) });
}

export function undoWithToast(app: App, t: Translate): Promise<void> {
  return step(app, t, app.log.state.undoable.at(-1), () => app.project.undo(), 'shell:undone_toast');
}

export function redoWithToast(app: App, t: Translate): Promise<void> {
  return step(app, t, app.log.state.redoable.at(-1), () => app.project.redo(), 'shell:redone_toast');
}
