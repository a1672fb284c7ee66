/** Shapes of what a review stores, for reading log entries and review files from outside. */
import * as v from 'valibot';
import { INCIDENT_CLAUSES } from '../core/review/incidents';
import { DOCUMENT_SORTS } from '../core/review/documents';
import { SPEAKERS, TRANSCRIPT_SOURCES } from '../core/speech/utterance';
import { REVIEW_SCHEMA, REVIEW_VERSION } from '../core/two-reviewers/review-file';
import { TIER_IDS, VERDICT_IDS } from '../core/unit/unit-settings';

const stamp = { atMs: v.number(), actor: v.string() };
const span = { startUs: v.number(), endUs: v.number() };
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const text = v.string();
const verdictId = v.picklist(VERDICT_IDS);

const citation = v.variant('type', [
  v.object({
    type: v.literal('recording'), recordingId: text, ptsUs: v.number(), endUs: v.nullable(v.number()), ordinal: v.nullable(v.number()), stillHash: v.nullable(hash), quote: text, note: text,
  }),
  v.object({ type: v.literal('document'), documentId: text, page: v.pipe(v.number(), v.integer(), v.minValue(1)), quote: text, note: text }),
  v.object({
    type: v.literal('rule'), rule: text, outcome: v.picklist(['met', 'anomaly', 'no-data', 'noted']), inputs: v.array(v.object({ name: text, value: v.nullable(text) })), note: text,
  }),
]);
const judged = v.object({ itemId: text, verdict: verdictId, citations: v.array(citation), reason: text, noCitation: text, ...stamp });
/** null: evidence without a verdict so far. */
const verdict = v.object({ ...judged.entries, verdict: v.nullable(verdictId) });
const box = v.object({ x: v.number(), y: v.number(), w: v.number(), h: v.number() });
const annotation = v.object({ id: text, recordingId: text, tier: v.picklist(TIER_IDS), term: text, text, box: v.nullable(box), ...span, ...stamp });
const utterance = v.object({ id: text, recordingId: text, speaker: v.picklist(SPEAKERS), text, source: v.picklist(TRANSCRIPT_SOURCES), model: v.exactOptional(text), voice: v.exactOptional(text), edited: v.exactOptional(v.literal(true)), speakerFrom: v.exactOptional(v.literal('file')), ...span });
const incident = v.object({ id: text, clause: v.picklist(INCIDENT_CLAUSES), recordingId: v.nullable(text), atUs: v.nullable(v.number()), note: text, ...stamp });
const document = v.object({ id: text, name: text, kind: v.picklist(['pdf', 'picture']), sha256: hash, sizeBytes: v.number(), pages: v.nullable(v.number()), title: text, writtenAt: text, sort: v.exactOptional(v.picklist(DOCUMENT_SORTS)) });
const unit = v.object({ name: text, version: v.number(), revision: v.number() });
const signature = v.object({ role: v.picklist(['reviewer', 'second-reviewer']), name: text, atMs: v.number(), seq: v.number(), opinionHash: text, unit });
const adjudication = v.object({ itemId: text, verdict: verdictId, reason: text, ...stamp });

const named = v.object({ zh: text, en: text });
const question = v.object({ id: text, article: text, clause: named, duty: v.picklist(['must', 'may', 'must-not', 'scope']), title: named, satisfies: named, judge: named });

export const reviewFileSchema = v.object({
  schema: v.literal(REVIEW_SCHEMA), version: v.literal(REVIEW_VERSION), id: text, copy: v.exactOptional(text), reviewer: text, exportedAtMs: v.number(), caseNumber: text,
  recordings: v.array(v.object({ id: text, name: text, sha256: v.nullable(hash) })), unit,
  asked: v.exactOptional(v.object({ items: v.array(question), articles: v.record(text, text) })), verdicts: v.array(judged),
});

const row = <S extends v.GenericSchema>(schema: S) => v.object({ from: v.nullable(schema), to: v.nullable(schema) });
const rows = <S extends v.GenericSchema>(schema: S) => v.object({ removed: v.array(schema), added: v.array(schema) });

/** Payload of each review action by its kind. */
export const REVIEW_PAYLOADS = {
  'verdict-set': row(verdict), 'annotations-changed': rows(annotation), 'utterances-changed': rows(utterance), 'incident-changed': row(incident), 'document-changed': row(document),
  'opinion-signed': row(signature), 'other-review-changed': row(reviewFileSchema), adjudicated: row(adjudication),
} as const;
