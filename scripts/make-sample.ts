/** `npm run sample`: renders the four recordings of the sample case into `public/sample`, with their manifest. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GLYPH_CELL, GLYPHS, RECTS, renderAtlas } from './sample/atlas';
import { Rasteriser } from './sample/rasteriser';
import type { Picture } from './sample/rasteriser';
import { shop, storeRoom } from './sample/scene';
import type { Place } from './sample/scene';
import { roomTone, SAMPLE_RATE, toPcm16, withSpeech } from './sample/sound';
import type { Line } from './sample/sound';
import { ROOT } from './setup/run.mjs';

/** Another folder can be named to compare with what is committed. */
const OUT = resolve(process.argv[2] ?? join(ROOT, 'public/sample'));
const [WIDTH, HEIGHT, FPS] = [848, 480, 25];
/** World second 0 of the scene, as the device's clock shows it (UTC+8). */
const CLOCK_START = Date.UTC(2026, 2, 18, 9, 10, 2);
const OSD_ID = 'P012345 D000123';
/** What a small recorder of this size writes; four files stay below 4 MB. */
const VIDEO_BITRATE = 450_000;
const AUDIO_BITRATE = 32_000;
const MAX_TOTAL_BYTES = 4_000_000;

/** Frames of one place: from world second `from`, for `seconds`; `held` repeats the first picture. */
interface Part { readonly place: 'shop' | 'store'; readonly from: number; readonly seconds: number; readonly held?: boolean }
interface Recording { readonly sequence: number; readonly startsAt: number; readonly parts: readonly Part[] }

/** One visit of 65 seconds in four segments: untouched, cut, foreign insertion, freeze. */
const RECORDINGS: readonly Recording[] = [
  { sequence: 1, startsAt: 0, parts: [{ place: 'shop', from: 0, seconds: 15 }] },
  { sequence: 2, startsAt: 15, parts: [{ place: 'shop', from: 15, seconds: 7.32 }, { place: 'shop', from: 26.4, seconds: 7.6 }] },
  { sequence: 3, startsAt: 34, parts: [{ place: 'shop', from: 34, seconds: 6.2 }, { place: 'store', from: 3, seconds: 3 }, { place: 'shop', from: 40.2, seconds: 9.52 }] },
  { sequence: 4, startsAt: 49.72, parts: [{ place: 'shop', from: 49.72, seconds: 5.4 }, { place: 'shop', from: 55.12, seconds: 4.08, held: true }, { place: 'shop', from: 59.2, seconds: 5.8 }] },
];

const SPEECH: readonly Line[] = [
  { atSeconds: 1, text: '您好，我们是综合行政执法局的执法人员。', pitch: 40 },
  { atSeconds: 5.4, text: '现在向您告知，本次检查全程录音录像。', pitch: 40 },
  { atSeconds: 10.2, text: '这是我们的执法证件，请您过目。', pitch: 40 },
  { atSeconds: 16, text: '请出示营业执照。', pitch: 40 },
  { atSeconds: 19, text: '好的，执照在墙上。', pitch: 72 },
  { atSeconds: 23, text: '这批货物的进货单据请拿出来。', pitch: 40 },
  { atSeconds: 28, text: '我们核对一下生产日期。', pitch: 40 },
  { atSeconds: 35, text: '您有陈述和申辩的权利。', pitch: 40 },
  { atSeconds: 45, text: '我没有意见。', pitch: 72 },
  { atSeconds: 51, text: '请您核对笔录并签字。', pitch: 40 },
  { atSeconds: 56.5, text: '好，我看一下。', pitch: 72 },
  { atSeconds: 60.5, text: '检查到此结束，谢谢配合。', pitch: 40 },
];

const pad = (value: number): string => String(value).padStart(2, '0');

function clockText(worldSeconds: number, compact: boolean): string {
  const t = new Date(CLOCK_START + Math.floor(worldSeconds) * 1000);
  const [day, time] = [[t.getUTCFullYear(), t.getUTCMonth() + 1, t.getUTCDate()].map(pad), [t.getUTCHours(), t.getUTCMinutes(), t.getUTCSeconds()].map(pad)];
  return compact ? [...day, ...time].join('') : `${day.join('-')} ${time.join(':')}`;
}

/** Burns text into an RGB frame; done after the sensor, as devices do. */
function burnText(frame: Uint8Array, atlas: Picture, text: string, left: number, top: number): void {
  [...text].forEach((glyph, index) => {
    const column = GLYPHS.indexOf(glyph);
    if (column < 0) return;
    for (let y = 0; y < GLYPH_CELL.h; y++) {
      for (let x = 0; x < GLYPH_CELL.w; x++) {
        const source = ((RECTS.glyphs.y + y) * atlas.width + RECTS.glyphs.x + column * GLYPH_CELL.w + x) * 4;
        const alpha = atlas.rgba[source + 3]! / 255;
        const target = ((top + y) * WIDTH + left + index * GLYPH_CELL.w + x) * 3;
        for (let channel = 0; channel < 3; channel++) frame[target + channel] = frame[target + channel]! * (1 - alpha) + atlas.rgba[source + channel]! * alpha;
      }
    }
  });
}

