/** Turns ffmpeg's raw yuv420p16le output and its showinfo lines into small pictures with their times. */
import type { FfmpegPicture } from './ffmpeg-messages';

/** Side of a chroma cell in luma pixels, as in SmallFrame. */
const CELL = 16;

export interface PictureAssembler {
  /** Raw output in whatever pieces it comes; pieces are copied. */
  write(bytes: Uint8Array): void;
  /** Every log line; showinfo's times are picked out. */
  log(line: string): void;
}

/** @param width, height even */
export function createPictureAssembler(width: number, height: number, emit: (picture: FfmpegPicture) => void): PictureAssembler {
  const lumaCount = width * height;
  const chromaCount = lumaCount / 4;
  const raw = new Uint8Array(2 * (lumaCount + 2 * chromaCount));
  const samples = new Uint16Array(raw.buffer);
  const times: number[] = [];
  let filled = 0;

  const picture = (): FfmpegPicture => {
    const luma = new Uint16Array(lumaCount);
    // 16 significant bits → 8.4 fixed point, rounded.
    for (let i = 0; i < lumaCount; i++) luma[i] = Math.min(4080, (samples[i]! + 8) >> 4);
    return {
      ptsSeconds: times.shift() ?? NaN,
      luma,
      cb: meanCells(samples.subarray(lumaCount, lumaCount + chromaCount), width, height),
      cr: meanCells(samples.subarray(lumaCount + chromaCount), width, height),
    };
  };

  return {
    write(bytes) {
      for (let at = 0; at < bytes.length;) {
        const take = Math.min(bytes.length - at, raw.length - filled);
        raw.set(bytes.subarray(at, at + take), filled);
        filled += take;
        at += take;
        if (filled === raw.length) {
          filled = 0;
          emit(picture());
        }
      }
    },
    log(line) {
      if (!line.startsWith('[Parsed_showinfo')) return;
      const time = /\bn: *\d+ pts: *(\S+) pts_time: *(\S+)/.exec(line);
      if (time) times.push(time[1] === 'NOPTS' ? NaN : Number(time[2]));
    },
  };
}

/** Means over cells of 16×16 luma pixels of a half-size plane of 16-bit samples. */
function meanCells(plane: Uint16Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const half = CELL / 2;
  const planeWidth = width / 2;
  const planeHeight = height / 2;
  const columns = Math.ceil(width / CELL);
  const out = new Uint8Array(columns * Math.ceil(height / CELL));
  for (let cell = 0; cell < out.length; cell++) {
    const x0 = (cell % columns) * half;
    const y0 = Math.floor(cell / columns) * half;
    const x1 = Math.min(planeWidth, x0 + half);
    const y1 = Math.min(planeHeight, y0 + half);
    let sum = 0;
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) sum += plane[y * planeWidth + x]!;
    out[cell] = Math.min(255, Math.round(sum / ((x1 - x0) * (y1 - y0)) / 256));
  }
  return out;
}
