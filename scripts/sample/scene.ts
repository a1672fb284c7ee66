/** The two places of the sample case (a shop, a store room), the people in them, and the path of the body camera. */
import { PACKAGES, RECTS } from './atlas';
import { box, limb, normalise, plain, quad } from './mesh';
import type { LightAt, Surface, Triangle, Vec3 } from './mesh';
import type { CameraPose, SensorLook } from './rasteriser';
import { seededRandom, smoothNoise } from './seeded-noise';

export interface Place {
  readonly still: readonly Triangle[];
  /** What moves, at this second. */
  moving(seconds: number): Triangle[];
  camera(seconds: number): CameraPose;
  look(seconds: number): SensorLook;
}

const textured = (rect: Surface['rect'], colour: Vec3 = [255, 255, 255]): Surface => ({ rect, colour });

/** Lamps with soft distance fall-off, some ambient light, and darker corners near floor and ceiling. */
function lamps(lights: readonly { at: Vec3; power: number }[], ambient: number, ceiling: number): LightAt {
  return (point, normal) => {
    let sum = ambient * (0.72 + 0.28 * Math.min(1, Math.min(point[1] + 0.1, ceiling + 0.1 - point[1]) / 0.7));
    for (const lamp of lights) {
      const to: Vec3 = [lamp.at[0] - point[0], lamp.at[1] - point[1], lamp.at[2] - point[2]];
      const distance = Math.hypot(...to);
      const facing = (to[0] * normal[0] + to[1] * normal[1] + to[2] * normal[2]) / (distance || 1);
      // Wrapped diffuse: room light comes from everywhere.
      sum += (lamp.power * Math.max(0, 0.35 + 0.65 * facing)) / (1 + 0.22 * distance * distance);
    }
    return sum;
  };
}

interface Figure { readonly x: number; readonly z: number; readonly facing: number; readonly coat: Surface; readonly legs: Surface; readonly cap: Surface | null; readonly seed: number; readonly pace: number }

/** A standing person who shifts weight, turns the head and gestures. */
function person(figure: Figure, seconds: number, light: LightAt): Triangle[] {
  const sway = (rate: number, size: number, salt: number): number => smoothNoise(seconds * rate, figure.seed + salt) * size;
  const facing = figure.facing + sway(0.4, 0.35, 1);
  const [s, c] = [Math.sin(facing), Math.cos(facing)];
  const [lean, bob] = [sway(0.5, 0.07, 2), sway(0.9, 0.015, 3)];
  const at = (right: number, up: number, ahead: number): Vec3 => [figure.x + lean * (up / 1.7) + right * c + ahead * s, up + bob, figure.z - right * s + ahead * c];
  const skin = plain(214, 168, 140);
  const hair = plain(34, 28, 26);
  const raise = (salt: number): number => Math.max(0, smoothNoise(seconds * figure.pace, figure.seed + salt));
  const arm = (side: 1 | -1): Triangle[] => {
    const lift = raise(side === 1 ? 4 : 5);
    const elbow = at(side * (0.3 + 0.05 * lift), 1.12 + 0.05 * lift, 0.06 + 0.2 * lift);
    const hand = at(side * (0.27 - 0.12 * lift), 0.86 + 0.42 * lift, 0.12 + 0.42 * lift);
    return [...limb(at(side * 0.22, 1.4, 0), elbow, 0.065, 0.052, figure.coat, light), ...limb(elbow, hand, 0.05, 0.042, figure.coat, light), ...limb(hand, at(side * (0.26 - 0.13 * lift), 0.8 + 0.46 * lift, 0.15 + 0.47 * lift), 0.045, 0.04, skin, light)];
  };
  const turn = sway(0.6, 0.25, 6);
  const face = (right: number, up: number, ahead: number): Vec3 => at(right * Math.cos(turn) + ahead * Math.sin(turn), up, ahead * Math.cos(turn) - right * Math.sin(turn));
  return [
    ...limb(at(0.1, 0.08, 0), at(0.1, 0.85, 0), 0.08, 0.1, figure.legs, light), ...limb(at(-0.1, 0.08, 0), at(-0.1, 0.85, 0), 0.08, 0.1, figure.legs, light),
    ...limb(at(0, 0.9, 0), at(0, 1.36, 0), 0.17, 0.2, figure.coat, light, 14), ...arm(1), ...arm(-1),
    ...limb(at(0, 1.46, 0), at(0, 1.56, 0.01), 0.06, 0.055, skin, light),
    ...limb(face(0, 1.62, 0.015), face(0, 1.7, 0.015), 0.095, 0.105, skin, light, 14), ...limb(face(0, 1.7, -0.03), face(0, 1.745, -0.03), 0.105, 0.1, hair, light, 14),
    ...limb(face(0.04, 1.68, 0.107), face(0.05, 1.68, 0.104), 0.012, 0.012, hair, light, 6), ...limb(face(-0.04, 1.68, 0.107), face(-0.05, 1.68, 0.104), 0.012, 0.012, hair, light, 6),
    ...limb(face(-0.02, 1.6, 0.1), face(0.02, 1.6, 0.1), 0.01, 0.01, plain(150, 84, 76), light, 6),
    ...(figure.cap === null ? [] : [...limb(face(0, 1.77, 0), face(0, 1.8, 0), 0.125, 0.12, figure.cap, light, 14), ...limb(face(-0.06, 1.765, 0.12), face(0.06, 1.765, 0.12), 0.022, 0.022, hair, light, 8)]),
  ];
}

