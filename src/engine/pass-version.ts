/** The number that tells whether a cached pass result is still what this program would compute. */
import type { DetectorSpec } from './detector';

/** Published FNV-1a parameters, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv). */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 code units, 0 … 2³²−1. */
export function fnv1a32(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/**
 * @param pass name of the pass
 * @param ownVersion raised when the pass itself (not a detector) can give other results
 * @param detectors those registered for it; their order does not matter
 */
export function passVersion(pass: string, ownVersion: number, detectors: readonly Pick<DetectorSpec, 'id' | 'version' | 'params'>[]): number {
  const parts = detectors.map((d) => `${d.id}@${d.version}${JSON.stringify(d.params.defaults)}`).sort();
  return fnv1a32([`${pass}@${ownVersion}`, ...parts].join(';'));
}
