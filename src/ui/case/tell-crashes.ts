/** Says once, wherever the reviewer is, that a background program crashed, and whether the analysis went on. */
import type { App } from '../../state/context';
import type { AnalysisIssue } from '../../state/recording-analysis.svelte';

/** @returns to be called in an effect: it reads the issues of every recording of the case */
export function crashTeller({ jobs, project, toasts }: Pick<App, 'jobs' | 'project' | 'toasts'>): () => void {
  const told = new WeakSet<AnalysisIssue>();
  return () => {
    for (const { id, identity } of project.recordings) {
      for (const issue of jobs.of(id)?.issues ?? []) {
        if ((issue.code !== 'worker-recovered' && issue.code !== 'worker-crashed') || told.has(issue)) continue;
        told.add(issue);
        toasts.show('warning', `errors:${issue.code.replaceAll('-', '_')}`, { name: issue.fileName ?? identity.name });
      }
    }
  };
}
