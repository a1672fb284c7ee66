/** What a reviewer has once seen of a finding is there when its file is not: kept when shown, given back when the file cannot be read. */
import { expect, it } from 'vitest';
import type { FramePictures } from '../../player/playback-engine';
import { PAIR_SIDE_PX } from '../findings/frame-pairs';
import { keepingPictures } from './kept-pictures';

async function white(): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(8, 8);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 8, 8);
  return createImageBitmap(canvas);
}

it('gives the kept picture where the file went away, and tells that it did', async () => {
  const kept = new Map<string, Blob>();
  const stills = {
    still: (content: string, ordinal: number) => Promise.resolve(kept.get(`${content}/${ordinal}`) ?? null),
    saveStill: (content: string, ordinal: number, image: Blob) => { kept.set(`${content}/${ordinal}`, image); return Promise.resolve(); },
  };
  let gone = false;
  let told = 0;
  const inner: FramePictures = {
    frame: async () => (gone ? { state: 'failed', error: { code: 'file-gone', detail: 'deleted' } } : { state: 'completed', value: await white() }),
  };
  const pictures = keepingPictures(inner, stills, () => 'aa', () => { told++; });
  expect((await pictures.frame(5, PAIR_SIDE_PX)).state).toBe('completed');
  gone = true;
  const again = await pictures.frame(5, PAIR_SIDE_PX);
  expect([again.state, told]).toEqual(['completed', 1]);
  expect(await pictures.frame(6, PAIR_SIDE_PX)).toMatchObject({ state: 'failed', error: { code: 'file-gone' } });
});
