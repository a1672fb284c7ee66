/** Which pictures are worth reading: the sharpest of every few seconds, and only where something new is in view. */
import { scaleLuma, type LumaPicture } from '../ocr/luma-picture';

/** Side of the pictures that are looked at before any is read. */
const SMALL_WIDTH = 320;
const THUMB_WIDTH = 32;
const THUMB_HEIGHT = 18;
/** Mean difference of thumbnails, 0 … 255, from which on a view counts as new: hand-held standing still stays below 6, a turn of the head is above 15. */
const NEW_VIEW = 10;
/** Even a still view is read again after this long: what moved into it is small. */
const AGAIN_US = 20_000_000;

export interface Looked {
  /** Mean of squared second differences, which motion blur and defocus take away. */
  readonly sharpness: number;
  readonly thumb: Uint8Array;
}

export function lookAt(picture: LumaPicture): Looked {
  const width = Math.min(SMALL_WIDTH, picture.width);
  const height = Math.max(3, Math.round((picture.height * width) / picture.width));
  const { luma } = scaleLuma(picture, width, height);
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const second = 4 * luma[at] - luma[at - 1] - luma[at + 1] - luma[at - width] - luma[at + width];
      sum += second * second;
    }
  }
  return { sharpness: sum / ((width - 2) * (height - 2)), thumb: scaleLuma({ width, height, luma }, THUMB_WIDTH, THUMB_HEIGHT).luma };
}

const difference = (a: Uint8Array, b: Uint8Array): number => a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length;

/** A cell of the thumbnail changed when it differs by more than light alone makes it, 0 … 255; a camera that moves changes most cells, people before one that stands still do not. */
const CELL_CHANGED = 12;
const MOVED01 = 0.5;

/** Whether the camera moved between two pictures: most of the scene is another, apart from a common change of light. */
export function hasMoved(a: Uint8Array, b: Uint8Array): boolean {
  const lighter = Int16Array.from(a, (value, at) => value - b[at]).sort()[a.length >> 1];
  const changed = a.reduce((count, value, at) => count + (Math.abs(value - b[at] - lighter) >= CELL_CHANGED ? 1 : 0), 0);
  return changed >= MOVED01 * a.length;
}

/** The last picture that was read. */
export interface ReadView { readonly thumb: Uint8Array; readonly atUs: number }

export function isWorthReading({ thumb }: Looked, atUs: number, last: ReadView | null): boolean {
  return last === null || atUs - last.atUs >= AGAIN_US || difference(thumb, last.thumb) >= NEW_VIEW;
}

/** Ordinals of keyframes, one list a window; a window without a keyframe gives its first picture. @param times in presentation order, µs */
export function pictureWindows(times: readonly number[], isKey: (ordinal: number) => boolean, windowUs: number, most: number): readonly (readonly number[])[] {
  const windows: number[][] = [];
  let until = -Infinity;
  times.forEach((timeUs, ordinal) => {
    if (timeUs >= until) {
      until = timeUs + windowUs;
      windows.push([ordinal]);
    } else if (isKey(ordinal)) {
      const now = windows.at(-1)!;
      if (now.length === 1 && !isKey(now[0])) now[0] = ordinal;
      else if (now.length < most) now.push(ordinal);
    }
  });
  return windows;
}
