/** The recordings of the open case against each other; looked at again whenever one is added, removed or analysed. */
import { caseSequence, NO_SEQUENCE, sequenceInput, type CaseSequence, type PlacedRecording, type SequenceGap, type SequenceInput } from '../core/case-sequence';
import type { Finding } from '../core/finding';
import type { RecordingId } from '../core/recording';
import type { CaseLog } from './case-log.svelte';
import type { Jobs } from './jobs.svelte';
import type { Unit } from './unit.svelte';


export class Sequence {
  readonly #log: CaseLog;
  readonly #jobs: Jobs;
  readonly #unit: Unit;

  readonly #sequence = $derived.by((): CaseSequence => {
    const inputs: SequenceInput[] = [];
    for (const { id, identity } of this.#log.state.recordings) {
      const analysis = this.#jobs.of(id);
      // What is still being read may be the segment that seems to be missing.
      if (analysis === null || analysis.status === 'queued' || analysis.status === 'running') return NO_SEQUENCE;
      if (analysis.summary === null) continue;
      inputs.push(sequenceInput(id, identity.name, analysis.summary, analysis.own, analysis.ends));
    }
    return inputs.length < 2 ? NO_SEQUENCE : caseSequence(inputs, this.#unit.current.rules.segmentToleranceS);
  });

  constructor(log: CaseLog, jobs: Jobs, unit: Unit) {
    this.#log = log;
    this.#jobs = jobs;
    this.#unit = unit;
  }

  get whole(): CaseSequence {
    return this.#sequence;
  }

  findingsOf(id: RecordingId): readonly Finding[] {
    return this.#sequence.findings.get(id) ?? [];
  }

  /** The recording behind the place that a finding of the case speaks of; null for all other findings. */
  nextOf(findingId: string | null): PlacedRecording | null {
    const gap = this.#sequence.gaps.find((one) => one.findingId !== null && one.findingId === findingId);
    return this.#sequence.placed.find((one) => one.id === gap?.beforeId) ?? null;
  }

  /** What is missing right after this recording; null where nothing is, or where its content goes on in the next whatever their numbers. */
  gapAfter(id: RecordingId): SequenceGap | null {
    return this.#sequence.gaps.find((gap) => gap.afterId === id && gap.missing.length > 0 && gap.shared === null) ?? null;
  }
}
