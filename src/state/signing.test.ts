/** A signature is told as lapsed once the opinion's words are others, and never while those are not known. */
import { describe, expect, it } from 'vitest';
import type { CaseLog } from './case-log.svelte';
import { Signing } from './signing.svelte';

const signature = (role: 'reviewer' | 'second-reviewer', opinionHash: string) => ({ role, name: 'Li', atMs: 1, seq: 1, opinionHash, unit: { name: '', version: 1, revision: 1 } });
const signingOf = (...given: readonly ReturnType<typeof signature>[]): Signing => new Signing({ state: { signatures: new Map(given.map((one) => [one.role, one])) } } as unknown as CaseLog);

describe('signatures under the opinion', () => {
  it('hold or have lapsed by the hash of the words, each for itself', () => {
    const signing = signingOf(signature('reviewer', 'old'), signature('second-reviewer', 'new'));
    signing.tell('new');
    expect(signing.lapsed.map(({ role }) => role)).toEqual(['reviewer']);
    expect(signing.holding.map(({ role }) => role)).toEqual(['second-reviewer']);
  });

  it('are told neither way while the words are not known', () => {
    const signing = signingOf(signature('reviewer', 'old'));
    signing.tell('old');
    signing.tell(null);
    expect([signing.any, signing.lapsed, signing.holding]).toEqual([true, [], []]);
  });
});
