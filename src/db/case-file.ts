/** The portable case file: one versioned JSON with log, facts, findings, cited stills and signed opinions of a case, and no other media. */
import * as v from 'valibot';
import type { ActionEntry } from '../core/action-log';
import { CASE_FIELDS, EMPTY_CASE_INFO, type CaseHeader, type RecordingFacts } from '../core/case';
import type { SignedOpinion } from '../core/opinion/signed-opinion';
import { AppError } from '../core/errors';
import { faultOf, readJson, type FileFault } from '../core/file-fault';
import type { Finding } from '../core/finding';
import { readEntry } from './action-migrations';
import type { CitedStill, StoredCase } from './case-store';

/** Raised when the file's own shape changes; entries carry their own version. */
export const CASE_FILE_SCHEMA = 'zhijian.case/1';

const finding = v.looseObject({
  id: v.string(), kind: v.string(), level: v.picklist(['high', 'review', 'note']), startUs: v.number(), endUs: v.number(), confidence: v.number(),
  groups: v.array(v.string()), evidence: v.pipe(v.array(v.looseObject({ type: v.string() })), v.minLength(1)), benign: v.array(v.looseObject({ cause: v.string() })),
  disproof: v.array(v.string()), detector: v.string(), supportedBy: v.array(v.string()),
});
const facts = v.looseObject({ id: v.string(), caseId: v.string(), analysis: v.picklist(['none', 'partial', 'done', 'failed']), donePasses: v.array(v.string()) });
/** Bytes as base64; files written before stills were cited have none. */
const still = v.object({
  hash: v.string(), recordingId: v.string(), ptsUs: v.number(), ordinal: v.number(), width: v.number(), height: v.number(), type: v.picklist(['image/jpeg', 'image/png']),
  bytes: v.pipe(v.string(), v.base64(), v.transform(fromBase64)),
});
const cell = v.object({ text: v.string(), mono: v.exactOptional(v.boolean()), strong: v.exactOptional(v.boolean()) });
const pairAs = v.object({ words: v.string(), role: v.exactOptional(v.picklist(['reviewer', 'second-reviewer'])) });
const nullableText = v.nullable(v.string());
const block = v.variant('type', [
  v.object({ type: v.literal('title'), text: v.string() }),
  v.object({ type: v.literal('heading'), level: v.picklist([1, 2, 3]), text: v.string() }),
  v.object({ type: v.literal('paragraph'), text: v.string(), style: v.picklist(['normal', 'quote', 'note']), keep: v.exactOptional(v.literal(true)) }),
  v.object({ type: v.literal('pairs'), pairs: v.array(v.union([v.strictTuple([v.string(), v.string()]), v.strictTuple([v.string(), v.string(), pairAs])])), wide: v.boolean() }),
  v.object({ type: v.literal('table'), columns: v.array(v.object({ label: v.string(), width: v.number() })), rows: v.array(v.array(cell)) }),
  v.object({ type: v.literal('evidence'), hash: nullableText, caption: v.string(), lines: v.array(cell) }),
  v.object({ type: v.literal('pictures'), label: v.string(), pictures: v.array(v.object({ hash: v.string(), caption: v.string() })), note: v.string() }),
  v.object({ type: v.literal('signatures'), lines: v.array(v.object({ label: v.string(), name: nullableText, date: nullableText })), seal: v.string(), dateLabel: v.string() }),
  v.object({ type: v.literal('space'), label: v.string(), lines: v.number() }),
  v.object({ type: v.literal('page-break') }),
]);
/** Files written before opinions were kept have none. */
const opinion = v.object({
  hash: v.string(), locale: v.string(), blocks: v.array(block),
  pictures: v.array(v.object({ hash: v.string(), width: v.number(), height: v.number(), type: v.picklist(['jpg', 'png']), data: v.pipe(v.string(), v.base64(), v.transform(fromBase64)) })),
});
const fileSchema = v.object({
  schema: v.literal(CASE_FILE_SCHEMA),
  exportedAtMs: v.number(),
  case: v.object({
    id: v.string(), createdAtMs: v.number(), updatedAtMs: v.number(), recordingCount: v.number(),
    info: v.pipe(v.record(v.string(), v.string()), v.transform((info) => Object.fromEntries(CASE_FIELDS.map((field) => [field, info[field] ?? EMPTY_CASE_INFO[field]])))),
  }),
  actions: v.array(v.unknown()),
  recordings: v.array(facts),
  findings: v.record(v.string(), v.array(finding)),
  stills: v.optional(v.array(still), []),
  opinions: v.optional(v.array(opinion), []),
});

