/** What is wrong in a file that someone wrote or saved again: where it stands, and what is expected there; words for it are the reader's. */
import { err, ok, type Result } from './result';

/** `at` is the place in the file, e.g. `checklist[3].id`; `problem` is a label key (`unit:problem_<name with - as _>`). */
export interface FileFault {
  /** '' for the file as a whole. */
  readonly at: string;
  readonly problem: 'garbled' | 'not-json' | 'newer-version' | 'wrong-value';
  /** What stands there, as it is written in the file; of what is no JSON, its line and column; of a garbled text, its encoding; '' for nothing. */
  readonly detail: string;
  /** Of a wrong value: what may stand there. */
  readonly expected?: ExpectedValue;
}

/** `kind` is a label key (`unit:expected_<kind>`) that takes `values`. */
export interface ExpectedValue {
  readonly kind: 'text' | 'number' | 'whole' | 'list' | 'group' | 'flag' | 'one_of' | 'least' | 'most' | 'filled' | 'id' | 'name' | 'present' | 'absent' | 'other';
  readonly values: string;
}

/** As the checking library tells it. */
export interface CheckIssue {
  readonly type: string;
  readonly expected: string | null;
  readonly received: string;
  readonly input: unknown;
  readonly path?: readonly { readonly key?: unknown }[] | undefined;
}

/** Kinds of the checking library's issues, and what a reader is told to write there. */
const EXPECTED: Readonly<Record<string, ExpectedValue['kind']>> = {
  string: 'text', number: 'number', array: 'list', object: 'group', strict_object: 'group', record: 'group', boolean: 'flag', picklist: 'one_of', literal: 'one_of', variant: 'one_of', integer: 'whole',
  min_value: 'least', max_value: 'most', min_length: 'filled', non_empty: 'filled', regex: 'id', check: 'name',
};
/** Longer values are told by their beginning. */
const SHOWN_CHARS = 60;

/** @param kinds what this file means by some of the library's issues, where that is not what they mean in most */
export function faultOf(issue: CheckIssue, kinds: Readonly<Record<string, ExpectedValue['kind']>> = {}): FileFault {
  const written = JSON.stringify(issue.input) as string | undefined;
  const kind = issue.received === 'undefined' && issue.input === undefined ? 'present' : issue.expected === 'never' ? 'absent' : (kinds[issue.type] ?? EXPECTED[issue.type] ?? 'other');
  const values = kind === 'one_of' || kind === 'least' || kind === 'most' ? (issue.expected ?? '').replace(/^[<>]=/, '').replace(/["()]/g, '').replaceAll(' | ', ', ') : '';
  return { at: placeOf(issue), problem: 'wrong-value', detail: written === undefined || kind === 'absent' ? '' : written.slice(0, SHOWN_CHARS), expected: { kind, values } };
}

/** The value that a JSON text holds, or where it stops being JSON. */
export function readJson(content: string): Result<unknown, FileFault> {
  try {
    return ok(JSON.parse(content));
  } catch (thrown) {
    // The engine's own words are in its own language: only where it stopped is told.
    const [, line, column] = /line (\d+) column (\d+)/.exec(thrown instanceof Error ? thrown.message : '') ?? [];
    return err({ at: '', problem: 'not-json', detail: line === undefined ? '' : `${line}:${column}` });
  }
}

function placeOf(issue: CheckIssue): string {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '');
}
