/** The unit's settings in use: kept across cases, exported, read from a file with every fault told, edited with their revision counted up. */
import { ok, type Result } from '../core/result';
import { revised } from '../core/unit/case-template';
import { DEFAULT_UNIT } from '../core/unit/default-unit';
import type { UnitFault } from '../core/unit/unit-checks';
import type { UnitSettings } from '../core/unit/unit-settings';
import type { SettingStore } from '../db/case-store';

const KEY = 'unit';
/** Where the tolerance between segments lay before it was the unit's. */
const FORMER_TOLERANCE_KEY = 'segmentToleranceS';

/** Implemented by db/unit-file. */
export interface UnitFormat {
  parse(raw: unknown): Result<UnitSettings, readonly UnitFault[]>;
  read(text: string): Result<UnitSettings, readonly UnitFault[]>;
  write(unit: UnitSettings): string;
}

export class Unit {
  readonly #store: SettingStore;
  readonly #format: UnitFormat;
  #current = $state.raw<UnitSettings>(DEFAULT_UNIT);
  #faults = $state.raw<readonly UnitFault[]>([]);

  /** @param loaded all settings of the store */
  constructor(store: SettingStore, loaded: Readonly<Record<string, unknown>>, format: UnitFormat) {
    this.#store = store;
    this.#format = format;
    if (loaded[KEY] === undefined) {
      this.#adoptTolerance(loaded[FORMER_TOLERANCE_KEY]);
      return;
    }
    const kept = format.parse(loaded[KEY]);
    if (kept.ok) this.#current = kept.value;
    else this.#faults = kept.error;
  }

  get current(): UnitSettings {
    return this.#current;
  }

  /** Why the settings that were stored are not in use; empty when they are. They stay stored until others take their place. */
  get faults(): readonly UnitFault[] {
    return this.#faults;
  }

  export(): string {
    return this.#format.write(this.#current);
  }

  /** Settings of a file, or all that is wrong with them; nothing is changed yet. */
  read(text: string): Result<UnitSettings, readonly UnitFault[]> {
    return this.#format.read(text);
  }

  /** Takes the place of all settings. Rejects with AppError where they cannot be stored. */
  take(unit: UnitSettings): Promise<void> {
    return this.#use(unit);
  }

  /** An edit that would not pass the check changes nothing and says why. */
  async edit(change: Parameters<typeof revised>[1]): Promise<Result<UnitSettings, readonly UnitFault[]>> {
    const checked = this.#format.parse(revised(this.#current, change));
    if (checked.ok) await this.#use(checked.value);
    return checked;
  }

  /** Back to what the product brings. */
  async reset(): Promise<Result<UnitSettings, readonly UnitFault[]>> {
    await this.#use(DEFAULT_UNIT);
    return ok(DEFAULT_UNIT);
  }

  #adoptTolerance(former: unknown): void {
    if (typeof former !== 'number') return;
    const adopted = this.#format.parse({ ...DEFAULT_UNIT, rules: { ...DEFAULT_UNIT.rules, segmentToleranceS: former } });
    if (adopted.ok) this.#current = adopted.value;
  }

  async #use(unit: UnitSettings): Promise<void> {
    this.#current = unit;
    this.#faults = [];
    await this.#store.save(KEY, unit);
  }
}
