/** Reads log entries from outside (database, imported file): checks their shape and lifts older versions to the present one. */
import * as v from 'valibot';
import { ACTION_VERSION, type ActionEntry } from '../core/action-log';
import { CASE_FIELDS, type CaseField } from '../core/case';
import { AppError } from '../core/errors';
import { err, ok, type Result } from '../core/result';
import { DECISIONS } from '../core/review';
import { REVIEW_PAYLOADS } from './review-schemas';

const identity = v.object({ name: v.string(), folder: v.string(), sizeBytes: v.number(), lastModifiedMs: v.number() });
const recording = v.object({ id: v.string(), identity, foundAs: v.optional(identity), sampleUrl: v.nullable(v.string()) });
const info = v.object(Object.fromEntries(CASE_FIELDS.map((field) => [field, v.optional(v.string(), '')])) as Record<CaseField, v.OptionalSchema<v.StringSchema<undefined>, ''>>);
const judgement = v.object({
  recordingId: v.string(),
  finding: v.object({ id: v.string(), kind: v.string(), level: v.picklist(['high', 'review', 'note']), startUs: v.number(), endUs: v.number(), detector: v.string() }),
  decision: v.nullable(v.picklist(DECISIONS)),
  note: v.string(),
  atMs: v.number(),
  actor: v.string(),
});
const change = v.object({ from: v.nullable(judgement), to: v.nullable(judgement), replaced: v.nullable(judgement) });

const base = { id: v.string(), caseId: v.string(), seq: v.number(), atMs: v.number(), actor: v.string(), version: v.literal(ACTION_VERSION) };
const entrySchema = v.variant('kind', [
  v.object({ ...base, kind: v.literal('case-created'), payload: v.object({ info }) }),
  v.object({ ...base, kind: v.literal('case-imported'), payload: v.object({ fileName: v.string(), exportedAtMs: v.number() }) }),
  v.object({ ...base, kind: v.literal('case-edited'), payload: v.object({ field: v.picklist(CASE_FIELDS), from: v.string(), to: v.string() }) }),
  v.object({ ...base, kind: v.literal('recordings-added'), payload: v.object({ recordings: v.array(recording) }) }),
  v.object({ ...base, kind: v.literal('recording-removed'), payload: v.object({ recording, index: v.number() }) }),
  v.object({ ...base, kind: v.literal('recording-relinked'), payload: v.object({ recordingId: v.string(), from: identity, to: identity }) }),
  v.object({ ...base, kind: v.literal('finding-judged'), payload: change }),
  v.object({ ...base, kind: v.literal('finding-noted'), payload: change }),
  v.object({ ...base, kind: v.literal('verdict-set'), payload: REVIEW_PAYLOADS['verdict-set'] }),
  v.object({ ...base, kind: v.literal('annotations-changed'), payload: REVIEW_PAYLOADS['annotations-changed'] }),
  v.object({ ...base, kind: v.literal('utterances-changed'), payload: REVIEW_PAYLOADS['utterances-changed'] }),
  v.object({ ...base, kind: v.literal('incident-changed'), payload: REVIEW_PAYLOADS['incident-changed'] }),
  v.object({ ...base, kind: v.literal('document-changed'), payload: REVIEW_PAYLOADS['document-changed'] }),
  v.object({ ...base, kind: v.literal('opinion-signed'), payload: REVIEW_PAYLOADS['opinion-signed'] }),
  v.object({ ...base, kind: v.literal('other-review-changed'), payload: REVIEW_PAYLOADS['other-review-changed'] }),
  v.object({ ...base, kind: v.literal('adjudicated'), payload: REVIEW_PAYLOADS['adjudicated'] }),
  v.object({ ...base, kind: v.literal('undone'), payload: v.object({ target: v.string() }) }),
  v.object({ ...base, kind: v.literal('redone'), payload: v.object({ target: v.string() }) }),
]);

type Raw = Readonly<Record<string, unknown>>;

/** `LIFTS[n]` takes an entry of version n to version n + 1. */
const LIFTS: Readonly<Record<number, (entry: Raw) => Raw>> = {};

/** An entry lifted to the present version, or the first thing that is wrong with it. */
export function readEntry(raw: unknown): Result<ActionEntry, v.BaseIssue<unknown>> {
  let entry = raw as Raw;
  for (let version = Number((entry as Raw | null)?.['version']); version < ACTION_VERSION; version++) {
    const lift = LIFTS[version];
    if (lift === undefined) break;
    entry = { ...lift(entry), version: version + 1 };
  }
  const parsed = v.safeParse(entrySchema, entry);
  return parsed.success ? ok(parsed.output as ActionEntry) : err(parsed.issues[0]);
}

/** Throws AppError internal on entries of a newer program or of no known shape: a log must never be read half. */
export function migrateEntry(raw: unknown): ActionEntry {
  const read = readEntry(raw);
  if (!read.ok) throw new AppError('internal', `log entry not understood: ${v.getDotPath(read.error) ?? ''} ${read.error.message}`);
  return read.value;
}
