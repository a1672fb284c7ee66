/** Reviews as files: reading one, and a case for a second reviewer that shows nothing of the first one's review. */
import * as v from 'valibot';
import type { ActionEntry } from '../core/action-log';
import type { CaseField, CaseInfo } from '../core/case';
import { AppError } from '../core/errors';
import { faultOf, readJson, type FileFault } from '../core/file-fault';
import { isReviewAction } from '../core/review/review-log';
import type { Utterance } from '../core/speech/utterance';
import { REVIEW_VERSION, type ReviewFile } from '../core/two-reviewers/review-file';
import type { StoredCase } from './case-store';
import { reviewFileSchema } from './review-schemas';

export function writeReviewFile(review: ReviewFile): string {
  return `${JSON.stringify(review, null, 1)}\n`;
}

/** Throws AppError review-file-unreadable, naming the file and the place that is wrong, for what is no review of a version known here. */
export function readReviewFile(text: string, fileName: string): ReviewFile {
  const refuse = (fault: FileFault): AppError => new AppError('review-file-unreadable', `${fault.at}: ${fault.problem}`, { fileName, fault });
  const raw = readJson(text);
  if (!raw.ok) throw refuse(raw.error);
  const version = (raw.value as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > REVIEW_VERSION) throw refuse({ at: 'version', problem: 'newer-version', detail: String(version) });
  const parsed = v.safeParse(reviewFileSchema, raw.value);
  // Its one pattern is that of a hash.
  if (!parsed.success) throw refuse(faultOf(parsed.issues[0], { regex: 'other' }));
  return parsed.output as unknown as ReviewFile;
}

/** Work on the case's material, which a second reviewer needs and which tells no opinion. */
const MATERIAL: ReadonlySet<ActionEntry['kind']> = new Set(['utterances-changed', 'document-changed']);
const OPINION: ReadonlySet<ActionEntry['kind']> = new Set(['finding-judged', 'finding-noted']);
/** What a first reviewer concludes is not case data, nor how it was viewed; a time limit tells that there are defects. */
const OWN_FIELDS: ReadonlySet<string> = new Set<CaseField>(['reviewer', 'secondReviewer', 'viewing', 'rectifyBy', 'overall', 'remark', 'documentNumber']);

/** Who speaks is what the first reviewer heard, unless it only follows from the imported file; on it turn civil speech and the incidents of Article 18. */
const unheard = (rows: readonly Utterance[]): readonly Utterance[] => rows.map((row) => (row.speakerFrom === 'file' ? row : { ...row, speaker: 'unknown' }));

/** An entry as anyone might have made it: nobody's name, and of case data and transcripts what is not an opinion. */
function unsigned(entry: ActionEntry): ActionEntry {
  const nobody = { ...entry, actor: '' };
  if (nobody.kind === 'case-created') return { ...nobody, payload: { info: withoutOwn(nobody.payload.info) } };
  if (nobody.kind === 'utterances-changed') return { ...nobody, payload: { removed: unheard(nobody.payload.removed), added: unheard(nobody.payload.added) } };
  return nobody;
}

/**
 * Recordings, findings, case data, documents and transcripts without verdicts, judgements, marks, speakers that a person has set, incidents or signatures,
 * and without the first reviewer's name; the numbers of the log are given anew.
 */
export function blindCopy(stored: StoredCase): StoredCase {
  const hidden = (entry: ActionEntry): boolean => (
    OPINION.has(entry.kind) || (isReviewAction(entry) && !MATERIAL.has(entry.kind)) || (entry.kind === 'case-edited' && OWN_FIELDS.has(entry.payload.field)));
  const gone = new Set(stored.entries.filter(hidden).map(({ id }) => id));
  const kept = stored.entries.filter((entry) => !gone.has(entry.id) && !((entry.kind === 'undone' || entry.kind === 'redone') && gone.has(entry.payload.target)));
  return { ...stored, stills: [], opinions: [], header: { ...stored.header, info: withoutOwn(stored.header.info) }, entries: kept.map((entry, at) => ({ ...unsigned(entry), seq: at + 1 })) };
}

const withoutOwn = (info: CaseInfo): CaseInfo => Object.fromEntries(Object.entries(info).map(([field, value]) => [field, OWN_FIELDS.has(field) ? '' : value])) as CaseInfo;