/** Pretty enough to be read by a person, stable enough to be compared. */
export function writeCaseFile(stored: StoredCase, exportedAtMs: number): string {
  const { header, entries, findings } = stored;
  return `${JSON.stringify({
    schema: CASE_FILE_SCHEMA, exportedAtMs, case: header, actions: entries, recordings: stored.facts, findings: Object.fromEntries(findings),
    stills: stored.stills.map((one) => ({ ...one, bytes: toBase64(one.bytes) })),
    opinions: stored.opinions.map((one) => ({ ...one, pictures: one.pictures.map((picture) => ({ ...picture, data: toBase64(picture.data) })) })),
  }, null, 1)}\n`;
}

/** Throws AppError case-file-unreadable for a text that is no case file of a version known here, naming the file and the place that is wrong. */
export function readCaseFile(text: string, fileName: string): { readonly stored: StoredCase; readonly exportedAtMs: number } {
  const refuse = (fault: FileFault): AppError => new AppError('case-file-unreadable', `${fault.at}: ${fault.problem}`, { fileName, fault });
  const raw = readJson(text);
  if (!raw.ok) throw refuse(raw.error);
  const parsed = v.safeParse(fileSchema, raw.value);
  // Its patterns are those of encoded bytes.
  if (!parsed.success) throw refuse(ofNewerProgram(raw.value) ?? faultOf(parsed.issues[0], { regex: 'other' }));
  const { output } = parsed;
  const entries = output.actions.map((action, at): ActionEntry => {
    const entry = readEntry(action);
    if (entry.ok) return entry.value;
    const fault = faultOf(entry.error, { regex: 'other' });
    throw refuse({ ...fault, at: `actions[${at}]${fault.at === '' ? '' : `.${fault.at}`}` });
  });
  const stored: StoredCase = {
    header: output.case as CaseHeader,
    entries,
    facts: output.recordings as unknown as readonly RecordingFacts[],
    findings: new Map(Object.entries(output.findings as unknown as Readonly<Record<string, readonly Finding[]>>)),
    stills: output.stills as readonly CitedStill[],
    opinions: output.opinions as readonly SignedOpinion[],
  };
  return { stored, exportedAtMs: output.exportedAtMs };
}

/** The number at the end of the schema's name is its version. */
function ofNewerProgram(raw: unknown): FileFault | null {
  const [name, version] = CASE_FILE_SCHEMA.split('/') as [string, string];
  const [theirs, newer] = String((raw as { readonly schema?: unknown } | null)?.schema).split('/');
  return theirs === name && Number(newer) > Number(version) ? { at: 'schema', problem: 'newer-version', detail: `${theirs}/${newer}` } : null;
}

/** Longer argument lists overflow the stack. */
const CHUNK = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += CHUNK) binary += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same case under new ids (of case, entries and recordings), so that a second copy can stand beside the first. */
export function renewIds(stored: StoredCase, newId: () => string): StoredCase {
  const ids = new Map([stored.header.id, ...stored.entries.map((entry) => entry.id), ...stored.facts.map((one) => one.id), ...stored.findings.keys(),
    ...stored.entries.flatMap((entry) => (entry.kind === 'recordings-added' ? entry.payload.recordings.map((one) => one.id) : []))].map((id) => [id, newId()]));
  const text = writeCaseFile(stored, 0).replaceAll(UUID, (id) => ids.get(id) ?? id);
  return readCaseFile(text, '').stored;
}
