/** A made-up case with a review of every kind of evidence, for tests of the opinion and of what is drawn from it. */
import { EMPTY_CASE_INFO } from '../../case';
import type { Finding } from '../../finding';
import { matchJudgements } from '../../review';
import type { CaseFindings } from '../../review/continuity';
import { remaining } from '../../review/remaining';
import { stageTimeline } from '../../review/stages';
import type { ItemVerdict } from '../../review/verdict';
import { runRules } from '../../rules/all-rules';
import type { CueHit } from '../../speech/cue-hits';
import type { Utterance } from '../../speech/utterance';
import { us } from '../../time';
import { DEFAULT_UNIT } from '../../unit/default-unit';
import type { OpinionInput } from '../opinion';

export const STILL_HASH = 'ab'.repeat(32);
const FILE = { id: 'r1', name: 'DEV7_001_20260301100000_0001.mp4', sha256: 'cd'.repeat(32), sm3: 'ef'.repeat(32) };
const START_S = Date.UTC(2026, 2, 1, 10) / 1000;

/** Words of the case in whatever language a test wants to see again. */
export interface MadeUpWords { readonly party: string; readonly quote: string; readonly reason: string; readonly abuse: string }

/** @param judgeAll whether every item has a verdict that stands */
export function madeUpCase(words: MadeUpWords, judgeAll: boolean): OpinionInput {
  const info = { ...EMPTY_CASE_INFO, caseNumber: '2026-014', activity: 'seizure', party: words.party, reviewer: 'Li', storedAt: '2026-03-02T09:00', keeper: 'Zhao', evidence: 'yes', retentionYears: '10', madeAt: '2026-03-01T10:00', viewing: 'full' };
  const cut: Finding = {
    id: 'f1', kind: 'cut', level: 'high', startUs: us(61.48e6), endUs: us(61.48e6), confidence: 0.97, groups: ['P', 'T'],
    evidence: [{ type: 'metric', metric: 'segment-gap', value: 4.5, threshold: 2, relation: '>', unit: 's', atUs: us(61.48e6) }], benign: [], disproof: [], detector: 'case/sequence', supportedBy: [],
  };
  const findings: readonly CaseFindings[] = [{ recordingId: FILE.id, findings: [cut], judged: matchJudgements([cut], [{ recordingId: FILE.id, finding: cut, decision: 'accept', note: 'seen', atMs: 1, actor: 'Li' }]) }];
  const hits: readonly CueHit[] = [
    { recordingId: FILE.id, group: 'notice', cue: 'n_full', quote: words.quote, speaker: 'officer', utteranceIds: ['u1'], from: 0, to: words.quote.length, substitutions: 0, startUs: us(3e6), endUs: us(5e6) },
    { recordingId: FILE.id, group: 'bad', cue: 'u_abuse', quote: words.abuse, speaker: 'party', utteranceIds: ['u2'], from: 0, to: words.abuse.length, substitutions: 0, startUs: us(90e6), endUs: us(91e6) },
  ];
  const utterances: readonly Utterance[] = hits.map((hit, i) => ({ id: `u${i + 1}`, recordingId: FILE.id, speaker: hit.speaker, text: hit.quote, source: 'typed', startUs: hit.startUs, endUs: hit.endUs }));
  const document = { id: 'd1', name: 'record.pdf', kind: 'pdf' as const, sha256: '12'.repeat(32), sizeBytes: 9, pages: 3, title: '', writtenAt: '2026-03-01T11:00' };
  const cited: ItemVerdict = {
    itemId: 'art14-1-notice', verdict: 'minor', reason: words.reason, noCitation: '', atMs: 5, actor: 'Li',
    citations: [
      { type: 'recording', recordingId: FILE.id, ptsUs: us(3.48e6), endUs: null, ordinal: 87, stillHash: STILL_HASH, quote: words.quote, note: '' },
      { type: 'document', documentId: 'd1', page: 2, quote: '', note: 'time differs' },
    ],
  };
  const others = judgeAll ? DEFAULT_UNIT.checklist.filter(({ id }) => id !== cited.itemId).map((item): ItemVerdict => ({ itemId: item.id, verdict: 'conform', reason: '', noCitation: 'seen in whole', citations: [], atMs: 5, actor: 'Li' })) : [];
  const verdicts = new Map([cited, ...others].map((verdict) => [verdict.itemId, verdict]));
  const things = { recordingIds: new Set([FILE.id]), withPicture: new Set([FILE.id]), documentIds: new Set(['d1']) };
  const recording = { id: FILE.id, name: FILE.name, hashes: { sha256: FILE.sha256, sm3: FILE.sm3 }, analysis: 'done' as const, startS: START_S, endS: START_S + 1800, clockMinusContainerS: 0 };
  return {
    info, unit: DEFAULT_UNIT, productVersion: '0.1.0', asOfMs: Date.UTC(2026, 2, 3), findings, hits, utterances, incidents: [], documents: [document], signatures: [], otherReviews: [], adjudications: new Map(),
    files: [{ ...FILE, durationUs: us(1800e6), sizeBytes: 123456, startS: START_S, endS: START_S + 1800, passes: ['packet', 'frame'], passVersions: { frame: 0xabc } }],
    remaining: remaining(DEFAULT_UNIT.checklist, verdicts, things, findings), stages: stageTimeline(DEFAULT_UNIT, 'seizure', [], hits, [FILE.id]),
    neighbours: [],
    opening: { says: 'opening-first', values: { start: '00:00:00.000', sound: '00:00:03.000', notice: '00:00:03.000' }, places: [{ from: 'opening', what: 'notice', recordingId: FILE.id, startUs: us(3e6), endUs: us(5e6), words: words.quote, box: null, refId: '' }] },
    rules: runRules({ info, rules: DEFAULT_UNIT.rules, recordedMatters: [], recordings: [recording], incidents: [], documents: [document] }),
  };
}
