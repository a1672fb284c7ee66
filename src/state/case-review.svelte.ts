/** Reviewing the open case against the checklist: everything the screens show of it, and every action of a person as one entry of the log. */
import { lastChangeMs, type Opinion } from '../core/opinion/opinion';
import type { ActionEntry } from '../core/action-log';
import type { RecordingId } from '../core/recording';
import { editMany, type Annotation, type AnnotationPatch } from '../core/review/annotation';
import type { AttachedDocument } from '../core/review/documents';
import { gatherOpinion, gatherReview, type GatheredReview, type GatherInput, type KnownRecording } from '../core/review/gather-review';
import type { Incident } from '../core/review/incidents';
import { rebased } from '../core/review/rebased';
import type { ReviewAction, RowsChange } from '../core/review/review-log';
import type { Signature } from '../core/review/signature';
import type { SignReading } from '../core/review/sign-reading';
import type { ItemVerdict } from '../core/review/verdict';
import { clockMinusContainerS } from '../core/rules/clock-offset';
import type { CueHit, CueWindow } from '../core/speech/cue-hits';
import type { CueMatcher } from '../core/speech/cue-matcher';
import { CueSearch } from '../core/speech/cue-search';
import type { Utterance } from '../core/speech/utterance';
import type { Adjudication } from '../core/two-reviewers/adjudication';
import type { ReviewFile } from '../core/two-reviewers/review-file';
import type { Lexicon } from '../core/unit/unit-settings';
import type { CaseLog } from './case-log.svelte';
import type { Env } from './env';
import type { Jobs } from './jobs.svelte';
import type { Review } from './review.svelte';
import type { Unit } from './unit.svelte';
import type { Voice } from './voice.svelte';

export interface CaseReviewDeps {
  readonly log: CaseLog;
  readonly jobs: Jobs;
  readonly review: Review;
  readonly unit: Unit;
  readonly voice: Pick<Voice, 'spansOf'>;
  readonly env: Env;
  readonly version: string;
  /** Loads the sounds of characters when speech is first searched. */
  readonly matcher: (lexicon: Lexicon) => Promise<CueMatcher>;
}

/** Without what the log adds by itself. */
export type NewVerdict = Omit<ItemVerdict, 'atMs' | 'actor'>;
type Stamped<T> = Omit<T, 'atMs' | 'actor'>;

export class CaseReview {
  readonly #deps: CaseReviewDeps;
  #search = $state.raw<CueSearch | null>(null);
  #lexicon: Lexicon | null = null;
  /** Counts windows searched, so that hits are read anew. */
  #searched = $state(0);
  #signs = $state.raw<{ readonly scene: readonly SignReading[] | null; readonly read: ReadonlySet<RecordingId> }>({ scene: null, read: new Set() });

  /** The table keeps its identity through actions that do not touch it, and what derives from it with it. */
  readonly #utterances = $derived.by((): CaseLog['state']['utterances'] => this.#deps.log.state.utterances);

