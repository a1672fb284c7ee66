/** The case's fields as the form shows them: in groups, each with the kind of input that it takes. */
import { ACTIVITIES, UNSUITABLE, type CaseField } from '../../core/case';

export const FIELD_GROUPS = {
  matter: ['caseNumber', 'matter', 'party', 'place'],
  enforcement: ['activity', 'unit', 'officers', 'officerNumbers', 'startedAt', 'endedAt', 'listEntry', 'textOnly'],
  recording: ['device', 'method', 'madeAt', 'maker', 'breakNote', 'unsuitable', 'unsuitableNote'],
  storage: ['storedAt', 'storagePlace', 'keeper', 'retentionYears', 'discNumber', 'accessLog'],
  evidence: ['evidence', 'proves', 'secrecy'],
  review: ['documentNumber', 'reviewer', 'secondReviewer', 'viewing', 'rectifyBy', 'overall', 'remark'],
} as const satisfies Readonly<Record<string, readonly CaseField[]>>;
export type FieldGroup = keyof typeof FIELD_GROUPS;

/** What a field of few values may hold, beside ''. */
const CHOICES: Partial<Record<CaseField, readonly string[]>> = { activity: ACTIVITIES, unsuitable: UNSUITABLE, evidence: ['yes', 'no'], viewing: ['full', 'sampled'] };
const TIMES: ReadonlySet<CaseField> = new Set<CaseField>(['startedAt', 'endedAt', 'madeAt', 'storedAt']);
const LONG: ReadonlySet<CaseField> = new Set<CaseField>(['textOnly', 'breakNote', 'unsuitableNote', 'proves', 'accessLog', 'overall', 'remark']);
/** Kept as long as there is a case file. */
export const PERMANENT = 'permanent';

export type FieldKind = 'choice' | 'time' | 'years' | 'matter' | 'long' | 'text';

/** `matter`: one of the unit's list of matters to record. */
export function fieldKind(field: CaseField): FieldKind {
  if (CHOICES[field] !== undefined) return 'choice';
  if (TIMES.has(field)) return 'time';
  if (field === 'retentionYears') return 'years';
  if (field === 'listEntry') return 'matter';
  return LONG.has(field) ? 'long' : 'text';
}

export const choicesOf = (field: CaseField): readonly string[] => CHOICES[field] ?? [];

/** Label key of one value of a choice. */
export const choiceKey = (field: CaseField, value: string): string => `case:${field}_${value.replaceAll('-', '_')}`;

/** A stored value in the reader's words. */
export function fieldValueWords(field: CaseField, value: string, t: (key: string) => string): string {
  if (choicesOf(field).includes(value)) return t(choiceKey(field, value));
  if (fieldKind(field) === 'time') return value.replace('T', ' ');
  return field === 'retentionYears' && value === PERMANENT ? t('case-data:permanent') : value;
}

/** What was typed as a number of years: whole, or the word for permanent; null for anything else. */
export function yearsTyped(typed: string, permanentWord: string): string | null {
  const text = typed.trim();
  if (text === '' || /^[1-9]\d{0,2}$/.test(text)) return text;
  return text === permanentWord || text.toLowerCase() === PERMANENT ? PERMANENT : null;
}
