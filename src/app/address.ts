/** The open case in the page's address (`#case=<id>`), so that a reload and the back button lead where they should. */
import type { Project } from '../state/project.svelte';

const PREFIX = '#case=';

export function caseIdOf(hash: string): string | null {
  return hash.startsWith(PREFIX) && hash.length > PREFIX.length ? decodeURIComponent(hash.slice(PREFIX.length)) : null;
}

/** Keeps address and open case in step, both ways. */
export function followAddress(project: Project): void {
  project.onCase = (caseId) => {
    const wanted = caseId === '' ? '' : PREFIX + encodeURIComponent(caseId);
    if (location.hash === wanted) return;
    history.pushState(null, '', wanted === '' ? location.pathname : wanted);
  };
  window.addEventListener('popstate', () => {
    const caseId = caseIdOf(location.hash);
    if (caseId === null) void project.close().then(() => project.refreshCases());
    else void project.open(caseId);
  });
}
