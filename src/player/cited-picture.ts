/** The picture on screen as an image file that a verdict can cite: unlabelled, at the size the player has it, known by its hash. */
import type { ShownPicture } from './playback-engine';

export interface CitedPicture {
  /** SHA-256 of `bytes`, lower-case hex. */
  readonly hash: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly type: 'image/jpeg';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A tenth of the bytes of a lossless file, and nothing that an eye could miss: a case cites dozens. */
const QUALITY_01 = 0.92;

/** Throws what canvas encoding throws (out of memory). */
export async function citedPicture({ source, width, height }: ShownPicture): Promise<CitedPicture> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.drawImage(source, 0, 0, width, height);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY_01 })).arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return { hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''), width, height, type: 'image/jpeg', bytes };
}
