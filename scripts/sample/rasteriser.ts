/** A small software renderer: perspective, z-buffer, textures, four samples a pixel, then lens and sensor of a cheap wide-angle camera. */
import type { Triangle, Vec3 } from './mesh';
import { gaussianTable, seededRandom } from './seeded-noise';

export interface Picture { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

export interface CameraPose {
  readonly at: Vec3;
  /** Radians; yaw turns right, pitch looks up, roll tilts clockwise. */
  readonly yaw: number; readonly pitch: number; readonly roll: number;
}

export interface SensorLook {
  /** Factor on all light. */
  readonly exposure: number;
  /** Standard deviation of the sensor noise, in 8-bit steps. */
  readonly noise: number;
  /** Colour temperature: factors on red and blue. */
  readonly red: number; readonly blue: number;
}

const NEAR = 0.06;
/** Samples a pixel in each direction. */
const OVERSAMPLE = 2;
/** Focal length over half the width: about 88 degrees across, as body cameras have. */
const FOCAL = 1.03;
/** Barrel distortion at the corners. */
const BARREL = 0.07;

interface ClipVertex { x: number; y: number; z: number; u: number; v: number; l: number }

export class Rasteriser {
  private readonly w: number;
  private readonly h: number;
  private readonly colour: Float32Array;
  private readonly depth: Float32Array;
  private readonly noise = gaussianTable(1 << 16, 7);

  constructor(readonly width: number, readonly height: number, private readonly atlas: Picture) {
    this.w = width * OVERSAMPLE;
    this.h = height * OVERSAMPLE;
    this.colour = new Float32Array(this.w * this.h * 3);
    this.depth = new Float32Array(this.w * this.h);
  }

  clear(r: number, g: number, b: number): void {
    this.depth.fill(0);
    for (let at = 0; at < this.colour.length; at += 3) {
      this.colour[at] = r;
      this.colour[at + 1] = g;
      this.colour[at + 2] = b;
    }
  }

  /** Draws triangles from this pose. */
  draw(triangles: readonly Triangle[], pose: CameraPose): void {
    const [sy, cy, sp, cp, sr, cr] = [Math.sin(pose.yaw), Math.cos(pose.yaw), Math.sin(pose.pitch), Math.cos(pose.pitch), Math.sin(pose.roll), Math.cos(pose.roll)];
    for (const triangle of triangles) {
      const clip: ClipVertex[] = [];
      for (let corner = 0; corner < 3; corner++) {
        const point = triangle.at[corner]!;
        const [dx, dy, dz] = [point[0] - pose.at[0], point[1] - pose.at[1], point[2] - pose.at[2]];
        const x1 = dx * cy - dz * sy;
        const z1 = dx * sy + dz * cy;
        const y2 = dy * cp - z1 * sp;
        const z2 = dy * sp + z1 * cp;
        clip.push({ x: x1 * cr + y2 * sr, y: y2 * cr - x1 * sr, z: z2, u: triangle.uv[corner * 2]!, v: triangle.uv[corner * 2 + 1]!, l: triangle.light[corner]! });
      }
      const visible = clipNear(clip);
      for (let corner = 1; corner + 1 < visible.length; corner++) this.fill(visible[0]!, visible[corner]!, visible[corner + 1]!, triangle);
    }
  }

