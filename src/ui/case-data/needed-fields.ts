/** Which fields computable rules still ask for, and in whose words. */
import type { CaseField } from '../../core/case';
import type { RuleResult } from '../../core/rules/rule';

/** Sentences of the rules by the field that each misses; every sentence once a field. @param says a rule's sentence */
export function neededFields(rules: Iterable<RuleResult>, says: (rule: RuleResult) => string): ReadonlyMap<CaseField, readonly string[]> {
  const needed = new Map<CaseField, Set<string>>();
  for (const rule of rules) for (const field of rule.missing) needed.set(field, (needed.get(field) ?? new Set()).add(says(rule)));
  return new Map([...needed].map(([field, sentences]) => [field, [...sentences]]));
}
