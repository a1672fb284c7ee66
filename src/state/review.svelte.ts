/** Judging findings: decisions and notes over the log, undo and redo, and the way from one finding to the next. */
import type { ActionEntry, JudgementChange } from '../core/action-log';
import { judgementKey } from '../core/action-log';
import type { Finding } from '../core/finding';
import type { RecordingId } from '../core/recording';
import { findingRef, matchJudgements, type CurrentJudgement, type Decision, type JudgedFindings, type Judgement } from '../core/review';
import type { CaseLog } from './case-log.svelte';
import type { Env } from './env';
import type { Jobs } from './jobs.svelte';
import type { Selection } from './selection.svelte';

export interface LevelCounts {
  readonly high: number;
  readonly review: number;
  readonly note: number;
  /** Findings without a decision that still holds. */
  readonly open: number;
  /** Looked at and put off: neither open nor settled. */
  readonly deferred: number;
}

interface FoundAt {
  readonly recordingId: RecordingId;
  readonly finding: Finding;
}

/** Over all recordings of the case. */
export interface CaseTotals {
  readonly all: number;
  /** With a decision that still holds; put off counts as one. */
  readonly decided: number;
  /** Something was found, all of it is judged, and no analysis is under way that could bring more. */
  readonly complete: boolean;
}

const NOTHING: JudgedFindings = { byFinding: new Map(), orphans: [] };

export class Review {
  readonly #log: CaseLog;
  readonly #jobs: Jobs;
  readonly #selection: Selection;
  readonly #env: Env;
  /** Ids of the chosen recording's findings as the list shows them: next and previous follow what the reader sees. */
  #order = $state.raw<readonly string[]>([]);
  /** Judged, and the log has not yet said so. */
  readonly #beingWritten = new Set<string>();