  private fill(a: ClipVertex, b: ClipVertex, c: ClipVertex, triangle: Triangle): void {
    const scale = (FOCAL * this.w) / 2;
    const [cx, cy] = [this.w / 2, this.h / 2];
    const [ax, ay, bx, by, qx, qy] = [cx + (a.x / a.z) * scale, cy - (a.y / a.z) * scale, cx + (b.x / b.z) * scale, cy - (b.y / b.z) * scale, cx + (c.x / c.z) * scale, cy - (c.y / c.z) * scale];
    const area = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
    if (Math.abs(area) < 1e-6) return;
    const [left, right] = [Math.max(0, Math.ceil(Math.min(ax, bx, qx) - 0.5)), Math.min(this.w - 1, Math.floor(Math.max(ax, bx, qx) - 0.5))];
    const [top, bottom] = [Math.max(0, Math.ceil(Math.min(ay, by, qy) - 0.5)), Math.min(this.h - 1, Math.floor(Math.max(ay, by, qy) - 0.5))];
    const [ia, ib, ic] = [1 / a.z, 1 / b.z, 1 / c.z];
    const { colour, depth, w } = this;
    const texels = triangle.surface.rect === null ? null : this.atlas;
    const [cr, cg, cb] = triangle.surface.colour;
    for (let y = top; y <= bottom; y++) {
      const py = y + 0.5;
      for (let x = left; x <= right; x++) {
        const px = x + 0.5;
        const wb = ((px - ax) * (qy - ay) - (py - ay) * (qx - ax)) / area;
        const wc = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / area;
        const wa = 1 - wb - wc;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const inverse = wa * ia + wb * ib + wc * ic;
        const at = y * w + x;
        if (inverse <= depth[at]!) continue;
        depth[at] = inverse;
        const z = 1 / inverse;
        const light = (wa * ia * a.l + wb * ib * b.l + wc * ic * c.l) * z;
        let [r, g, blue] = [cr, cg, cb];
        if (texels !== null) {
          const u = (wa * ia * a.u + wb * ib * b.u + wc * ic * c.u) * z;
          const v = (wa * ia * a.v + wb * ib * b.v + wc * ic * c.v) * z;
          const texel = (Math.min(texels.height - 1, Math.max(0, v | 0)) * texels.width + Math.min(texels.width - 1, Math.max(0, u | 0))) * 4;
          r = (r * texels.rgba[texel]!) / 255;
          g = (g * texels.rgba[texel + 1]!) / 255;
          blue = (blue * texels.rgba[texel + 2]!) / 255;
        }
        colour[at * 3] = r * light;
        colour[at * 3 + 1] = g * light;
        colour[at * 3 + 2] = blue * light;
      }
    }
  }

  /** Lens and sensor: distortion, corner fall-off, exposure, noise that differs in each frame. Writes RGB into `out`. */
  develop(out: Uint8Array, look: SensorLook, frameSeed: number): void {
    const random = seededRandom(frameSeed * 2654435761);
    let grain = Math.floor(random() * 65536);
    const { width, height, w, h, colour, noise } = this;
    const [half, aspect] = [width / 2, height / width];
    for (let y = 0; y < height; y++) {
      grain = Math.floor(random() * 65536);
      for (let x = 0; x < width; x++) {
        const dx = (x + 0.5 - half) / half;
        const dy = ((y + 0.5) / height * 2 - 1) * aspect;
        const r2 = dx * dx + dy * dy;
        const bend = (1 + BARREL * r2) / (1 + BARREL * 1.2);
        const sx = Math.min(w - 2, Math.max(0, (dx * bend + 1) * half * OVERSAMPLE - 1)) | 0;
        const sy = Math.min(h - 2, Math.max(0, (dy * bend / aspect + 1) * (height / 2) * OVERSAMPLE - 1)) | 0;
        const gain = look.exposure * (1 - 0.28 * r2);
        const first = (sy * w + sx) * 3;
        const below = first + w * 3;
        const luma = noise[grain++ & 0xffff]! * look.noise;
        for (let channel = 0; channel < 3; channel++) {
          const mean = (colour[first + channel]! + colour[first + 3 + channel]! + colour[below + channel]! + colour[below + 3 + channel]!) / 4;
          const tint = channel === 0 ? look.red : channel === 2 ? look.blue : 1;
          const lit = 255 * (1 - Math.exp(-(mean * gain * tint) / 165));
          const value = lit + luma + noise[(grain * 7 + channel * 977) & 0xffff]! * look.noise * 0.35;
          out[(y * width + x) * 3 + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
      }
    }
  }
}

/** Cuts a triangle at the near plane; 0 to 4 corners remain. */
function clipNear(corners: readonly ClipVertex[]): ClipVertex[] {
  const kept: ClipVertex[] = [];
  for (let at = 0; at < corners.length; at++) {
    const [from, to] = [corners[at]!, corners[(at + 1) % corners.length]!];
    if (from.z >= NEAR) kept.push(from);
    if (from.z >= NEAR !== to.z >= NEAR) {
      const t = (NEAR - from.z) / (to.z - from.z);
      kept.push({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t, z: NEAR, u: from.u + (to.u - from.u) * t, v: from.v + (to.v - from.v) * t, l: from.l + (to.l - from.l) * t });
    }
  }
  return kept;
}
