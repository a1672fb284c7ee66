/** Setting, choosing and changing annotations: marks set while playing, ends moved to the playhead, many at once. Every change is one entry of the log. */
import { annotationOrder, liveMarkUs, type Annotation, type AnnotationPatch } from '../core/review/annotation';
import type { Box01 } from '../core/finding';
import type { RecordingId } from '../core/recording';
import type { TimeUs } from '../core/time';
import type { TierId } from '../core/unit/unit-settings';
import type { CaseLog } from './case-log.svelte';
import type { CaseReview } from './case-review.svelte';
import type { Env } from './env';
import type { Selection } from './selection.svelte';
import type { Unit } from './unit.svelte';

export interface MarksDeps {
  readonly caseReview: CaseReview;
  readonly log: CaseLog;
  readonly unit: Unit;
  readonly selection: Selection;
  readonly env: Env;
}

const NONE: ReadonlySet<string> = new Set();

export class Marks {
  readonly #deps: MarksDeps;
  #chosen = $state.raw<ReadonlySet<string>>(NONE);
  /** The mark just set, which a key may still give its tier and term. */
  #freshId = $state<string | null>(null);
  /** A mark is on its way to disk: keys that follow at once are meant for it. */
  #setting = $state(0);
  /** What the next mark starts with: whoever marks signs marks many. */
  #last = $state.raw<{ readonly tier: TierId; readonly term: string }>({ tier: 'note', term: '' });
  /** The same while an item of the checklist is judged: first what the item asks for. */
  #forItem = $state.raw<{ readonly tier: TierId; readonly term: string } | null>(null);
  /** Ids as a list shows them; stepping follows what the reader sees. */
  #listed: readonly string[] | null = null;

  readonly #all = $derived.by((): readonly Annotation[] => {
    const { state } = this.#deps.log;
    return annotationOrder(state.annotations.values(), state.recordings.map(({ id }) => id));
  });

  constructor(deps: MarksDeps) {
    this.#deps = deps;
  }

  /** Of the case, in its order. */
  get all(): readonly Annotation[] { return this.#all; }
  get chosenIds(): ReadonlySet<string> { return this.#chosen; }
  get chosen(): readonly Annotation[] { return this.#chosen.size === 0 ? [] : this.#all.filter(({ id }) => this.#chosen.has(id)); }
  /** The one that is chosen; null for none or several. */
  get one(): Annotation | null { return this.#chosen.size === 1 ? (this.#deps.log.state.annotations.get([...this.#chosen][0]!) ?? null) : null; }
  get fresh(): Annotation | null { return this.#freshId === null ? null : (this.#deps.log.state.annotations.get(this.#freshId) ?? null); }
  get setting(): boolean { return this.#setting > 0; }
  get readOnly(): boolean { return this.#deps.caseReview.readOnly; }

  setListed(ids: readonly string[] | null): void {
    this.#listed = ids;
  }

  /** While an item is judged, marks begin with the tier that it asks for; null: no item is, or it asks for none. */
  startWith(tier: TierId | null): void {
    this.#forItem = tier === null ? null : { tier, term: '' };
  }

  choose(ids: Iterable<string>): void {
    this.#chosen = new Set(ids);
  }

  /** Chooses it and asks for its place. */
  open(id: string): void {
    const annotation = this.#deps.log.state.annotations.get(id);
    if (annotation === undefined) return;
    this.choose([id]);
    this.#deps.selection.show(annotation.recordingId, annotation.startUs);
  }

  /** To the one before or after; false where there is none. */
  step(direction: 1 | -1): boolean {
    const ids = this.#listed ?? this.#all.map(({ id }) => id);
    const at = ids.findIndex((id) => this.#chosen.has(id));
    const next = ids[at < 0 ? (direction > 0 ? 0 : ids.length - 1) : at + direction];
    if (next === undefined) return false;
    this.open(next);
    return true;
  }

  /** A point where what was seen or heard lies: a reaction before the playhead. @param rate of playback, 0 when paused */
  async markNow(recordingId: RecordingId, playheadUs: TimeUs, rate: number): Promise<void> {
    const atUs = liveMarkUs(playheadUs, this.#deps.unit.current.reactionLagMs, rate) as TimeUs;
    await this.#add(recordingId, atUs);
  }

  /** Moves an end of the chosen one to the time, the other with it where they would cross; with none chosen, a start begins a new one. */
  async setEdge(edge: 'start' | 'end', recordingId: RecordingId, timeUs: TimeUs): Promise<void> {
    const before = this.one;
    if (before === null || before.recordingId !== recordingId) {
      if (edge === 'start' && this.#chosen.size < 2) await this.#add(recordingId, timeUs);
      return;
    }
    const startUs = edge === 'start' ? timeUs : (Math.min(before.startUs, timeUs) as TimeUs);
    const endUs = edge === 'end' ? timeUs : (Math.max(before.endUs, timeUs) as TimeUs);
    if (startUs !== before.startUs || endUs !== before.endUs) await this.#deps.caseReview.replaceAnnotation(before, { ...before, startUs, endUs });
  }

  async makePoint(before: Annotation): Promise<void> {
    if (before.endUs !== before.startUs) await this.#deps.caseReview.replaceAnnotation(before, { ...before, endUs: before.startUs });
  }

  /** @param box of the coded picture; null for the whole @param atUs where a point moves with it */
  async setBox(before: Annotation, box: Box01 | null, atUs: TimeUs = before.startUs): Promise<void> {
    await this.#deps.caseReview.replaceAnnotation(before, { ...before, box, startUs: atUs, endUs: before.endUs === before.startUs ? atUs : before.endUs });
  }

  async edit(annotations: readonly Annotation[], patch: AnnotationPatch): Promise<void> {
    await this.#deps.caseReview.editAnnotations(annotations, patch);
    if (patch.tier === undefined && patch.term === undefined) return;
    const after = this.#deps.log.state.annotations.get(annotations[0]?.id ?? '');
    if (after === undefined) return;
    const classified = { tier: after.tier, term: after.term };
    if (this.#forItem === null) this.#last = classified;
    else this.#forItem = classified;
  }

  /** What follows the removed ones in the list is chosen then. */
  async removeChosen(): Promise<void> {
    const gone = this.chosen;
    if (gone.length === 0 || this.readOnly) return;
    const ids = this.#listed ?? this.#all.map(({ id }) => id);
    const last = ids.findLastIndex((id) => this.#chosen.has(id));
    const next = ids.slice(last + 1).find((id) => !this.#chosen.has(id)) ?? ids.slice(0, Math.max(0, last)).findLast((id) => !this.#chosen.has(id));
    this.choose(next === undefined ? [] : [next]);
    await this.#deps.caseReview.removeAnnotations(gone);
  }

  /** The mark just set has all it is to get for now. */
  endFresh(): void {
    this.#freshId = null;
  }

  async #add(recordingId: RecordingId, atUs: TimeUs): Promise<void> {
    if (this.readOnly) return;
    const id = this.#deps.env.newId();
    this.#setting++;
    try {
      await this.#deps.caseReview.addAnnotations([{ id, recordingId, ...(this.#forItem ?? this.#last), text: '', box: null, startUs: atUs, endUs: atUs }]);
      this.choose([id]);
      this.#freshId = id;
    } finally {
      this.#setting--;
    }
  }
}
