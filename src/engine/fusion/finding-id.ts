/** Ids that survive a new run: the same detector, kind and (roughly) span give the same id. */
import type { FindingKind } from '../../core/finding';

/** Coarser than any tuning moves a boundary, finer than two findings of one kind lie apart. */
const QUANTUM_US = 500_000;

/** Published 64-bit FNV-1a parameters (Fowler, Noll, Vo). */
const FNV64_OFFSET = 0xcbf29ce484222325n;
const FNV64_PRIME = 0x100000001b3n;

/** 16 hex digits. */
export function findingId(detector: string, kind: FindingKind, startUs: number, endUs: number): string {
  const text = `${detector}|${kind}|${Math.round(startUs / QUANTUM_US)}|${Math.round(endUs / QUANTUM_US)}`;
  let hash = FNV64_OFFSET;
  for (let i = 0; i < text.length; i++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * FNV64_PRIME);
  return hash.toString(16).padStart(16, '0');
}
