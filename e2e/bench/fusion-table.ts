/** Counts how often drafts of each detector, kind and strength were right on labelled recordings, and turns the counts into likelihood ratios. Pure. */
import type { FindingDraft } from '../../src/core/finding';
import { isOriginKind } from '../../src/core/finding';
import { SPEAKS_WHEN_ASKED } from '../../src/engine/corroboration/sound-at-places';
import { ratioKey, type EvidenceTable } from '../../src/engine/fusion/evidence-ratio';

export interface LabelledEvent {
  readonly type: string;
  readonly boundariesUs: readonly number[];
  /** Kinds that describe the event rightly. */
  readonly accept: readonly string[];
}

export interface LabelledClip {
  readonly file: string;
  /** The source camera: what is left out as a whole. */
  readonly source: string;
  readonly durationUs: number;
  readonly events: readonly LabelledEvent[];
  readonly drafts: readonly FindingDraft[];
}

export interface Count {
  /** Events at which such a draft was. */
  right: number;
  /** Events that such a draft could have described, or did touch. */
  events: number;
  /** Such drafts away from every event. */
  wrong: number;
  /** Recording away from every event, minutes. */
  minutes: number;
}

/** As the corpus's scorer: a draft within half a second of a boundary, or inside the event, speaks of it. */
const TOLERANCE_US = 500_000;
/** Jeffreys' prior: half an observation on each side keeps an empty count from being taken for impossible. */
const PRIOR = 0.5;
const US_PER_MINUTE = 60e6;
/** What a reviewer watches around a finding, seconds. Between 5 and 20 no level of the labelled recordings changes but two. */
const WATCHED_S = 10;

const spanOf = (event: LabelledEvent): readonly [number, number] =>
  [Math.min(...event.boundariesUs) - TOLERANCE_US, Math.max(...event.boundariesUs) + TOLERANCE_US];

const overlaps = (draft: FindingDraft, event: LabelledEvent): boolean => {
  const [from, to] = spanOf(event);
  return draft.startUs <= to && draft.endUs >= from;
};

/** Minutes of the clip that no event covers. */
function quietMinutes(clip: LabelledClip): number {
  const covered = clip.events.reduce((sum, event) => {
    const [from, to] = spanOf(event);
    return sum + Math.max(0, Math.min(to, clip.durationUs) - Math.max(0, from));
  }, 0);
  return Math.max(0, clip.durationUs - covered) / US_PER_MINUTE;
}

/** Drafts of integrity, told without being asked: traces of origin speak of whole files and are never weighed. */
export function countDrafts(clips: readonly LabelledClip[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  const minutes = clips.reduce((sum, clip) => sum + quietMinutes(clip), 0);
  const kindOf = new Map<string, string>();
  for (const clip of clips) {
    for (const draft of clip.drafts) {
      if (isOriginKind(draft.kind) || SPEAKS_WHEN_ASKED.has(draft.detector)) continue;
      kindOf.set(ratioKey(draft), draft.kind);
    }
  }
  for (const [key, kind] of kindOf) {
    const count: Count = { right: 0, events: 0, wrong: 0, minutes };
    for (const clip of clips) {
      const mine = clip.drafts.filter((draft) => ratioKey(draft) === key);
      for (const event of clip.events) {
        const touched = mine.some((draft) => overlaps(draft, event));
        if (touched) count.right++;
        if (touched || event.accept.includes(kind)) count.events++;
      }
      count.wrong += mine.filter((draft) => !clip.events.some((event) => overlaps(draft, event))).length;
    }
    counts.set(key, count);
  }
  return counts;
}

/** Chance of such a draft at an edit that it can describe, against its chance in a watched stretch of footage without one; nats. */
export function ratioOf(count: Count): number {
  const atEdits = (count.right + PRIOR) / (count.events + 2 * PRIOR);
  const aStretch = (count.wrong + PRIOR) / ((count.minutes * 60) / WATCHED_S + 2 * PRIOR);
  return Math.log(atEdits / aStretch);
}

/** The table that fusion reads. */
export function evidenceTable(clips: readonly LabelledClip[]): EvidenceTable {
  return Object.fromEntries([...countDrafts(clips)]
    .map(([key, count]) => [key, { llr: Math.round(ratioOf(count) * 100) / 100, observed: count.right + count.wrong }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)));
}
