/** Which edit is made of which camera under which device: every kind several times, cameras in turn. */
import { B_DEVICES, HEVC_DEVICES, MJPEG_DEVICES, MPEG4_DEVICE, PLAIN_DEVICES, type Device } from './device';
import type { Seeded } from './random';
import type { Take } from './take';

export interface PlannedClip {
  readonly kind: string;
  readonly take: Take;
  readonly foreign: Take;
  readonly device: Device;
  readonly seed: number;
}

/** Kind, how many clips, what it needs of a take. */
interface Wish { readonly kind: string; readonly count: number; readonly leastS?: number; readonly sound?: boolean; readonly moving?: boolean; readonly ownClock?: boolean; readonly devices?: readonly Device[] }

const ALL = [...PLAIN_DEVICES, ...B_DEVICES];
const COPYABLE = PLAIN_DEVICES.filter((device) => device.gop <= 30);
const NO_OWN_CLOCK = false;

const EDITED: readonly Wish[] = [
  { kind: 'cut-0.3s', count: 5, leastS: 7 }, { kind: 'cut-0.9s', count: 6, leastS: 7.5 }, { kind: 'cut-2.2s', count: 7, leastS: 9 }, { kind: 'cut-5s', count: 6, leastS: 11.5 },
  { kind: 'flash-cut', count: 2, leastS: 9 }, { kind: 'crossfade-cut', count: 3, leastS: 10 },
  { kind: 'hevc-cut', count: 3, leastS: 9, devices: HEVC_DEVICES }, { kind: 'mjpeg-cut', count: 3, leastS: 9, devices: MJPEG_DEVICES },
  { kind: 'clock-cut-1.7s', count: 4, leastS: 8.5, ownClock: NO_OWN_CLOCK }, { kind: 'clock-cut-4s', count: 4, leastS: 11, ownClock: NO_OWN_CLOCK }, { kind: 'painted-clock-cut', count: 3, leastS: 10 },
  { kind: 'insert-foreign', count: 5, leastS: 7 }, { kind: 'insert-same-scene', count: 4, leastS: 10 }, { kind: 'loop', count: 4, leastS: 9 },
  { kind: 'freeze', count: 4, leastS: 9, moving: true }, { kind: 'blank', count: 3, leastS: 9 }, { kind: 'dropped-frames', count: 3, leastS: 9, moving: true },
  { kind: 'speed-up', count: 4, leastS: 9.5, moving: true }, { kind: 'slow-down', count: 2, leastS: 9.5, moving: true },
  { kind: 'audio-cut', count: 4, leastS: 9, sound: true }, { kind: 'audio-mute', count: 4, leastS: 9, sound: true }, { kind: 'audio-replaced', count: 4, leastS: 9, sound: true },
  { kind: 'copy-cut', count: 4, leastS: 9.5, devices: COPYABLE }, { kind: 'copy-cut-ts', count: 3, leastS: 9.5, devices: COPYABLE }, { kind: 'copy-cut-closed', count: 5, leastS: 9.5, devices: COPYABLE },
  { kind: 'clock-copy-cut', count: 3, leastS: 9.5, ownClock: NO_OWN_CLOCK, devices: COPYABLE }, { kind: 'hevc-copy-cut', count: 3, leastS: 9.5, devices: HEVC_DEVICES.slice(1, 2) },
  { kind: 'copy-gap', count: 3, leastS: 9.5, devices: COPYABLE }, { kind: 'copy-insert', count: 4, leastS: 9, devices: COPYABLE }, { kind: 'copy-insert-params', count: 3, leastS: 9, devices: COPYABLE },
  { kind: 'packet-drop', count: 4, leastS: 9, devices: PLAIN_DEVICES }, { kind: 'ts-jump', count: 3, leastS: 9, devices: COPYABLE },
  { kind: 'origin-reencode', count: 2 }, { kind: 'origin-remux', count: 2 }, { kind: 'origin-trim', count: 2, leastS: 9, devices: PLAIN_DEVICES },
];

const UNCUT: readonly Wish[] = [
  { kind: 'genuine-hevc', count: 4, devices: HEVC_DEVICES }, { kind: 'genuine-mjpeg', count: 2, devices: MJPEG_DEVICES }, { kind: 'genuine-mpeg4', count: 1, devices: [MPEG4_DEVICE] },
  { kind: 'genuine-vfr', count: 4 }, { kind: 'genuine-flash', count: 3 }, { kind: 'genuine-exposure', count: 3 }, { kind: 'genuine-occlusion', count: 4 }, { kind: 'genuine-zoom', count: 3 },
  { kind: 'genuine-whip', count: 3 }, { kind: 'genuine-focus', count: 3 }, { kind: 'genuine-night', count: 4 }, { kind: 'genuine-start', count: 2 }, { kind: 'genuine-premute', count: 2, sound: true },
  { kind: 'genuine-clock', count: 6, ownClock: NO_OWN_CLOCK },
];

const secondsOf = (take: Take): number => take.frames / (take.fps ?? 25);

function fits(take: Take, wish: Wish): boolean {
  if (wish.leastS !== undefined && secondsOf(take) < wish.leastS) return false;
  if (wish.sound === true && !take.hasSound) return false;
  if (wish.moving === true && take.motion === 'static-quiet') return false;
  return wish.ownClock !== false || take.clock !== true;
}

/** Takes are used in a seeded order, each once before any is used again, whatever the kind. */
class Turn {
  #uses = new Map<Take, number>();
  readonly #takes: readonly Take[];
  readonly #random: Seeded;

  constructor(takes: readonly Take[], random: Seeded) { this.#takes = takes; this.#random = random; }

  next(wish: Wish, used: ReadonlySet<string>): Take {
    const fit = this.#takes.filter((take) => fits(take, wish));
    if (fit.length === 0) throw new Error(`no recording fits ${wish.kind}`);
    const fresh = fit.filter((take) => !used.has(take.camera));
    const order = this.#random.shuffled(fresh.length > 0 ? fresh : fit).sort((a, b) => (this.#uses.get(a) ?? 0) - (this.#uses.get(b) ?? 0));
    this.#uses.set(order[0]!, (this.#uses.get(order[0]!) ?? 0) + 1);
    return order[0]!;
  }
}

export function planned(long: readonly Take[], second: readonly Take[], short: readonly Take[], irregular: readonly Take[], random: Seeded): PlannedClip[] {
  const out: PlannedClip[] = [];
  const add = (kind: string, take: Take, device: Device): void => {
    const others = [...long, ...short].filter((other) => other.camera !== take.camera);
    out.push({ kind, take, foreign: random.pick(others), device, seed: random.whole(1, 2 ** 30) });
  };
  const devices = (wish: Wish): readonly Device[] => wish.devices ?? ALL;
  for (const [wishes, takes] of [[EDITED, [...long, ...second]], [UNCUT, [...second, ...long]]] as const) {
    const turn = new Turn(takes, random);
    for (const wish of wishes) {
      const used = new Set<string>();
      for (let i = 0; i < wish.count; i++) {
        const take = turn.next(wish, used);
        used.add(take.camera);
        add(wish.kind, take, devices(wish)[(i + out.length) % devices(wish).length]!);
      }
    }
  }
  [...long, ...short, ...second].forEach((take, i) => add('genuine', take, ALL[i % ALL.length]!));
  irregular.forEach((take, i) => add('genuine-own-time', take, PLAIN_DEVICES[i % PLAIN_DEVICES.length]!));
  return out;
}