/** Room tone that belongs to the place, speech of the shop by the world's clock. */
function soundTrack(recording: Recording, shopSound: Float32Array, storeSound: Float32Array): Buffer {
  const pieces = recording.parts.map((part) => {
    const start = Math.round(part.from * SAMPLE_RATE);
    return (part.place === 'shop' ? shopSound : storeSound).slice(start, start + Math.round(part.seconds * SAMPLE_RATE));
  });
  return Buffer.concat(pieces.map(toPcm16));
}

/** A device-like file: Main profile, fixed GOP of two seconds, no B-frames, no encoder note, no muxer tag, no edit list. */
async function encode(path: string, soundPath: string, frames: AsyncIterable<Uint8Array>, createdAt: string): Promise<void> {
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(FPS), '-i', '-',
    '-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', soundPath, '-map', '0:v', '-map', '1:a',
    '-c:v', 'libx264', '-profile:v', 'main', '-preset', 'slow', '-pix_fmt', 'yuv420p', '-bf', '0', '-refs', '1', '-g', String(FPS * 2), '-keyint_min', String(FPS * 2),
    '-sc_threshold', '0', '-threads', '1', '-b:v', String(VIDEO_BITRATE), '-maxrate', String(VIDEO_BITRATE * 1.3), '-bufsize', String(VIDEO_BITRATE * 2), '-bsf:v', 'filter_units=remove_types=6',
    // Devices start sound and picture at zero: without this the encoder's lead-in would stretch the first picture.
    '-bsf:a', 'setts=pts=PTS-STARTPTS:dts=DTS-STARTDTS', '-c:a', 'aac', '-b:a', String(AUDIO_BITRATE), '-flags', '+bitexact', '-fflags', '+bitexact', '-map_metadata', '-1', '-use_editlist', '0',
    '-metadata', `creation_time=${createdAt}`, '-metadata:s:v', 'encoder=AVC Coding', '-metadata:s:v', 'handler_name=Video Media Handler', '-metadata:s:a', 'handler_name=Sound Media Handler', '-brand', 'mp42', '-movflags', '+faststart', path], { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(ffmpeg, 'close');
  for await (const frame of frames) if (!ffmpeg.stdin.write(frame)) await once(ffmpeg.stdin, 'drain');
  ffmpeg.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

async function* renderFrames(recording: Recording, places: Record<Part['place'], Place>, renderer: Rasteriser, atlas: Picture): AsyncGenerator<Uint8Array> {
  for (const part of recording.parts) {
    const place = places[part.place];
    let picture: Uint8Array | null = null;
    for (let index = 0; index < Math.round(part.seconds * FPS); index++) {
      if (picture === null || part.held !== true) {
        const seconds = part.from + index / FPS;
        picture = new Uint8Array(WIDTH * HEIGHT * 3);
        renderer.clear(30, 30, 32);
        renderer.draw(place.still, place.camera(seconds));
        renderer.draw(place.moving(seconds), place.camera(seconds));
        renderer.develop(picture, place.look(seconds), Math.round(seconds * FPS) + (part.place === 'shop' ? 0 : 50_000));
        // The inserted piece carries its own device's text: another clock and no matching id.
        const shown = part.place === 'shop' ? seconds : seconds + 6212;
        burnText(picture, atlas, clockText(shown, false), WIDTH - 20 * GLYPH_CELL.w - 8, 10);
        burnText(picture, atlas, part.place === 'shop' ? OSD_ID : 'P012399 D000207', WIDTH - 16 * GLYPH_CELL.w - 8, HEIGHT - 32);
      }
      yield picture;
    }
  }
}

const atlas = await renderAtlas();
const renderer = new Rasteriser(WIDTH, HEIGHT, atlas);
const places = { shop: shop(), store: storeRoom() };
const shopSound = withSpeech(roomTone(70, 21, 0.006, 0.6), SPEECH, 0.35);
const storeSound = roomTone(12, 22, 0.016, 0.9);
mkdirSync(OUT, { recursive: true });
const files: { name: string; url: string; sizeBytes: number }[] = [];
for (const recording of RECORDINGS) {
  const name = `P012345_D000123_${clockText(recording.startsAt, true)}_${String(recording.sequence).padStart(4, '0')}.mp4`;
  const path = join(OUT, name);
  const soundPath = join(tmpdir(), `zhijian-${process.pid}.pcm`);
  writeFileSync(soundPath, soundTrack(recording, shopSound, storeSound));
  const createdAt = new Date(CLOCK_START + recording.startsAt * 1000 - 8 * 3_600_000).toISOString();
  await encode(path, soundPath, renderFrames(recording, places, renderer, atlas), createdAt);
  rmSync(soundPath);
  files.push({ name, url: name, sizeBytes: statSync(path).size });
  console.log(`${name}: ${files.at(-1)!.sizeBytes} bytes`);
}
const total = files.reduce((sum, file) => sum + file.sizeBytes, 0);
if (total > MAX_TOTAL_BYTES) throw new Error(`${total} bytes in all, more than ${MAX_TOTAL_BYTES}: lower VIDEO_BITRATE`);
writeFileSync(join(OUT, 'sample.json'), `${JSON.stringify({
  schema: 'zhijian.sample/1',
  caseNumber: '示例〔2026〕001号',
  activity: 'inspection',
  matter: '日用百货经营情况检查（示例）',
  party: '便民超市示例店',
  place: '示例路 1 号',
  officers: '示例执法人员甲、乙',
  remark: '画面与声音均由程序合成，不是真实案件。',
  files,
}, null, 2)}\n`);
console.log(`${total} bytes in all`);