  readonly #byRecording = $derived.by((): ReadonlyMap<RecordingId, readonly Utterance[]> => {
    const grouped = new Map<RecordingId, Utterance[]>();
    for (const utterance of this.#utterances.values()) {
      const list = grouped.get(utterance.recordingId);
      if (list === undefined) grouped.set(utterance.recordingId, [utterance]);
      else list.push(utterance);
    }
    return grouped;
  });

  readonly #cues = $derived.by((): { readonly hits: readonly CueHit[]; readonly pending: readonly CueWindow[] } => {
    void this.#searched;
    const search = this.#search;
    if (search === null) return { hits: [], pending: [] };
    const all = [...this.#byRecording.values()].map((utterances) => search.soFar(utterances));
    return { hits: all.flatMap(({ hits }) => hits), pending: all.flatMap(({ pending }) => pending) };
  });

  /** Before the search is there, every line waits. */
  readonly #waitingCues = $derived.by((): number => (this.#search === null ? this.#utterances.size : this.#cues.pending.length));

  readonly #input = $derived.by((): GatherInput => {
    const { log, jobs, review, unit, voice } = this.#deps;
    const recordings = log.state.recordings.map(({ id, identity }): KnownRecording => {
      const run = jobs.of(id);
      const facts = jobs.facts(id);
      return {
        id, name: identity.name, sizeBytes: identity.sizeBytes, hashes: run?.hashes ?? facts?.hashes ?? null, summary: run?.summary ?? facts?.summary ?? null, analysis: facts?.analysis ?? 'none',
        passes: facts?.donePasses ?? [], passVersions: facts?.passVersions ?? {}, clockMinusContainerS: clockMinusContainerS(run?.clocks ?? [], run?.summary ?? null), clockRead: (run?.clocks.length ?? 0) > 0,
      };
    });
    const findings = recordings.map(({ id }) => ({ recordingId: id, findings: jobs.of(id)?.findings ?? [], judged: review.judgementsOf(id) }));
    const voices = new Map(recordings.flatMap(({ id }) => { const heard = voice.spansOf(id); return heard === null ? [] : [[id, heard] as const]; }));
    return { state: log.state, unit: unit.current, recordings, findings, hits: this.#cues.hits, pendingCues: this.#waitingCues, signs: this.#signs.scene, signsRead: this.#signs.read, voices };
  });

  readonly #gathered = $derived.by((): GatheredReview => gatherReview(this.#input));

  constructor(deps: CaseReviewDeps) {
    this.#deps = deps;
  }

  /** Suggestions, stages, rules and what is left to judge, as of now. */
  get gathered(): GatheredReview { return this.#gathered; }
  get hits(): readonly CueHit[] { return this.#cues.hits; }
  /** Pieces of transcript that wait to be searched: `searchCues`. */
  get pendingCues(): number { return this.#cues.pending.length; }
  get readOnly(): boolean { return this.#deps.log.readOnly; }

  /** As it would be signed now. */
  get opinion(): Opinion {
    return gatherOpinion(this.#input, this.#gathered, lastChangeMs(this.#deps.log.entries), this.#deps.version);
  }

  /** Signs of the scenes of all recordings, without what recorders write into the picture; null: not read. @param read recordings that were read to the end */
  setSigns(scene: readonly SignReading[] | null, read: ReadonlySet<RecordingId>): void {
    this.#signs = { scene, read };
  }

  /**
   * Searches what is pending, a piece at a time; in between the page goes on. Resolves when nothing is left or `signal` ends it.
   * @param pause resolves when the page has had its turn
   */
  async searchCues(pause: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const { lexicon } = this.#deps.unit.current;
    if (this.#search === null || this.#lexicon !== lexicon) {
      const matcher = await this.#deps.matcher(lexicon);
      this.#lexicon = lexicon;
      this.#search = new CueSearch(matcher);
    }
    for (let window = this.#cues.pending[0]; window !== undefined && !signal.aborted; window = this.#cues.pending[0]) {
      this.#search.search(window);
      this.#searched++;
      await pause();
    }
  }

  /** Takes the place of the item's verdict. Whether it stands, `gathered.remaining` tells. */
  setVerdict(verdict: NewVerdict): Promise<ActionEntry | null> {
    return this.#row('verdict-set', verdict.itemId, (state) => state.verdicts, this.#stamped(verdict));
  }

  /**
   * Puts `change` over what the item has at the action's turn, so that a text saved late never takes back a citation made meanwhile. An item without
   * a row gets one that is still to be judged; a change that changes nothing is no action.
   */
  changeVerdict(itemId: string, change: (before: NewVerdict) => Partial<NewVerdict>): Promise<ActionEntry | null> {
    const stamp = this.#stamp();
    return this.#deps.log.append(({ verdicts }) => {
      const from = verdicts.get(itemId) ?? null;
      const before: NewVerdict = from ?? { itemId, verdict: null, citations: [], reason: '', noCitation: '' };
      const patch = change(before);
      const isSame = (Object.keys(patch) as (keyof NewVerdict)[]).every((key) => patch[key] === before[key]);
      return isSame ? null : { kind: 'verdict-set', payload: { from, to: { ...before, ...patch, itemId, ...stamp } } };
    });
  }

  clearVerdict(itemId: string): Promise<ActionEntry | null> {
    return this.#row('verdict-set', itemId, (state) => state.verdicts, null);
  }

  /** New annotations, e.g. a mark set while playing (`liveMarkUs`). */
  addAnnotations(annotations: readonly Stamped<Annotation>[]): Promise<ActionEntry | null> {
    const added = annotations.map((one) => this.#stamped(one));
    return this.#rows('annotations-changed', () => (added.length === 0 ? null : { removed: [], added }));
  }

  /** The same patch on all of these, as one action. */
  editAnnotations(annotations: readonly Annotation[], patch: AnnotationPatch): Promise<ActionEntry | null> {
    const [{ tiers }, stamp] = [this.#deps.unit.current, this.#stamp()];
    return this.#rows('annotations-changed', (state) => editMany(annotations.flatMap(({ id }) => state.annotations.get(id) ?? []), patch, tiers, stamp));
  }

  /** One annotation in the place of another: its span or box was drawn anew. */
  replaceAnnotation(before: Annotation, after: Stamped<Annotation>): Promise<ActionEntry | null> {
    const change = { removed: [before], added: [this.#stamped(after)] };
    return this.#rows('annotations-changed', (state) => rebased(change, state.annotations));
  }

  removeAnnotations(annotations: readonly Annotation[]): Promise<ActionEntry | null> {
    return this.#rows('annotations-changed', (state) => rebased({ removed: annotations, added: [] }, state.annotations));
  }

  /** @param change from `edit-utterances`; null does nothing */
  changeUtterances(change: RowsChange<Utterance> | null): Promise<ActionEntry | null> {
    return this.#rows('utterances-changed', (state) => change && rebased(change, state.utterances));
  }

  /** By its id: a new one, or in the place of the one of that id. */
  setIncident(incident: Stamped<Incident>): Promise<ActionEntry | null> {
    return this.#row('incident-changed', incident.id, (state) => state.incidents, this.#stamped(incident));
  }

  removeIncident(id: string): Promise<ActionEntry | null> {
    return this.#row('incident-changed', id, (state) => state.incidents, null);
  }

  setDocument(document: AttachedDocument): Promise<ActionEntry | null> {
    return this.#row('document-changed', document.id, (state) => state.documents, document);
  }

  removeDocument(id: string): Promise<ActionEntry | null> {
    return this.#row('document-changed', id, (state) => state.documents, null);
  }

  /** null while an item is open: nothing is signed then. @param opinionHash SHA-256 of `textOfBlocks` of the opinion shown */
  async sign(role: Signature['role'], name: string, opinionHash: string): Promise<ActionEntry | null> {
    if (!this.#gathered.remaining.canSign || name.trim() === '') return null;
    const { log, unit, env } = this.#deps;
    const { name: unitName, version, revision } = unit.current;
    const signature: Signature = { role, name: name.trim(), atMs: env.now(), seq: log.entries.at(-1)?.seq ?? 0, opinionHash, unit: { name: unitName, version, revision } };
    return this.#row('opinion-signed', role, (state) => state.signatures, signature);
  }

  unsign(role: Signature['role']): Promise<ActionEntry | null> {
    return this.#row('opinion-signed', role, (state) => state.signatures, null);
  }

  /** @param review with the ids of this machine (`adoptReview`) */
  addOtherReview(review: ReviewFile): Promise<ActionEntry | null> {
    return this.#row('other-review-changed', review.id, (state) => state.otherReviews, review);
  }

  removeOtherReview(id: string): Promise<ActionEntry | null> {
    return this.#row('other-review-changed', id, (state) => state.otherReviews, null);
  }

  adjudicate(adjudication: Stamped<Adjudication>): Promise<ActionEntry | null> {
    return this.#row('adjudicated', adjudication.itemId, (state) => state.adjudications, this.#stamped(adjudication));
  }

  #stamp(): { readonly atMs: number; readonly actor: string } {
    return { atMs: this.#deps.env.now(), actor: this.#deps.env.actor() };
  }

  #stamped<T>(value: T): T & { readonly atMs: number; readonly actor: string } {
    return { ...value, ...this.#stamp() };
  }

  /** The row that was there before is read at the action's turn, so that quick actions never overtake each other. */
  #row<T>(kind: ReviewAction['kind'], key: string, table: (state: CaseLog['state']) => ReadonlyMap<string, T>, to: T | null): Promise<ActionEntry | null> {
    return this.#deps.log.append((state) => {
      const from = table(state).get(key) ?? null;
      return from === null && to === null ? null : ({ kind, payload: { from, to } } as unknown as ReviewAction);
    });
  }

  /** Made at the action's turn as well. */
  #rows<T>(kind: ReviewAction['kind'], make: (state: CaseLog['state']) => RowsChange<T> | null): Promise<ActionEntry | null> {
    return this.#deps.log.append((state) => {
      const change = make(state);
      return change === null ? null : ({ kind, payload: change } as unknown as ReviewAction);
    });
  }
}
