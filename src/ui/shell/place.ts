/** Keeps where the reviewer is: recording, finding, playhead and the timeline's view, a little after each change and when the page is left. */
import type { TimeUs } from '../../core/time';
import type { App } from '../../state/context';
import type { Place } from '../../state/places';

/** A reload loses at most this much of a walk through the recording. */
const SAVE_EVERY_MS = 400;

/** Call in an effect; returns the function that ends it. `view` is null while the timeline shows the whole. */
export function keepPlace({ project, selection, places }: App, timeUs: () => TimeUs, view: () => Place['view']): () => void {
  const { caseId } = project;
  let last = '';
  const save = (): void => {
    const { recordingId, findingId } = selection;
    if (recordingId === null || project.caseId !== caseId) return;
    const place: Place = { recordingId, findingId, timeUs: timeUs(), view: view() };
    const text = JSON.stringify(place);
    if (text === last) return;
    last = text;
    places.save(caseId, place);
  };
  const timer = setInterval(save, SAVE_EVERY_MS);
  window.addEventListener('pagehide', save);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', save);
    save();
  };
}
