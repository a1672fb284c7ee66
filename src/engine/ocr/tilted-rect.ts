/** The smallest rectangle around a shape, at any angle (rotating calipers, Toussaint 1983), and the picture inside it laid level. */
import type { LumaPicture } from './luma-picture';

export interface Point { readonly x: number; readonly y: number }

/** A rectangle by its middle, its long side and the side across it; `angle` of the long side in radians, −π/2 … π/2, positive clockwise on the screen. */
export interface TiltedRect {
  readonly cx: number;
  readonly cy: number;
  readonly along: number;
  readonly across: number;
  readonly angle: number;
}

/** Convex hull, counted around (Andrew 1979). */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length > 1 && cross(hull[hull.length - 2], hull[hull.length - 1], point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

const cross = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Of all rectangles with a side on the hull's, the one of the least area. @param points at least one */
export function tiltedRect(points: readonly Point[]): TiltedRect {
  const hull = convexHull(points);
  let best: TiltedRect | null = null;
  hull.forEach((from, at) => {
    const to = hull[(at + 1) % hull.length];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const [ux, uy] = length === 0 ? [1, 0] : [(to.x - from.x) / length, (to.y - from.y) / length];
    const us = hull.map(({ x, y }) => x * ux + y * uy);
    const vs = hull.map(({ x, y }) => y * ux - x * uy);
    const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
    const [w, h] = [u1 - u0, v1 - v0];
    if (best !== null && w * h >= best.along * best.across) return;
    const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2];
    const turned = Math.atan2(uy, ux) + (w >= h ? 0 : Math.PI / 2);
    best = { cx: u * ux - v * uy, cy: u * uy + v * ux, along: Math.max(w, h), across: Math.min(w, h), angle: upright(turned) };
  });
  return best ?? { cx: 0, cy: 0, along: 0, across: 0, angle: 0 };
}

/** The same direction of a line within −π/2 … π/2. */
export function upright(angle: number): number {
  const turned = angle - Math.PI * Math.round(angle / Math.PI);
  return turned === -Math.PI / 2 ? Math.PI / 2 : turned;
}

/** The picture inside the rectangle, its long side level; bilinear, edges repeated. */
export function layLevel({ width, height, luma }: LumaPicture, { cx, cy, along, across, angle }: TiltedRect): LumaPicture {
  const [w, h] = [Math.max(1, Math.round(along)), Math.max(1, Math.round(across))];
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const out = new Uint8Array(w * h);
  for (let row = 0; row < h; row++) {
    for (let column = 0; column < w; column++) {
      const [u, v] = [column + 0.5 - w / 2, row + 0.5 - h / 2];
      const x = Math.max(0, Math.min(width - 1, cx + u * ux - v * uy - 0.5));
      const y = Math.max(0, Math.min(height - 1, cy + u * uy + v * ux - 0.5));
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
      const [fx, fy] = [x - x0, y - y0];
      const top = luma[y0 * width + x0] * (1 - fx) + luma[y0 * width + x1] * fx;
      const bottom = luma[y1 * width + x0] * (1 - fx) + luma[y1 * width + x1] * fx;
      out[row * w + column] = Math.round(top * (1 - fy) + bottom * fy);
    }
  }
  return { width: w, height: h, luma: out };
}
