/** What a computable rule of the regulation is given and what it says: an outcome with every input shown, and never a conclusion. */
import type { AnalysisState, CaseField, CaseInfo } from '../case';
import type { AttachedDocument } from '../review/documents';
import type { Incident } from '../review/incidents';
import type { FileHashes, RecordingId } from '../recording';
import type { RuleId } from '../unit/rule-ids';
import type { UnitRules } from '../unit/unit-settings';

/** met: the computation found nothing against it · anomaly: a person must look · no-data: an input is missing · noted: inputs are shown, nothing is computed. */
export type RuleOutcome = 'met' | 'anomaly' | 'no-data' | 'noted';

/** One input as it was used. `name` is a case field (label `case:field_<name>`) or another label key `rules:input_<name with - as _>`. */
export interface RuleInput {
  readonly name: CaseField | 'last-segment-end' | 'due' | 'recordings' | 'recorded-span' | 'incidents' | 'documents' | 'document-differences' | 'document-hours' | 'unit-retention-years' | 'storage-hours' | 'expires' | 'clock-offset' | 'hashed' | 'unreadable' | 'class-mark';
  readonly field: boolean;
  /** null: missing. */
  readonly value: string | null;
}

export interface RuleResult {
  readonly rule: RuleId;
  readonly outcome: RuleOutcome;
  /** Label key of the sentence (`rules:says_<name with - as _>`); it takes `values`. */
  readonly says: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly inputs: readonly RuleInput[];
  /** Case fields that must be filled in before the rule can say anything. */
  readonly missing: readonly CaseField[];
}

export interface RuleRecording {
  readonly id: RecordingId;
  readonly name: string;
  readonly hashes: FileHashes | null;
  readonly analysis: AnalysisState;
  /** Wall clock of the device, seconds since 1970 as if local time were UTC; null where the name tells none. */
  readonly startS: number | null;
  readonly endS: number | null;
  /** Clock on screen minus container time, seconds; null where either is unknown. */
  readonly clockMinusContainerS: number | null;
}

export interface RuleFacts {
  readonly info: CaseInfo;
  readonly rules: UnitRules;
  readonly recordedMatters: readonly string[];
  readonly recordings: readonly RuleRecording[];
  readonly incidents: readonly Incident[];
  readonly documents: readonly AttachedDocument[];
}

/** A field's value as an input; '' counts as missing. */
export const fieldInput = (info: CaseInfo, name: CaseField): RuleInput => ({ name, field: true, value: info[name].trim() === '' ? null : info[name].trim() });
export const otherInput = (name: Exclude<RuleInput['name'], CaseField>, value: string | number | null): RuleInput => ({ name, field: false, value: value === null ? null : String(value) });

export const missingFields = (inputs: readonly RuleInput[]): readonly CaseField[] => inputs.flatMap(({ name, field, value }) => (field && value === null ? [name as CaseField] : []));

export function ruleResult(rule: RuleId, outcome: RuleOutcome, says: string, inputs: readonly RuleInput[], values: RuleResult['values'] = {}): RuleResult {
  return { rule, outcome, says, values, inputs, missing: outcome === 'no-data' ? missingFields(inputs) : [] };
}