/** Shelves full of packages against a wall: `origin` is the lower left front corner, `along` runs to the right. */
function shelf(origin: Vec3, along: Vec3, levels: number, width: number, light: LightAt, seed: number, goods: readonly Surface[]): Triangle[] {
  const random = seededRandom(seed);
  const out: Vec3 = normalise([-along[2], 0, along[0]]);
  const board = textured(RECTS.wood);
  const triangles: Triangle[] = [];
  const place = (u: number, up: number, ahead: number): Vec3 => [origin[0] + along[0] * u - out[0] * ahead, origin[1] + up, origin[2] + along[2] * u - out[2] * ahead];
  const span = (from: number, size: number): Vec3 => [along[0] * size, from, along[2] * size];
  for (let level = 0; level < levels; level++) {
    const up = 0.18 + level * 0.46;
    triangles.push(...quad(place(0, up, 0.02), span(0, width), [0, -0.05, 0], board, light, [8, 1]), ...quad(place(0, up, -0.36), span(0, width), [out[0] * -0.38, 0, out[2] * -0.38], board, light, [8, 1]));
    for (let u = 0.03; u < width - 0.24;) {
      const [wide, high] = [0.14 + random() * 0.1, 0.2 + random() * 0.16];
      const surface = goods[Math.floor(random() * goods.length)]!;
      const ahead = -0.02 - random() * 0.08;
      triangles.push(...quad(place(u, up + high, ahead), span(0, wide), [0, -high, 0], surface, light, [2, 2]));
      triangles.push(...quad(place(u, up + high, ahead - 0.2), span(0, wide), [out[0] * -0.2, 0, out[2] * -0.2], plain(150, 140, 126), light));
      u += wide + 0.01 + random() * 0.04;
    }
  }
  triangles.push(...quad(place(0, 0.2 + levels * 0.46, -0.37), span(0, width), [0, -0.2 - levels * 0.46, 0], plain(120, 112, 100), light, [8, 4]));
  return triangles;
}

/** Steps, breath and a hand that turns: position in metres, angles in radians. */
function handHeld(seconds: number, seed: number, steps: number): { x: number; y: number; yaw: number; pitch: number; roll: number } {
  const noise = (rate: number, salt: number): number => smoothNoise(seconds * rate, seed + salt);
  const step = Math.sin(seconds * Math.PI * 2 * 1.75);
  return {
    x: noise(0.7, 1) * 0.05 + step * 0.012 * steps,
    y: noise(0.9, 2) * 0.02 + Math.abs(step) * 0.028 * steps,
    yaw: noise(0.8, 3) * 0.045 + noise(3.1, 4) * 0.007,
    pitch: noise(0.9, 5) * 0.03 + noise(3.7, 6) * 0.006 + step * 0.008 * steps,
    roll: noise(0.6, 7) * 0.02 + noise(2.9, 8) * 0.004,
  };
}

