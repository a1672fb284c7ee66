/** Decodes corpus clips once with native FFmpeg into a cache of small frames, so that picture detectors can be studied without a browser. */
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, createWriteStream, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { once } from 'node:events';
import { us } from '../../src/core/time';
import type { SmallFrame } from '../../src/core/tables';

export interface CachedClip {
  readonly width: number;
  readonly height: number;
  readonly ptsUs: readonly number[];
  readonly key: readonly boolean[];
  readonly raw: string;
}

/** The coarse chroma grid of SmallFrame: one cell for 16 × 16 small-frame pixels. */
const CHROMA_CELL = 16;

function chromaGrid(plane: Uint16Array, width: number, height: number): Uint8Array {
  const cellsX = Math.ceil(width / CHROMA_CELL);
  const cellsY = Math.ceil(height / CHROMA_CELL);
  const out = new Uint8Array(cellsX * cellsY);
  const half = CHROMA_CELL / 2;
  const planeWidth = width / 2;
  const planeHeight = height / 2;
  for (let cy = 0; cy < cellsY; cy++) {
    for (let cx = 0; cx < cellsX; cx++) {
      let sum = 0;
      let n = 0;
      for (let y = cy * half; y < Math.min(planeHeight, (cy + 1) * half); y++) {
        for (let x = cx * half; x < Math.min(planeWidth, (cx + 1) * half); x++) { sum += plane[y * planeWidth + x]; n++; }
      }
      out[cy * cellsX + cx] = Math.round(sum / n / 16);
    }
  }
  return out;
}

/** Long side 320, area averaged, luma × 16 (12-bit planes carry exactly that); time stamps as FFmpeg presents them, rebased to 0. */
export async function cacheClip(file: string, cacheDir: string): Promise<CachedClip> {
  mkdirSync(cacheDir, { recursive: true });
  const stem = join(cacheDir, basename(file));
  if (existsSync(`${stem}.json`)) return JSON.parse(readFileSync(`${stem}.json`, 'utf8')) as CachedClip;
  const size = "w='if(gte(iw,ih),320,-2)':h='if(gte(iw,ih),-2,320)'";
  const ffmpeg = spawn('ffmpeg', ['-v', 'info', '-nostdin', '-nostats', '-noautorotate', '-threads', '1', '-i', file, '-map', '0:v:0', '-an',
    '-fps_mode', 'passthrough', '-vf', `showinfo=checksum=0,scale=${size}:flags=area:in_range=pc:out_range=pc,format=yuv420p12le`,
    '-f', 'rawvideo', 'pipe:1'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  ffmpeg.stderr.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  const part = `${stem}.part`;
  const sink = createWriteStream(part);
  ffmpeg.stdout.pipe(sink);
  const [code] = await once(ffmpeg, 'close') as [number];
  if (!sink.writableFinished) await once(sink, 'finish');
  if (code !== 0) throw new Error(`ffmpeg failed on ${file}: ${log.slice(-400)}`);
  const rows = [...log.matchAll(/Parsed_showinfo.*? n: *\d+ .*?pts_time:(\S+).*? s:(\d+)x(\d+) .*?iskey:(\d)/g)];
  const sourceWidth = Number(rows[0][2]);
  const sourceHeight = Number(rows[0][3]);
  const even = (n: number): number => 2 * Math.round(n / 2);
  const wide = sourceWidth >= sourceHeight;
  const width = wide ? 320 : even(320 * sourceWidth / sourceHeight);
  const height = wide ? even(320 * sourceHeight / sourceWidth) : 320;
  const raw = `${stem}.raw`;
  renameSync(part, raw);
  const clip: CachedClip = { width, height, ptsUs: rows.map((r) => Math.round(Number(r[1]) * 1e6)), key: rows.map((r) => r[4] === '1'), raw };
  writeFileSync(`${stem}.json`, JSON.stringify(clip));
  return clip;
}

/** Frames of a cached clip in presentation order; buffers are fresh for each frame. */
export async function* readClip(clip: CachedClip): AsyncGenerator<SmallFrame> {
  const { width, height } = clip;
  const frameBytes = width * height * 3;
  let pending: Buffer = Buffer.alloc(0);
  let ordinal = 0;
  for await (const chunk of createReadStream(clip.raw, { highWaterMark: frameBytes * 4 }) as AsyncIterable<Buffer>) {
    pending = pending.length ? Buffer.concat([pending, chunk]) : chunk;
    let offset = 0;
    for (; offset + frameBytes <= pending.length; offset += frameBytes) {
      const words = new Uint16Array(frameBytes / 2);
      Buffer.from(words.buffer).set(pending.subarray(offset, offset + frameBytes));
      const area = width * height;
      yield { ordinal, ptsUs: us(clip.ptsUs[ordinal]), key: clip.key[ordinal], width, height, luma: words.subarray(0, area),
        cb: chromaGrid(words.subarray(area, area * 1.25), width, height), cr: chromaGrid(words.subarray(area * 1.25), width, height) };
      ordinal++;
    }
    pending = pending.subarray(offset);
  }
}
