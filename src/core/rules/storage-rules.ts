/** Articles 16 to 18: stored within 24 hours, labelled, kept by a named person, and for how long. */
import type { IncidentClause } from '../review/incidents';
import { localSeconds, localText, yearsLater } from './local-time';
import { fieldInput, missingFields, otherInput, ruleResult, type RuleFacts, type RuleResult } from './rule';

/** End of the activity's last segment: the latest end on the device's clock, else what the ledger says. */
function lastEndS({ recordings, info }: RuleFacts): number | null {
  const ends = recordings.flatMap(({ endS }) => (endS === null ? [] : [endS]));
  return ends.length > 0 ? Math.max(...ends) : localSeconds(info.endedAt);
}

/** due = end of the last segment + 24 h by the clock; the stored time comes from the ledger, never from a file's own times. */
export function storage24h(facts: RuleFacts): RuleResult {
  const { info, rules } = facts;
  const endS = lastEndS(facts);
  const storedS = localSeconds(info.storedAt);
  const dueS = endS === null ? null : endS + rules.storageHours * 3600;
  const inputs = [
    otherInput('last-segment-end', endS === null ? null : localText(endS)), otherInput('storage-hours', rules.storageHours), otherInput('due', dueS === null ? null : localText(dueS)),
    ...(endS === null ? [fieldInput(info, 'endedAt')] : []), fieldInput(info, 'storedAt'),
  ];
  if (endS === null || dueS === null) return { ...ruleResult('storage-24h', 'no-data', 'storage_no_end', inputs), missing: storedS === null ? ['endedAt', 'storedAt'] : ['endedAt'] };
  if (storedS === null) return { ...ruleResult('storage-24h', 'no-data', 'storage_no_time', inputs), missing: ['storedAt'] };
  const late = storedS > dueS;
  // Rounded away from the limit and from the end: what is seconds late must not read as just in time, nor what is seconds early as at once.
  const total = (late || storedS < endS ? Math.ceil : Math.floor)(Math.abs(storedS - endS) / 60);
  const length = { hours: Math.floor(total / 60), minutes: total % 60 };
  if (storedS < endS) return ruleResult('storage-24h', 'anomaly', 'storage_before_end', inputs, length);
  return late ? ruleResult('storage-24h', 'anomaly', 'storage_late', inputs, length) : ruleResult('storage-24h', 'met', 'storage_within', inputs, length);
}

/** Case number, method, time and maker; what it proves, too, where the recording is evidence. */
export function label({ info }: RuleFacts): RuleResult {
  const inputs = (['caseNumber', 'method', 'madeAt', 'maker', 'evidence', ...(info.evidence === 'yes' ? ['proves' as const] : [])] as const).map((name) => fieldInput(info, name));
  const missing = missingFields(inputs);
  if (missing.length > 0) return ruleResult('label', 'no-data', 'label_missing', inputs, { count: missing.length });
  if (localSeconds(info.madeAt) === null) return ruleResult('label', 'anomaly', 'label_time_unreadable', inputs, { value: info.madeAt });
  return ruleResult('label', 'met', 'label_complete', inputs);
}

export function keeper({ info }: RuleFacts): RuleResult {
  const inputs = [fieldInput(info, 'keeper'), fieldInput(info, 'storagePlace')];
  return info.keeper.trim() === '' ? { ...ruleResult('keeper', 'no-data', 'keeper_missing', inputs), missing: ['keeper'] } : ruleResult('keeper', 'met', 'keeper_named', inputs, { name: info.keeper.trim() });
}

/** The longest wins: an Article 18 case has no expiry; else evidence follows the case file; else the unit's own setting. Never says that something may be deleted. */
export function retention({ info, rules, incidents }: RuleFacts): RuleResult {
  const inputs = [
    otherInput('incidents', incidents.length), fieldInput(info, 'evidence'), fieldInput(info, 'retentionYears'), otherInput('unit-retention-years', rules.retentionYears), fieldInput(info, 'madeAt'),
  ];
  if (incidents.length > 0) return ruleResult('retention', 'met', 'retention_long_term', inputs, { count: incidents.length });
  if (info.evidence === '') return { ...ruleResult('retention', 'no-data', 'retention_ask_evidence', inputs), missing: ['evidence'] };
  const evidence = info.evidence === 'yes';
  if (evidence && info.retentionYears.trim() === 'permanent') return ruleResult('retention', 'met', 'retention_permanent', inputs);
  const years = evidence ? wholeYears(info.retentionYears) : rules.retentionYears;
  if (years === null) return { ...ruleResult('retention', 'no-data', evidence ? 'retention_ask_years' : 'retention_unit_unset', inputs), missing: evidence ? ['retentionYears'] : [] };
  const madeS = localSeconds(info.madeAt);
  if (madeS === null) return { ...ruleResult('retention', 'no-data', 'retention_ask_made', inputs, { years }), missing: ['madeAt'] };
  const expires = yearsLater(madeS, years);
  return ruleResult('retention', 'met', evidence ? 'retention_with_file' : 'retention_by_unit', [...inputs, otherInput('expires', expires)], { years, expires });
}

/** An incident of this clause asks for a disc or the like. */
export function longTerm({ info, incidents }: RuleFacts, clause: IncidentClause): RuleResult {
  const rule = `long-term-${clause}` as const;
  const count = incidents.filter((one) => one.clause === clause).length;
  const inputs = [otherInput('incidents', count), fieldInput(info, 'discNumber')];
  if (count === 0) return ruleResult(rule, 'noted', 'long_term_none', inputs);
  if (info.discNumber.trim() === '') return { ...ruleResult(rule, 'no-data', 'long_term_ask_disc', inputs, { count }), missing: ['discNumber'] };
  return ruleResult(rule, 'met', 'long_term_kept', inputs, { count, disc: info.discNumber.trim() });
}

function wholeYears(written: string): number | null {
  const match = /^(\d{1,3})$/.exec(written.trim());
  return match === null || Number(match[1]) === 0 ? null : Number(match[1]);
}
