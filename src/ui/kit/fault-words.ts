/** Faults of a file in the reader's words: where it stands, what is wrong, and what is expected there. */
import type { FileFault } from '../../core/file-fault';
import type { UnitFault } from '../../core/unit/unit-checks';

type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Keys of files that have a name (`unit:key_<name>`); others stand as they are written. */
const NAMED: ReadonlySet<string> = new Set([
  'checklist', 'sources', 'title', 'duty', 'clause', 'article', 'satisfies', 'judge', 'defects', 'tiers', 'terms', 'name', 'lexicon', 'groups', 'cues', 'cueNames', 'caseTemplates', 'values', 'activity',
  'timelines', 'stages', 'order', 'rules', 'sampling', 'alwaysActivities', 'regulation', 'articles', 'verdicts', 'advisory', 'recordedMatters', 'speakerWords', 'version', 'revision', 'schema',
  'storageHours', 'documentHours', 'sort', 'segmentToleranceS', 'retentionYears', 'rate01', 'reactionLagMs', 'kinds', 'id', 'recordings', 'reviewer', 'exportedAtMs', 'caseNumber', 'unit', 'asked', 'items', 'citations', 'itemId', 'verdict', 'reason', 'noCitation', 'actions', 'findings', 'stills',
  'sha256', 'case', 'info', 'exemplars',
]);

/** `checklist[3].duty` as "item 4 › duty". */
function placeWords(at: string, t: Words): string {
  if (at === '') return t('unit:whole_file');
  return at.split('.').map((part) => {
    const [, key = part, indexes = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
    const name = NAMED.has(key) ? t(`unit:key_${key}`) : key;
    const numbers = [...indexes.matchAll(/\d+/g)].map(([number]) => Number(number) + 1);
    return numbers.length === 0 ? name : t('unit:nth', { name, number: numbers.join('.') });
  }).join(' › ');
}

export function faultWords({ at, problem, detail, expected }: UnitFault | FileFault, t: Words): string {
  const place = placeWords(at, t);
  const what = expected === undefined ? t(`unit:problem_${problem.replaceAll('-', '_')}`) : t(`unit:expected_${expected.kind}`, { values: expected.values.replaceAll(', ', t('unit:list_separator')) });
  return detail === '' ? t('unit:fault_plain', { at: place, problem: what }) : t('unit:fault_at', { at: place, problem: what, detail });
}