  readonly #judged = $derived.by((): ReadonlyMap<RecordingId, JudgedFindings> => {
    const byRecording = new Map<RecordingId, Judgement[]>();
    for (const judgement of this.#log.state.judgements.values()) {
      const list = byRecording.get(judgement.recordingId);
      if (list === undefined) byRecording.set(judgement.recordingId, [judgement]);
      else list.push(judgement);
    }
    return new Map(this.#log.state.recordings.map(({ id }) => [id, matchJudgements(this.#jobs.of(id)?.findings ?? [], byRecording.get(id) ?? [])]));
  });

  readonly #totals = $derived.by((): CaseTotals => {
    let all = 0;
    let open = 0;
    let running = false;
    for (const { id } of this.#log.state.recordings) {
      const analysis = this.#jobs.of(id);
      running ||= analysis?.status === 'queued' || analysis?.status === 'running';
      const { byFinding } = this.#judged.get(id) ?? NOTHING;
      for (const finding of analysis?.findings ?? []) {
        all++;
        const judgement = byFinding.get(finding.id);
        if (judgement === undefined || judgement.decision === null || judgement.recheck) open++;
      }
    }
    return { all, decided: all - open, complete: all > 0 && open === 0 && !running };
  });

  constructor(log: CaseLog, jobs: Jobs, selection: Selection, env: Env) {
    this.#log = log;
    this.#jobs = jobs;
    this.#selection = selection;
    this.#env = env;
  }

  setOrder(ids: readonly string[]): void {
    this.#order = ids;
  }

  get selected(): Finding | null {
    const { recordingId, findingId } = this.#selection;
    return recordingId === null || findingId === null ? null : this.#finding(recordingId, findingId);
  }

  get readOnly(): boolean {
    return this.#log.readOnly;
  }

  judgementOf(recordingId: RecordingId, findingId: string): CurrentJudgement | null {
    return this.#judged.get(recordingId)?.byFinding.get(findingId) ?? null;
  }

  judgementsOf(recordingId: RecordingId | null): JudgedFindings {
    return recordingId === null ? NOTHING : (this.#judged.get(recordingId) ?? NOTHING);
  }

  get totals(): CaseTotals {
    return this.#totals;
  }

  counts(recordingId: RecordingId): LevelCounts {
    const counts = { high: 0, review: 0, note: 0, open: 0, deferred: 0 };
    for (const finding of this.#jobs.of(recordingId)?.findings ?? []) {
      counts[finding.level]++;
      if (this.#isOpen(recordingId, finding.id)) counts.open++;
      else if (this.judgementOf(recordingId, finding.id)?.decision === 'defer') counts.deferred++;
    }
    return counts;
  }

  /** null takes the decision back. Keeps the note. */
  judge(recordingId: RecordingId, finding: Finding, decision: Decision | null): Promise<ActionEntry | null> {
    return this.#change('finding-judged', recordingId, finding, (now) => ({ decision, note: now?.note ?? '' }));
  }

  note(recordingId: RecordingId, finding: Finding, note: string): Promise<ActionEntry | null> {
    return this.#change('finding-noted', recordingId, finding, (now) => ({ decision: now?.decision ?? null, note: note.trim() }));
  }

  /** Judges the chosen finding and goes on to the next open one, at once: the next key may come faster than the disk, and is meant for what is then shown. */
  async judgeSelected(decision: Decision | null): Promise<void> {
    const finding = this.selected;
    const recordingId = this.#selection.recordingId;
    if (finding === null || recordingId === null) return;
    const now = this.judgementOf(recordingId, finding.id);
    const changes = !this.readOnly && decision !== null && (now === null || now.recheck || now.decision !== decision);
    const key = judgementKey(recordingId, finding.id);
    if (changes) this.#beingWritten.add(key);
    const next = changes ? this.#nextOpen(recordingId, finding) : null;
    const written = this.judge(recordingId, finding, decision);
    if (next !== null) this.#selection.selectFinding(next.recordingId, next.finding.id, next.finding.startUs);
    try {
      await written;
    } finally {
      this.#beingWritten.delete(key);
    }
  }

  get canUndo(): boolean {
    return !this.#log.readOnly && this.#log.state.undoable.length > 0;
  }

  get canRedo(): boolean {
    return !this.#log.readOnly && this.#log.state.redoable.length > 0;
  }

  /**
   * 1 forward, −1 back, in the order of the list; starts at its end where nothing is chosen. Past the edge it goes to the
   * nearest recording in that direction that has findings: to its first open one, else the one next to the edge.
   */
  step(direction: 1 | -1): void {
    const target = this.#stepTarget(direction);
    if (target !== null) this.#selection.selectFinding(target.recordingId, target.finding.id, target.finding.startUs);
    else if (direction === 1 && this.#order.length === 0) this.goToOpenElsewhere();
  }

  canStep(direction: 1 | -1): boolean {
    return this.#stepTarget(direction) !== null;
  }

  /** Whether another recording has a finding without a decision. */
  get hasOpenElsewhere(): boolean {
    const { recordingId } = this.#selection;
    return recordingId !== null && this.#openElsewhere(recordingId) !== null;
  }

  /** Chooses the next recording with an open finding, and that finding. */
  goToOpenElsewhere(): void {
    const { recordingId } = this.#selection;
    const next = recordingId === null ? null : this.#openElsewhere(recordingId);
    if (next !== null) this.#selection.selectFinding(next.recordingId, next.finding.id, next.finding.startUs);
  }

  /** The chosen recording's first open finding in the order of the list. */
  firstOpen(): Finding | null {
    const { recordingId } = this.#selection;
    if (recordingId === null) return null;
    for (const id of this.#order) {
      const finding = this.#finding(recordingId, id);
      if (finding !== null && this.#isOpen(recordingId, id)) return finding;
    }
    return null;
  }

  #stepTarget(direction: 1 | -1): FoundAt | null {
    const recordingId = this.#selection.recordingId;
    if (recordingId === null) return null;
    const at = this.#order.indexOf(this.#selection.findingId ?? '');
    const next = at < 0 ? (direction === 1 ? 0 : this.#order.length - 1) : at + direction;
    const finding = this.#finding(recordingId, this.#order[next] ?? '');
    return finding === null ? this.#besides(recordingId, direction) : { recordingId, finding };
  }

  /** The nearest recording with findings before or after this one, never round the end. */
  #besides(recordingId: RecordingId, direction: 1 | -1): FoundAt | null {
    const ids = this.#log.state.recordings.map(({ id }) => id);
    for (let at = ids.indexOf(recordingId) + direction; at >= 0 && at < ids.length; at += direction) {
      const id = ids[at] ?? '';
      const findings = this.#jobs.of(id)?.findings ?? [];
      const finding = findings.find((one) => this.#isOpen(id, one.id)) ?? findings.at(direction === 1 ? 0 : -1);
      if (finding !== undefined) return { recordingId: id, finding };
    }
    return null;
  }

  #finding(recordingId: RecordingId, findingId: string): Finding | null {
    return this.#jobs.of(recordingId)?.findings.find((finding) => finding.id === findingId) ?? null;
  }

  #isOpen(recordingId: RecordingId, findingId: string): boolean {
    const judgement = this.judgementOf(recordingId, findingId);
    return judgement === null || judgement.decision === null || judgement.recheck;
  }

  /** Open, and not just being judged. */
  #isLeft(recordingId: RecordingId, findingId: string): boolean {
    return !this.#beingWritten.has(judgementKey(recordingId, findingId)) && this.#isOpen(recordingId, findingId);
  }

  /** The next open finding after this one, here and then in the recordings that follow. */
  #nextOpen(recordingId: RecordingId, after: Finding): FoundAt | null {
    const here = this.#order;
    const at = here.indexOf(after.id);
    const later = [...here.slice(at + 1), ...here.slice(0, Math.max(0, at))].find((id) => id !== after.id && this.#isLeft(recordingId, id));
    const finding = later === undefined ? null : this.#finding(recordingId, later);
    return finding === null ? this.#openElsewhere(recordingId) : { recordingId, finding };
  }

  /** The first open finding in the recordings after this one, then in those before it. */
  #openElsewhere(recordingId: RecordingId): FoundAt | null {
    const ids = this.#log.state.recordings.map(({ id }) => id);
    const start = ids.indexOf(recordingId);
    for (const id of [...ids.slice(start + 1), ...ids.slice(0, Math.max(0, start))]) {
      const open = (this.#jobs.of(id)?.findings ?? []).find((one) => this.#isLeft(id, one.id));
      if (open !== undefined) return { recordingId: id, finding: open };
    }
    return null;
  }

  #change(
    kind: 'finding-judged' | 'finding-noted', recordingId: RecordingId, finding: Finding,
    make: (now: CurrentJudgement | null) => Pick<Judgement, 'decision' | 'note'>,
  ): Promise<ActionEntry | null> {
    this.#jobs.saveShown(recordingId);
    return this.#log.append(({ judgements }) => {
      const now = this.judgementOf(recordingId, finding.id);
      const made = make(now);
      const from = judgements.get(judgementKey(recordingId, finding.id)) ?? null;
      if (now !== null && !now.recheck && now.decision === made.decision && now.note === made.note) return null;
      if (now === null && made.decision === null && made.note === '') return null;
      const to: Judgement | null = made.decision === null && made.note === '' ? null
        : { recordingId, finding: findingRef(finding), ...made, atMs: this.#env.now(), actor: this.#env.actor() };
      const replaced = now !== null && now.recheck ? (judgements.get(judgementKey(recordingId, now.finding.id)) ?? null) : null;
      const payload: JudgementChange = { from, to, replaced };
      return { kind, payload };
    });
  }
}
