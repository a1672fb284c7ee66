/** Device samples: recordings that a unit knows to be as its devices made them, kept across cases; and how others are built beside them. */
import type { Evidence, Finding } from '../core/finding';
import type { RecordingId } from '../core/recording';
import { nearestExemplar, structureProfile, type DeviceExemplar, type ProfileDifference } from '../core/structure-profile';
import { us } from '../core/time';
import type { SettingStore } from '../db/case-store';
import type { Env } from './env';
import { mergeExemplars, readExemplarFile, readStoredExemplars, writeExemplarFile } from './exemplar-file';
import type { FileAccess } from './file-access';
import type { Jobs } from './jobs.svelte';

const KEY = 'exemplars';
const DETECTOR = 'case/exemplar';

export interface ExemplarMatch { readonly exemplar: DeviceExemplar; readonly differences: readonly ProfileDifference[] }

export class Exemplars {
  readonly #store: SettingStore;
  readonly #jobs: Jobs;
  readonly #env: Env;
  readonly #files: FileAccess;
  #all = $state.raw<readonly DeviceExemplar[]>([]);

  constructor(store: SettingStore, loaded: Readonly<Record<string, unknown>>, jobs: Jobs, env: Env, files: FileAccess) {
    this.#store = store;
    this.#jobs = jobs;
    this.#env = env;
    this.#files = files;
    this.#all = readStoredExemplars(loaded[KEY]);
  }

  get all(): readonly DeviceExemplar[] {
    return this.#all;
  }

  /** Whether the structure of a recording is known in this session. */
  canAdd(id: RecordingId): boolean {
    const analysis = this.#jobs.of(id);
    return analysis !== null && analysis.summary !== null && analysis.boxes.length > 0;
  }

  add(id: RecordingId, name: string, fileName: string): void {
    const analysis = this.#jobs.of(id);
    if (analysis === null || analysis.summary === null) return;
    const { summary, boxes, video, audio, bitstream } = analysis;
    this.#keep([...this.#all, {
      id: this.#env.newId(), name: name.trim() || fileName, fileName, addedAtMs: this.#env.now(), profile: structureProfile({ summary, boxes, video, audio, bitstream }),
    }]);
  }

  rename(id: string, name: string): void {
    if (name.trim() !== '') this.#keep(this.#all.map((one) => (one.id === id ? { ...one, name: name.trim() } : one)));
  }

  remove(id: string): void {
    this.#keep(this.#all.filter((one) => one.id !== id));
  }

  async export(): Promise<void> {
    await this.#files.saveText('exemplars.zhijian.json', writeExemplarFile(this.#all));
  }

  /**
   * Adds the samples of a file that a person picks. How many were new; null when the dialog was closed. Rejects with AppError
   * exemplar-file-unreadable; nothing is changed then.
   */
  async import(): Promise<number | null> {
    const picked = await this.#files.pickText(['.json']);
    if (picked === null) return null;
    const { all, fresh } = mergeExemplars(this.#all, readExemplarFile(picked.text, picked.name), () => this.#env.newId());
    if (fresh > 0) this.#keep(all);
    return fresh;
  }

  /** The device sample that a recording is most like; null without samples or while its structure is not read. */
  matchOf(id: RecordingId): ExemplarMatch | null {
    const analysis = this.#jobs.of(id);
    if (this.#all.length === 0 || analysis === null || analysis.status !== 'done' || analysis.summary === null || analysis.boxes.length === 0) return null;
    const { summary, boxes, video, audio, bitstream } = analysis;
    return nearestExemplar(this.#all, structureProfile({ summary, boxes, video, audio, bitstream }));
  }

  /** A note where a recording is built otherwise than every device sample. Speaks of origin only. */
  findingsOf(id: RecordingId): readonly Finding[] {
    const match = this.matchOf(id);
    const summary = this.#jobs.of(id)?.summary ?? null;
    if (match === null || match.differences.length === 0 || summary === null) return [];
    const { exemplar, differences } = match;
    const evidence: [Evidence, ...Evidence[]] = [
      { type: 'metric', metric: 'differing-branches', value: differences.length, threshold: 0, relation: '>', unit: '', atUs: summary.startUs },
      { type: 'text', label: 'nearest-exemplar', text: `${exemplar.name} · ${exemplar.fileName}` },
      ...differences.map(({ branch, expected, observed }): Evidence => ({ type: 'text', label: `branch-${branch}`, text: `${observed} ≠ ${expected}` })),
    ];
    return [{
      id: `exemplar-${exemplar.id}`, kind: 'metadata-conflict', level: 'note', startUs: summary.startUs, endUs: us(summary.startUs + summary.durationUs),
      confidence: 0.73, groups: ['C'], evidence, benign: [{ cause: 'collection-station', result: 'possible' }, { cause: 'other-device', result: 'possible' }],
      disproof: ['same-device-builds-so'], detector: DETECTOR, supportedBy: [],
    }];
  }

  #keep(all: readonly DeviceExemplar[]): void {
    this.#all = all;
    // What cannot be stored still holds for this page; the storage banner tells of it.
    this.#store.save(KEY, all).catch(() => undefined);
  }
}
