/** Articles 7, 10, 11, 14(2), 15 and 19 to 21: what can be computed from the case's data, its files and its documents. */
import type { RuleId } from '../unit/rule-ids';
import { localSeconds, localText } from './local-time';
import { againstRecordings, apartText } from './written-time';
import { fieldInput, missingFields, otherInput, ruleResult, type RuleFacts, type RuleResult } from './rule';

/** The container writes UTC, the clock shows local time: exactly eight hours, give or take a device's own drift. */
const UTC_OFFSET_S = 8 * 3600;
/** A device's clock within 3 s a day, looked at after a month without setting it. */
const CLOCK_DRIFT_S = 90;

function byField(rule: RuleId, facts: RuleFacts, name: Parameters<typeof fieldInput>[1], missing: string, present: string): RuleResult {
  const inputs = [fieldInput(facts.info, name)];
  return missingFields(inputs).length > 0 ? ruleResult(rule, 'no-data', missing, inputs) : ruleResult(rule, 'noted', present, inputs, { value: facts.info[name].trim() });
}

/** Whether the device that the case names stands in the names of its files. */
export function deviceNamed({ info, recordings }: RuleFacts): RuleResult {
  const device = info.device.trim();
  const inputs = [fieldInput(info, 'device'), otherInput('recordings', recordings.length)];
  if (device === '') return ruleResult('device-named', 'no-data', 'device_missing', inputs);
  if (recordings.length === 0) return ruleResult('device-named', 'no-data', 'device_no_recordings', inputs);
  const others = recordings.filter(({ name }) => !name.includes(device));
  return others.length === 0
    ? ruleResult('device-named', 'met', 'device_in_names', inputs, { device })
    : ruleResult('device-named', 'anomaly', 'device_not_in_names', inputs, { device, count: others.length, names: others.map(({ name }) => name).join(', ') });
}

export function listEntry({ info, recordedMatters }: RuleFacts): RuleResult {
  const inputs = [fieldInput(info, 'listEntry')];
  if (recordedMatters.length === 0) return { ...ruleResult('list-entry', 'no-data', 'list_not_configured', inputs), missing: [] };
  if (info.listEntry === '') return ruleResult('list-entry', 'no-data', 'list_not_chosen', inputs);
  return recordedMatters.includes(info.listEntry) ? ruleResult('list-entry', 'met', 'list_chosen', inputs, { value: info.listEntry }) : ruleResult('list-entry', 'anomaly', 'list_unknown', inputs, { value: info.listEntry });
}

/** Times written in the documents against the time of the recordings. */
export function documentTimes({ documents, recordings, rules }: RuleFacts): RuleResult {
  const hours = rules.documentHours;
  const times = documents.flatMap(({ name, writtenAt }) => { const s = localSeconds(writtenAt); return s === null ? [] : [{ name, writtenAt, s }]; });
  const spans = recordings.flatMap(({ startS, endS }) => (startS === null || endS === null ? [] : [{ startS, endS }]));
  const apartBy = times.flatMap(({ name, writtenAt }) => { const told = againstRecordings(writtenAt, spans); return told === null ? [] : [`${name} ${apartText(told)}`]; });
  const starts = recordings.flatMap(({ startS }) => (startS === null ? [] : [startS]));
  const ends = recordings.flatMap(({ endS }) => (endS === null ? [] : [endS]));
  const inputs = [otherInput('documents', times.length === 0 ? null : times.map(({ name, s }) => `${name} ${localText(s)}`).join(', ')), otherInput('recorded-span', starts.length === 0 || ends.length === 0 ? null : `${localText(Math.min(...starts))} – ${localText(Math.max(...ends))}`), otherInput('document-differences', apartBy.length === 0 ? null : apartBy.join(', ')), otherInput('document-hours', hours)];
  if (times.length === 0 || starts.length === 0 || ends.length === 0) return ruleResult('document-times', 'no-data', 'document_times_missing', inputs);
  const [from, to] = [Math.min(...starts) - hours * 3600, Math.max(...ends) + hours * 3600];
  const apart = times.filter(({ s }) => s < from || s > to);
  return apart.length === 0 ? ruleResult('document-times', 'met', 'document_times_fit', inputs, { hours }) : ruleResult('document-times', 'anomaly', 'document_times_apart', inputs, { hours, names: apart.map(({ name }) => name).join(', ') });
}

/** Text alone is not enough where Article 12 asks for the whole process. */
export function textOnly(facts: RuleFacts): RuleResult {
  const { info, rules, recordings } = facts;
  const inputs = [fieldInput(info, 'activity'), fieldInput(info, 'textOnly'), otherInput('recordings', recordings.length)];
  if (info.textOnly.trim() === '') return ruleResult('text-only', 'noted', 'text_only_not_claimed', inputs);
  return rules.sampling.alwaysActivities.includes(info.activity) ? ruleResult('text-only', 'anomaly', 'text_only_article12', inputs) : ruleResult('text-only', 'noted', 'text_only_claimed', inputs, { value: info.textOnly.trim() });
}