/** A small shop: shelves on two sides, a counter with the keeper, a colleague, a bright shop window. */
export function shop(): Place {
  const light = lamps([{ at: [-1.2, 2.7, 0.5], power: 0.75 }, { at: [1.3, 2.7, 2.6], power: 0.8 }, { at: [-2.9, 1.7, -1.2], power: 0.7 }], 0.34, 2.9);
  const goods = PACKAGES.map((rect) => textured(rect));
  const wall = textured(RECTS.wall);
  const still = [
    ...quad([-3, 0, 5], [6, 0, 0], [0, 0, -8], textured(RECTS.floor), light, [18, 24], [9, 12]),
    ...quad([-3, 2.9, -3], [6, 0, 0], [0, 0, 8], plain(226, 224, 218), light, [12, 16]),
    ...quad([-3, 2.9, 5], [6, 0, 0], [0, -2.9, 0], wall, light, [12, 6], [3, 2]),
    ...quad([3, 2.9, 5], [0, 0, -8], [0, -2.9, 0], wall, light, [16, 6], [4, 2]),
    ...quad([-3, 2.9, -3], [0, 0, 8], [0, -2.9, 0], wall, light, [16, 6], [4, 2]),
    ...quad([3, 2.9, -3], [-6, 0, 0], [0, -2.9, 0], wall, light, [12, 6], [3, 2]),
    ...quad([-2.98, 2.2, -2.2], [0, 0, 2.2], [0, -1.3, 0], textured(RECTS.street, [520, 520, 500]), light, [6, 4]),
    ...quad([-1.4, 2.75, 4.98], [2.8, 0, 0], [0, -0.6, 0], textured(RECTS.shopSign), light, [6, 2]),
    ...quad([2.97, 2.0, 3.4], [0, 0, -0.75], [0, -0.58, 0], textured(RECTS.licence), light, [2, 2]),
    ...quad([2.97, 2.0, 2.4], [0, 0, -0.75], [0, -0.58, 0], textured(RECTS.notice), light, [2, 2]),
    ...shelf([-1.7, 0, 4.6], [1, 0, 0], 4, 3.4, light, 11, goods),
    ...shelf([-2.58, 0, 0.4], [0, 0, 1], 4, 3.8, light, 12, goods),
    ...box([0.75, 0, 2.0], [0.5, 0.95, 1.9], textured(RECTS.wood), textured(RECTS.wood), light),
    ...box([0.85, 0.95, 2.3], [0.28, 0.22, 0.3], plain(58, 62, 70), plain(42, 45, 52), light),
    ...box([0.95, 0.95, 3.1], [0.2, 0.28, 0.14], goods[3]!, goods[3]!, light),
    ...[-1.2, 1.3].flatMap((x) => quad([x - 0.6, 2.88, 1.2], [1.2, 0, 0], [0, 0, 0.16], plain(640, 640, 610), () => 1)),
  ];
  const keeper: Figure = { x: 1.75, z: 3.0, facing: -2.2, coat: plain(60, 112, 92), legs: plain(52, 54, 62), cap: null, seed: 210, pace: 0.55 };
  const colleague: Figure = { x: -0.55, z: 3.0, facing: 2.1, coat: plain(44, 58, 92), legs: plain(34, 40, 60), cap: plain(30, 38, 66), seed: 330, pace: 0.4 };
  return {
    still,
    moving: (seconds) => [...person(keeper, seconds, light), ...person(colleague, seconds, light)],
    camera: (seconds) => {
      const walking = Math.max(0, 1 - seconds / 7);
      const hand = handHeld(seconds, 90, 0.25 + 0.75 * walking);
      const along = 1 - (1 - Math.min(1, seconds / 9)) ** 2;
      return {
        at: [-0.9 + 0.5 * along + smoothNoise(seconds * 0.16, 41) * 0.35 + hand.x, 1.32 + hand.y, -2.2 + 2.9 * along + smoothNoise(seconds * 0.13, 42) * 0.25],
        yaw: 0.12 + smoothNoise(seconds * 0.22, 43) * 0.55 + hand.yaw,
        pitch: -0.04 + smoothNoise(seconds * 0.2, 44) * 0.06 + hand.pitch,
        roll: hand.roll,
      };
    },
    look: (seconds) => ({ exposure: 2.1 + smoothNoise(seconds * 0.3, 45) * 0.04, noise: 2.6, red: 1.03, blue: 0.96 }),
  };
}

/** A store room of another site, with its own light and camera: what was inserted does not come from here. */
export function storeRoom(): Place {
  const light = lamps([{ at: [0, 3.1, 1.5], power: 0.75 }, { at: [2, 3.1, 5], power: 0.5 }], 0.2, 3.3);
  const wall = textured(RECTS.concrete);
  const carton = textured(RECTS.carton);
  const random = seededRandom(77);
  const still = [
    ...quad([-3.5, 0, 7], [7, 0, 0], [0, 0, -10], textured(RECTS.concrete, [200, 205, 214]), light, [14, 20], [7, 10]),
    ...quad([-3.5, 3.3, -3], [7, 0, 0], [0, 0, 10], plain(150, 156, 162), light, [10, 14]),
    ...quad([-3.5, 3.3, 7], [7, 0, 0], [0, -3.3, 0], wall, light, [12, 6], [4, 2]),
    ...quad([3.5, 3.3, 7], [0, 0, -10], [0, -3.3, 0], wall, light, [15, 6], [5, 2]),
    ...quad([-3.5, 3.3, -3], [0, 0, 10], [0, -3.3, 0], wall, light, [15, 6], [5, 2]),
    ...quad([-0.4, 2.2, 6.97], [1.2, 0, 0], [0, -2.2, 0], plain(84, 96, 108), light, [3, 5]),
    ...Array.from({ length: 26 }, (_, at) => {
      const size = 0.42 + random() * 0.26;
      const side = at % 2 === 0 ? -1 : 1;
      return box([side * (1.5 + random() * 1.3), Math.floor(at / 14) * 0.6, 1.2 + ((at * 0.41) % 5)], [size, size * 0.86, size], carton, carton, light);
    }).flat(),
  ];
  const porter: Figure = { x: 0.7, z: 4.2, facing: -2.6, coat: plain(176, 108, 52), legs: plain(56, 60, 58), cap: null, seed: 510, pace: 0.7 };
  return {
    still,
    moving: (seconds) => person(porter, seconds, light),
    camera: (seconds) => {
      const hand = handHeld(seconds, 700, 0.9);
      return { at: [-0.3 + smoothNoise(seconds * 0.2, 71) * 0.3 + hand.x, 1.5 + hand.y, -1.2 + seconds * 0.35], yaw: 0.1 + smoothNoise(seconds * 0.3, 72) * 0.45 + hand.yaw, pitch: -0.07 + hand.pitch, roll: hand.roll };
    },
    look: () => ({ exposure: 2.0, noise: 4.2, red: 0.93, blue: 1.1 }),
  };
}
