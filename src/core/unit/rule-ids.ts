/** Ids of the computable rules: the checklist of a unit's settings refers to them, `core/rules` computes them. */

export const RULE_IDS = [
  'device-named', 'list-entry', 'document-times', 'text-only', 'clock-offset', 'unsuitable-explosive', 'unsuitable-secret', 'unsuitable-other',
  'storage-24h', 'label', 'keeper', 'retention', 'long-term-1', 'long-term-2', 'long-term-3', 'long-term-4', 'access-log', 'secrecy',
  'recordings-joined', 'originals-hashed', 'case-number', 'files-readable',
] as const;
export type RuleId = (typeof RULE_IDS)[number];
