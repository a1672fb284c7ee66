/** Every computable rule over the facts of a case, by id. */
import { accessLog, caseNumber, clockOffset, deviceNamed, documentTimes, filesReadable, listEntry, originalsHashed, recordingsJoined, secrecy, textOnly, unsuitable } from './file-rules';
import type { RuleFacts, RuleResult } from './rule';
import type { RuleId } from '../unit/rule-ids';
import { keeper, label, longTerm, retention, storage24h } from './storage-rules';

const RULES: Readonly<Record<RuleId, (facts: RuleFacts) => RuleResult>> = {
  'device-named': deviceNamed, 'list-entry': listEntry, 'document-times': documentTimes, 'text-only': textOnly, 'clock-offset': clockOffset,
  'unsuitable-explosive': (facts) => unsuitable(facts, 'explosive'), 'unsuitable-secret': (facts) => unsuitable(facts, 'secret'), 'unsuitable-other': (facts) => unsuitable(facts, 'other'),
  'storage-24h': storage24h, label, keeper, retention,
  'long-term-1': (facts) => longTerm(facts, 1), 'long-term-2': (facts) => longTerm(facts, 2), 'long-term-3': (facts) => longTerm(facts, 3), 'long-term-4': (facts) => longTerm(facts, 4),
  'access-log': accessLog, secrecy, 'recordings-joined': recordingsJoined, 'originals-hashed': originalsHashed, 'case-number': caseNumber, 'files-readable': filesReadable,
};

export function runRule(id: RuleId, facts: RuleFacts): RuleResult {
  return RULES[id](facts);
}

export function runRules(facts: RuleFacts): ReadonlyMap<RuleId, RuleResult> {
  return new Map((Object.keys(RULES) as RuleId[]).map((id) => [id, RULES[id](facts)]));
}
