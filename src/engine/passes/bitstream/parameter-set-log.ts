/** Keeps which parameter sets are in force and remembers every distinct combination once. */
import type { ParameterSetInfo } from '../../../core/tables';
import { fnv1a } from './nal-units';

/** More combinations than a 16-bit column can name do not occur; later ones share the last index. */
const MAX_SETS = 0xffff;

export class ParameterSetLog {
  readonly #inForce = new Map<string, { hash: number; fields: Readonly<Record<string, string | number>> }>();
  readonly #indexByHash = new Map<string, number>();
  readonly infos: ParameterSetInfo[] = [];
  #changed = true;
  #current = 0;

  /** @param slot names the set that this one replaces, e.g. `sps0` */
  put(slot: string, bytes: Uint8Array, fields: Readonly<Record<string, string | number>>): void {
    const hash = fnv1a(bytes);
    if (this.#inForce.get(slot)?.hash === hash) return;
    this.#inForce.set(slot, { hash, fields });
    this.#changed = true;
  }

  /** Index of the combination in force; `packet` is remembered as its first where it is new. */
  inForce(packet: number): number {
    if (!this.#changed) return this.#current;
    this.#changed = false;
    const slots = [...this.#inForce].sort(([a], [b]) => (a < b ? -1 : 1));
    const text = slots.map(([slot, set]) => `${slot}:${set.hash.toString(16)}`).join(' ');
    const known = this.#indexByHash.get(text);
    if (known !== undefined) return (this.#current = known);
    const fields: Record<string, string | number> = {};
    for (const [slot, set] of slots) {
      fields[slot] = set.hash.toString(16).padStart(8, '0');
      Object.assign(fields, set.fields);
    }
    this.#current = Math.min(this.infos.length, MAX_SETS);
    this.infos.push({ hash: fnv1a(new TextEncoder().encode(text)).toString(16).padStart(8, '0'), fields, fromPacket: packet });
    this.#indexByHash.set(text, this.#current);
    return this.#current;
  }
}
