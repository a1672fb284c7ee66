/** Cached passes are told apart by everything that can change their results, and by nothing else. */
import { describe, expect, it } from 'vitest';
import { fnv1a32, passVersion } from './pass-version';

const detector = (id: `frame/${string}`, version: number, defaults: object = {}) => ({ id, version, params: { defaults, parse: () => defaults } });

describe('the version of a pass', () => {
  it('follows published FNV-1a vectors', () => {
    expect(fnv1a32('')).toBe(0x811c9dc5);
    expect(fnv1a32('a')).toBe(0xe40c292c);
    expect(fnv1a32('foobar')).toBe(0xbf9cf968);
  });

  it('changes with a detector, its version, its parameters and the pass itself', () => {
    const base = passVersion('frame', 1, [detector('frame/a', 1)]);
    const others = [
      passVersion('frame', 2, [detector('frame/a', 1)]), passVersion('frame', 1, [detector('frame/a', 2)]),
      passVersion('frame', 1, [detector('frame/a', 1, { least: 2 })]), passVersion('frame', 1, [detector('frame/a', 1), detector('frame/b', 1)]),
    ];
    expect(new Set([base, ...others]).size).toBe(5);
  });

  it('does not depend on the order of the list', () => {
    const [a, b] = [detector('frame/a', 1), detector('frame/b', 3)];
    expect(passVersion('frame', 1, [a, b])).toBe(passVersion('frame', 1, [b, a]));
  });
});
