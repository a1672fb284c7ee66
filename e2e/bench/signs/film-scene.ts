/** Films a drawn street as a body camera would: Chromium draws it, FFmpeg blurs, darkens, moves and compresses it, and one keyframe of that is what is read. Kept on disk. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/setup/chromium.mjs';
import { ROOT } from '../../../scripts/setup/run.mjs';
import type { LumaPicture } from '../../../src/engine/ocr/luma-picture';
import { SCENE_HEIGHT, SCENE_WIDTH, type Scene } from './street-scene';

const FOLDER = join(ROOT, '.cache/bench-signs');
export const PICTURE_WIDTH = 1920;
export const PICTURE_HEIGHT = 1080;
/** A small sensor behind a wide lens by daylight. */
const LENS = 'gblur=sigma=0.7';
const SENSOR = 'noise=alls=7:allf=t';
/** Two groups of pictures; the camera moves a pixel a picture, and the second keyframe is read: the encoder had to divide its bits by then. */
const GOP = 12;
const BITRATE = '4M';

export class Camera {
  #page: Page | null = null;
  #close: () => Promise<void> = () => Promise.resolve();

  /** The picture, grey. @param after FFmpeg filters of the lens and the light */
  async film({ html }: Scene, after: string): Promise<LumaPicture> {
    const key = createHash('sha256').update([html, LENS, after, SENSOR, GOP, BITRATE].join('\n')).digest('hex').slice(0, 24);
    const film = join(FOLDER, `${key}.mp4`);
    if (!existsSync(film)) {
      mkdirSync(FOLDER, { recursive: true });
      const page = (this.#page ??= await this.#open());
      await page.setContent(html);
      const png = await page.screenshot({ type: 'png', animations: 'disabled' });
      const moved = `crop=${PICTURE_WIDTH}:${PICTURE_HEIGHT}:x='20+n':y='10+n/2'`;
      const part = `${film}.part.mp4`;
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', '-', '-vf', `loop=loop=${2 * GOP - 1}:size=1,setpts=N/25/TB,${LENS},${after},${moved},${SENSOR},format=yuv420p`,
        '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '0', '-g', String(GOP), '-keyint_min', String(GOP), '-sc_threshold', '0', '-r', '25', '-b:v', BITRATE, '-maxrate', BITRATE, '-bufsize', BITRATE, part], { input: png, stdio: ['pipe', 'ignore', 'inherit'] });
      renameSync(part, film);
    }
    const luma = execFileSync('ffmpeg', ['-v', 'error', '-i', film, '-vf', `select='eq(n,${GOP})',format=gray`, '-frames:v', '1', '-f', 'rawvideo', '-'], { maxBuffer: 1 << 24 });
    if (luma.length !== PICTURE_WIDTH * PICTURE_HEIGHT) throw new Error(`${film} has no picture ${GOP}`);
    return { width: PICTURE_WIDTH, height: PICTURE_HEIGHT, luma: new Uint8Array(luma) };
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #open(): Promise<Page> {
    const executablePath = findChromium();
    const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath === null ? {} : { executablePath }) });
    this.#close = () => browser.close();
    return browser.newPage({ viewport: { width: SCENE_WIDTH, height: SCENE_HEIGHT } });
  }
}
