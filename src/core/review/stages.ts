/** The steps of an enforcement activity as they were marked or spoken: what is there, what is not, and what came in another order. */
import type { RecordingId } from '../recording';
import { maySpeakForOfficers, type CueHit } from '../speech/cue-hits';
import type { TimeUs } from '../time';
import { TIER_IDS, type ChecklistItem, type StageDuty, type StageId, type StageOrder, type TierId, type UnitSettings } from '../unit/unit-settings';
import type { Annotation } from './annotation';

/** A place in the case: recordings in their order, then the second. */
export interface CasePlace {
  readonly recordingId: RecordingId;
  readonly atUs: TimeUs;
}

export interface StageEvidence extends CasePlace {
  /** A person's mark, or words that a person has still to confirm. */
  readonly by: 'mark' | 'cue';
  readonly words: string;
}

export interface StageRow {
  readonly stage: StageId;
  readonly duty: StageDuty;
  /** In case order. */
  readonly evidence: readonly StageEvidence[];
  /** Where it begins: the first mark; without one, the first cue. */
  readonly begins: StageEvidence | null;
  /** First words of its cue groups that its own cues leave out: it does not begin with them, but the order of steps knows them. */
  readonly foreshadowed: (StageEvidence & { readonly cue: string }) | null;
}

/** `then` begins before `first` does. */
export interface OrderFault {
  readonly first: StageId;
  readonly then: StageId;
  readonly firstAt: StageEvidence;
  readonly thenAt: StageEvidence;
  /** What begins there by name: the stage, or the cue by which it was foreshadowed. */
  readonly thenStep: string;
  /** A person has marked both: without that it is a hint only. */
  readonly marked: boolean;
}

export interface StageTimeline {
  readonly rows: readonly StageRow[];
  readonly orderFaults: readonly OrderFault[];
  /** Pairs of which both are known, so that their order could be compared. */
  readonly orderKnown: readonly StageOrder[];
  /** Required stages with neither mark nor cue. */
  readonly missing: readonly StageId[];
}

/** Its terms are the steps. */
export const STAGE_TIER = 'stage';
/** Tiers whose marks are a step by themselves, whatever term they have. */
const STAGE_OF_TIER: Readonly<Partial<Record<TierId, StageId>>> = { notice: 'notice', papers: 'id' };

/** The tiers that a mark speaks for: its own, and where it marks a step that marks of another tier are by themselves, that one too. */
export function tiersOf({ tier, term }: Pick<Annotation, 'tier' | 'term'>): readonly TierId[] {
  return [tier, ...(tier === STAGE_TIER ? TIER_IDS.filter((id) => STAGE_OF_TIER[id] === term) : [])];
}

/** The tier that a mark is likely meant for while an item is judged: the one that the item asks for; null where it asks for none. */
export function tierOfItem({ sources }: Pick<ChecklistItem, 'sources'>): TierId | null {
  const asked = sources.flatMap((source) => (source.from === 'annotations' ? source.tiers : []))[0];
  return asked ?? (sources.some(({ from }) => from === 'stages') ? STAGE_TIER : null);
}

/** Order of places across a case. @param recordingIds in case order */
export function byCasePlace(recordingIds: readonly RecordingId[]): (a: CasePlace, b: CasePlace) => number {
  const rank = new Map(recordingIds.map((id, at) => [id, at]));
  return (a, b) => (rank.get(a.recordingId) ?? Infinity) - (rank.get(b.recordingId) ?? Infinity) || a.atUs - b.atUs;
}

/** @param activity enforcement type of the case; one that the unit does not know makes every stage customary */
export function stageTimeline(
  unit: Pick<UnitSettings, 'stages' | 'timelines' | 'order'>, activity: string, annotations: Iterable<Annotation>, hits: readonly CueHit[], recordingIds: readonly RecordingId[],
): StageTimeline {
  const order = byCasePlace(recordingIds);
  const duties = unit.timelines.find((one) => one.activity === activity)?.stages;
  const known = new Set(recordingIds);
  const marks = [...annotations].filter(({ tier, recordingId }) => (tier === STAGE_TIER || STAGE_OF_TIER[tier] !== undefined) && known.has(recordingId));
  const rows = unit.stages.map(({ id, groups, cues }): StageRow => {
    const evidence: StageEvidence[] = [
      ...marks.filter(({ tier, term }) => (tier === STAGE_TIER ? term === id : STAGE_OF_TIER[tier] === id)).map(({ recordingId, startUs, text }): StageEvidence => ({ by: 'mark', recordingId, atUs: startUs, words: text })),
      ...hits.filter((hit) => groups.includes(hit.group) && cues?.includes(hit.cue) !== false && maySpeakForOfficers(hit)).map(({ recordingId, startUs, quote }): StageEvidence => ({ by: 'cue', recordingId, atUs: startUs, words: quote })),
    ].sort(order);
    const [foreshadowed = null] = cues === undefined ? [] : hits.filter((hit) => groups.includes(hit.group) && !cues.includes(hit.cue) && maySpeakForOfficers(hit))
      .map(({ recordingId, startUs, quote, cue }) => ({ by: 'cue' as const, recordingId, atUs: startUs, words: quote, cue })).sort(order);
    return { stage: id, duty: duties?.[id] ?? 'customary', evidence, begins: evidence.find(({ by }) => by === 'mark') ?? evidence[0] ?? null, foreshadowed };
  });
  const expected = new Map(rows.filter(({ duty }) => duty !== 'none').map((row) => [row.stage, row]));
  const orderKnown = unit.order.filter(({ first, then }) => (expected.get(first)?.begins ?? null) !== null && (expected.get(then)?.begins ?? expected.get(then)?.foreshadowed ?? null) !== null);
  const orderFaults = orderKnown.flatMap((pair: StageOrder): OrderFault[] => {
    const [firstAt, { begins, foreshadowed }] = [expected.get(pair.first)!.begins!, expected.get(pair.then)!];
    if (begins !== null && order(firstAt, begins) > 0) return [{ ...pair, firstAt, thenAt: begins, thenStep: pair.then, marked: firstAt.by === 'mark' && begins.by === 'mark' }];
    return foreshadowed !== null && order(firstAt, foreshadowed) > 0 ? [{ ...pair, firstAt, thenAt: foreshadowed, thenStep: foreshadowed.cue, marked: false }] : [];
  });
  return { rows, orderFaults, orderKnown, missing: rows.filter(({ duty, begins }) => duty === 'required' && begins === null).map(({ stage }) => stage) };
}