/** The clock on screen against the container's time; eight hours exactly is UTC taken for local time. */
export function clockOffset({ recordings }: RuleFacts): RuleResult {
  const known = recordings.flatMap(({ name, clockMinusContainerS: s }) => (s === null ? [] : [{ name, s }]));
  const inputs = [otherInput('clock-offset', known.length === 0 ? null : known.map(({ name, s }) => `${name} ${Math.round(s)} s`).join(', '))];
  if (known.length === 0) return ruleResult('clock-offset', 'no-data', 'clock_unknown', inputs);
  const utc = (s: number): boolean => Math.abs(Math.abs(s) - UTC_OFFSET_S) <= CLOCK_DRIFT_S;
  const off = known.filter(({ s }) => Math.abs(s) > CLOCK_DRIFT_S && !utc(s));
  if (off.length > 0) return ruleResult('clock-offset', 'anomaly', 'clock_off', inputs, { count: off.length, names: off.map(({ name }) => name).join(', ') });
  return ruleResult('clock-offset', 'met', known.some(({ s }) => utc(s)) ? 'clock_utc' : 'clock_fits', inputs);
}

/** Article 15: the person says which situation there was; a note must say what was not recorded and why. */
export function unsuitable({ info }: RuleFacts, kind: 'explosive' | 'secret' | 'other'): RuleResult {
  const rule = `unsuitable-${kind}` as const;
  const inputs = [fieldInput(info, 'unsuitable'), fieldInput(info, 'unsuitableNote')];
  if (info.unsuitable === '') return { ...ruleResult(rule, 'no-data', 'unsuitable_ask', inputs), missing: ['unsuitable'] };
  if (info.unsuitable !== kind) return ruleResult(rule, 'noted', 'unsuitable_not_this', inputs);
  return info.unsuitableNote.trim() === '' ? { ...ruleResult(rule, 'no-data', 'unsuitable_no_note', inputs), missing: ['unsuitableNote'] } : ruleResult(rule, 'noted', 'unsuitable_noted', inputs, { note: info.unsuitableNote.trim() });
}

export const accessLog = (facts: RuleFacts): RuleResult => byField('access-log', facts, 'accessLog', 'access_none', 'access_noted');
export const secrecy = (facts: RuleFacts): RuleResult => byField('secrecy', facts, 'secrecy', 'secrecy_missing', 'secrecy_marked');
export const caseNumber = (facts: RuleFacts): RuleResult => byField('case-number', facts, 'caseNumber', 'case_number_missing', 'case_number_given');

export function recordingsJoined({ info, recordings }: RuleFacts): RuleResult {
  const inputs = [fieldInput(info, 'caseNumber'), otherInput('recordings', recordings.length)];
  if (recordings.length === 0) return ruleResult('recordings-joined', 'anomaly', 'recordings_none', inputs);
  return info.caseNumber.trim() === '' ? ruleResult('recordings-joined', 'no-data', 'recordings_no_case', inputs) : ruleResult('recordings-joined', 'met', 'recordings_joined', inputs, { count: recordings.length });
}

/** Hashes make a later change visible; they say nothing of an earlier one. */
export function originalsHashed({ recordings }: RuleFacts): RuleResult {
  const hashed = recordings.filter(({ hashes }) => hashes !== null).length;
  const inputs = [otherInput('recordings', recordings.length), otherInput('hashed', hashed)];
  return recordings.length === 0 || hashed < recordings.length
    ? ruleResult('originals-hashed', 'no-data', 'hashes_missing', inputs, { count: recordings.length - hashed })
    : ruleResult('originals-hashed', 'noted', 'hashes_complete', inputs, { count: hashed });
}

export function filesReadable({ recordings }: RuleFacts): RuleResult {
  const broken = recordings.filter(({ analysis }) => analysis === 'failed');
  const waiting = recordings.filter(({ analysis }) => analysis === 'none' || analysis === 'partial').length;
  const inputs = [otherInput('recordings', recordings.length), otherInput('unreadable', broken.length)];
  if (broken.length > 0) return ruleResult('files-readable', 'anomaly', 'files_unreadable', inputs, { count: broken.length, names: broken.map(({ name }) => name).join(', ') });
  return recordings.length === 0 || waiting > 0 ? ruleResult('files-readable', 'no-data', 'files_not_analysed', inputs, { count: waiting }) : ruleResult('files-readable', 'met', 'files_readable', inputs, { count: recordings.length });
}
