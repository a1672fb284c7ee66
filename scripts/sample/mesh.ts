/** Triangles with baked light: the small geometry kit of the sample scene (quads, boxes, ellipsoids, limbs). */

export type Vec3 = readonly [number, number, number];

/** Rectangle of the texture atlas in pixels. */
export interface AtlasRect { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

export interface Surface {
  /** Multiplies the texture, 0…255 each; alone when `rect` is null. */
  readonly colour: Vec3;
  readonly rect: AtlasRect | null;
}

/** One triangle: nine coordinates, six texture coordinates in atlas pixels, three light factors. */
export interface Triangle {
  readonly at: readonly [Vec3, Vec3, Vec3];
  readonly uv: readonly [number, number, number, number, number, number];
  readonly light: readonly [number, number, number];
  readonly surface: Surface;
}

/** Light that a point with this normal receives, as a factor of its colour. */
export type LightAt = (point: Vec3, normal: Vec3) => number;

export const plain = (r: number, g: number, b: number): Surface => ({ colour: [r, g, b], rect: null });

const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const lerp = (a: Vec3, b: Vec3, t: number): Vec3 => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

export function normalise(v: Vec3): Vec3 {
  const length = Math.hypot(...v) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
}

/**
 * A rectangle from its top-left corner along `right` and `down`, cut into cells so that baked light varies over it.
 * The texture fills it once, or repeats `repeat` times in each direction.
 */
export function quad(topLeft: Vec3, right: Vec3, down: Vec3, surface: Surface, light: LightAt, cells: readonly [number, number] = [1, 1], repeat: readonly [number, number] = [1, 1]): Triangle[] {
  const normal = normalise(cross(down, right));
  const corner = (u: number, v: number): Vec3 => [
    topLeft[0] + right[0] * u + down[0] * v, topLeft[1] + right[1] * u + down[1] * v, topLeft[2] + right[2] * u + down[2] * v,
  ];
  const rect = surface.rect ?? { x: 0, y: 0, w: 1, h: 1 };
  const triangles: Triangle[] = [];
  for (let row = 0; row < cells[1]; row++) {
    for (let column = 0; column < cells[0]; column++) {
      const [u0, u1, v0, v1] = [column / cells[0], (column + 1) / cells[0], row / cells[1], (row + 1) / cells[1]];
      const points = [corner(u0, v0), corner(u1, v0), corner(u1, v1), corner(u0, v1)] as const;
      const lights = points.map((point) => light(point, normal));
      // A cell lies within one repetition when cells are a multiple of the repetitions.
      const wrap = (value: number, times: number, start: number): number => value * times - Math.floor(start * times + 1e-6);
      const [s0, s1] = [wrap(u0, repeat[0], u0), wrap(u1, repeat[0], u0)].map((s) => rect.x + s * rect.w);
      const [t0, t1] = [wrap(v0, repeat[1], v0), wrap(v1, repeat[1], v0)].map((t) => rect.y + t * rect.h);
      const [l0 = 1, l1 = 1, l2 = 1, l3 = 1] = lights;
      triangles.push({ at: [points[0], points[1], points[2]], uv: [s0!, t0!, s1!, t0!, s1!, t1!], light: [l0, l1, l2], surface });
      triangles.push({ at: [points[0], points[2], points[3]], uv: [s0!, t0!, s1!, t1!, s0!, t1!], light: [l0, l2, l3], surface });
    }
  }
  return triangles;
}

/** An upright box from its lowest corner; `front` is the face towards −z. */
export function box(low: Vec3, size: Vec3, front: Surface, side: Surface, light: LightAt): Triangle[] {
  const [x, y, z] = low;
  const [w, h, d] = size;
  return [
    ...quad([x, y + h, z], [w, 0, 0], [0, -h, 0], front, light),
    ...quad([x + w, y + h, z + d], [-w, 0, 0], [0, -h, 0], front, light),
    ...quad([x + w, y + h, z], [0, 0, d], [0, -h, 0], side, light),
    ...quad([x, y + h, z + d], [0, 0, -d], [0, -h, 0], side, light),
    ...quad([x, y + h, z + d], [w, 0, 0], [0, 0, -d], side, light),
  ];
}

/** A tapered round limb between two points, with round ends. */
export function limb(from: Vec3, to: Vec3, radiusFrom: number, radiusTo: number, surface: Surface, light: LightAt, around = 10): Triangle[] {
  const axis = normalise(sub(to, from));
  const aside = normalise(cross(axis, Math.abs(axis[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]));
  const other = cross(axis, aside);
  const length = Math.hypot(...sub(to, from));
  // Rings: the lower cap, the shaft, the upper cap.
  const rings: { along: number; radius: number; lean: number }[] = [];
  for (const angle of [-90, -45, 0]) rings.push({ along: radiusFrom * Math.sin((angle * Math.PI) / 180), radius: radiusFrom * Math.cos((angle * Math.PI) / 180), lean: Math.sin((angle * Math.PI) / 180) });
  for (const angle of [0, 45, 90]) rings.push({ along: length + radiusTo * Math.sin((angle * Math.PI) / 180), radius: radiusTo * Math.cos((angle * Math.PI) / 180), lean: Math.sin((angle * Math.PI) / 180) });
  const point = (ring: { along: number; radius: number }, turn: number): Vec3 => {
    const [c, s] = [Math.cos(turn) * ring.radius, Math.sin(turn) * ring.radius];
    const centre = lerp(from, [from[0] + axis[0], from[1] + axis[1], from[2] + axis[2]], ring.along);
    return [centre[0] + aside[0] * c + other[0] * s, centre[1] + aside[1] * c + other[1] * s, centre[2] + aside[2] * c + other[2] * s];
  };
  const normal = (lean: number, turn: number): Vec3 => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return normalise([aside[0] * c + other[0] * s + axis[0] * lean, aside[1] * c + other[1] * s + axis[1] * lean, aside[2] * c + other[2] * s + axis[2] * lean]);
  };
  const triangles: Triangle[] = [];
  const uv = [0, 0, 0, 0, 0, 0] as const;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const [lower, upper] = [rings[ring]!, rings[ring + 1]!];
    for (let step = 0; step < around; step++) {
      const [t0, t1] = [(step / around) * 2 * Math.PI, ((step + 1) / around) * 2 * Math.PI];
      const corners = [point(lower, t0), point(lower, t1), point(upper, t1), point(upper, t0)] as const;
      const lights = [light(corners[0], normal(lower.lean, t0)), light(corners[1], normal(lower.lean, t1)), light(corners[2], normal(upper.lean, t1)), light(corners[3], normal(upper.lean, t0))] as const;
      triangles.push({ at: [corners[0], corners[1], corners[2]], uv, light: [lights[0], lights[1], lights[2]], surface });
      triangles.push({ at: [corners[0], corners[2], corners[3]], uv, light: [lights[0], lights[2], lights[3]], surface });
    }
  }
  return triangles;
}
