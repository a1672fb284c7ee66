import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasFfmpeg } from '../ffmpeg-made';
import { COPY_EDITS } from './copy-edits';
import { PLAIN_DEVICES, record, rewrap } from './device';
import { ffmpeg, presented, shapeOf } from './ffmpeg';
import { PICTURE_EDITS } from './picture-edits';
import { Seeded } from './random';
import type { Take } from './take';

const FPS = 25;
const folder = hasFfmpeg ? mkdtempSync(join(tmpdir(), 'zhijian-truth-')) : '';

/** A take whose picture n is flat grey of luma 16 + n / 2: the grey tells which picture it is. */
function greyTake(): Take {
  const path = join(folder, 'take.mov');
  ffmpeg(['-f', 'lavfi', '-i', `color=c=black:s=64x48:r=${FPS}:d=14,geq=lum='16+N/2':cb=128:cr=128`, '-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-g', '1', path]);
  return { file: 'take.mov', camera: 'grey', motion: 'walk', fromS: 0, toS: 14, fps: FPS, width: 64, height: 48, sound: 'none', path, frames: shapeOf(path).frames, hasSound: false };
}

/** Mean luma of every picture of a recording. */
const greys = (path: string): number[] => {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-vf', 'scale=1:1:flags=area', '-pix_fmt', 'gray', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-']);
  return [...raw];
};

/** Pictures at which the grey steps by more than a picture's own half. */
const steps = (values: readonly number[]): number[] => values.flatMap((value, at) => (at > 0 && Math.abs(value - values[at - 1]!) > 4 ? [at] : []));

describe.skipIf(!hasFfmpeg)('the truth of a made edit', () => {
  it('names the very picture where a decoded cut joins', () => {
    const take = greyTake();
    for (const [at, device] of PLAIN_DEVICES.slice(0, 3).entries()) {
      const made = PICTURE_EDITS['cut-2.2s']!({ take, foreign: take, random: new Seeded(at + 1), folder, name: `cut${at}` });
      const path = join(folder, `cut${at}.mp4`);
      record(made.graph, device, FPS, path);
      expect(steps(greys(path)).map((picture) => picture / FPS)).toEqual([expect.closeTo(made.events[0]!.atS[0]!, 3)]);
    }
  });

  it('names the very picture where a copied cut joins', () => {
    const take = greyTake();
    const raw = join(folder, 'raw.mp4');
    const base = join(folder, 'base.mp4');
    record({ inputs: [take.path], filter: '[0:v]null[v]', hasSound: false }, PLAIN_DEVICES[3]!, FPS, raw);
    rewrap(raw, base);
    for (const kind of ['copy-cut', 'copy-cut-ts', 'copy-cut-closed']) {
      const out = join(folder, `${kind}.mp4`);
      const events = COPY_EDITS[kind]!({ path: base, foreign: base, fps: FPS, codec: 'h264', folder, name: kind, random: new Seeded(4) }, out);
      const times = presented(out).ptsS;
      expect(steps(greys(out)).map((picture) => times[picture])).toEqual([expect.closeTo(events[0]!.atS[0]!, 4)]);
    }
  });
});
