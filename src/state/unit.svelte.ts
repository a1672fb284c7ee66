/** The unit's settings in use: kept across cases, exported, read from a file with every fault told, edited with their revision counted up. */
import { err, ok, type Result } from '../core/result';
import { revised } from '../core/unit/case-template';
import { DEFAULT_UNIT } from '../core/unit/default-unit';
import type { UnitFault } from '../core/unit/unit-checks';
import type { UnitSettings } from '../core/unit/unit-settings';
import type { SettingStore } from '../db/case-store';
import { isGarbled, type DecodedText } from './decode-text';

const KEY = 'unit';
/** What the last import took the place of. */
const BEFORE_KEY = 'unitBefore';
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
  #before = $state.raw<UnitSettings | null>(null);
  #faults = $state.raw<readonly UnitFault[]>([]);

  /** @param loaded all settings of the store */
  constructor(store: SettingStore, loaded: Readonly<Record<string, unknown>>, format: UnitFormat) {
    this.#store = store;
    this.#format = format;
    const before = loaded[BEFORE_KEY] === undefined ? null : format.parse(loaded[BEFORE_KEY]);
    if (before?.ok === true) this.#before = before.value;
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

  /** The settings that the last import took the place of, to go back to; null before the first, and once they are restored or all is reset. */
  get before(): UnitSettings | null {
    return this.#before;
  }

  /** Why the settings that were stored are not in use; empty when they are. They stay stored until others take their place. */
  get faults(): readonly UnitFault[] {
    return this.#faults;
  }

  export(): string {
    return this.#format.write(this.#current);
  }

  /** Settings of a file, or all that is wrong with them; nothing is changed yet. What cannot be read as text would go into every name and pattern. */
  read(file: DecodedText): Result<UnitSettings, readonly UnitFault[]> {
    return isGarbled(file) ? err([{ at: '', problem: 'garbled', detail: file.encoding.toUpperCase() }]) : this.#format.read(file.text);
  }

  /** Takes the place of all settings, which are kept to go back to. Rejects with AppError where they cannot be stored. */
  async take(unit: UnitSettings): Promise<void> {
    await this.#keepBefore(this.#current);
    await this.#use(unit);
  }

  /** Back to what the last import took the place of. Rejects with AppError where it cannot be stored. */
  async restore(): Promise<void> {
    const before = this.#before;
    if (before === null) return;
    await this.#use(before);
    await this.#keepBefore(null);
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
    await this.#keepBefore(null);
    return ok(DEFAULT_UNIT);
  }

  #adoptTolerance(former: unknown): void {
    if (typeof former !== 'number') return;
    const adopted = this.#format.parse({ ...DEFAULT_UNIT, rules: { ...DEFAULT_UNIT.rules, segmentToleranceS: former } });
    if (adopted.ok) this.#current = adopted.value;
  }

  async #keepBefore(unit: UnitSettings | null): Promise<void> {
    this.#before = unit;
    await this.#store.save(BEFORE_KEY, unit ?? undefined);
  }

  async #use(unit: UnitSettings): Promise<void> {
    this.#current = unit;
    this.#faults = [];
    await this.#store.save(KEY, unit);
  }
}
