/** In a real browser, on a recording of irregular rate whose frames carry their own number: what is asked for is what is seen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingPlayer } from './recording-player';
import { HEIGHT, numberedRecording, numberIn, ptsMs, summary, WIDTH } from './numbered-recording.testing';
import { makeStill } from './still';
import { tableOfTicks } from './synthetic-table';

describe('RecordingPlayer', () => {
  const player = new RecordingPlayer();
  const host = document.createElement('div');

  beforeAll(async () => {
    document.body.append(host);
    player.mount(host);
    player.setVolume(1, true);
    await player.load({ recordingId: 'r', file: await numberedRecording(), summary, packets: tableOfTicks(ptsMs, 1000), frames: null, proxy: null });
  });
  afterAll(() => player.dispose());

  const seen = (): number => numberIn(player.shown()!.picture.source);

  it('can play it', () => expect(player.view.state.stage).toBe('playable'));

  it('shows exactly the frame asked for, in any order', async () => {
    for (const ordinal of [0, 1, 59, 30, 29, 31, 5, 6, 7, 58]) {
      player.seekFrame(ordinal);
      await player.settled();
      expect([seen(), player.playhead.state.ordinal]).toEqual([ordinal, ordinal]);
    }
  });

  it('steps one frame on and back whatever lies between them', async () => {
    player.seekFrame(10);
    await player.settled();
    for (const expected of [11, 12, 13, 14, 15, 16, 17]) {
      player.step(1);
      await player.settled();
      expect(seen()).toBe(expected);
    }
    player.step(-1);
    await player.settled();
    expect(seen()).toBe(16);
  });

  it('goes to the frame on screen at a time, not to the nearest', async () => {
    player.seek(ptsMs[6]! * 1000 - 2_000);
    await player.settled();
    expect(seen()).toBe(5);
  });

  it('names while paused what it shows after playing', async () => {
    player.seekFrame(0);
    await player.settled();
    player.play();
    await expect.poll(() => player.playhead.state.ordinal, { timeout: 10_000 }).toBeGreaterThan(6);
    player.pause();
    await expect.poll(() => player.playhead.state.playing).toBe(false);
    await expect.poll(() => seen() - player.playhead.state.ordinal).toBe(0);
  });

  it('takes a still that says what it is', async () => {
    player.seekFrame(42);
    await player.settled();
    const shown = player.shown()!;
    const still = await makeStill({ ...shown, sourceFileName: 'numbered.webm', captionLines: ['derived, not the original'] });
    expect(still).toMatchObject({ ordinal: 42, ptsTicks: ptsMs[42], timescale: 1000, width: WIDTH, height: HEIGHT, fromProxy: false });
    expect(still.fileName).toContain('frame-42');
    const text = new TextDecoder().decode(await still.png.arrayBuffer());
    expect(text).toContain('numbered.webm');
    const bitmap = await createImageBitmap(still.png);
    expect(bitmap.height).toBeGreaterThan(HEIGHT);
    expect(numberIn(bitmap)).toBe(42);
  });

  it('says that a file which is no recording cannot be decoded', async () => {
    await player.load({ recordingId: 'x', file: new File([new Uint8Array(4000)], 'noise.mp4'), summary: null, packets: null, frames: null, proxy: null });
    expect(player.view.state).toMatchObject({ stage: 'error', error: { code: 'codec-unsupported', fileName: 'noise.mp4' } });
  });

  it('steps through single pictures where the browser cannot play, and names each', async () => {
    const asked: number[] = [];
    const frames = {
      frame: async (ordinal: number) => {
        asked.push(ordinal);
        return { state: 'completed' as const, value: await createImageBitmap(new ImageData(16, 9)) };
      },
    };
    await player.load({ recordingId: 'h', file: new File([new Uint8Array(4000)], 'hevc.mp4'), summary, packets: tableOfTicks(ptsMs, 1000), frames, proxy: null });
    expect(player.view.state.stage).toBe('frames');
    player.seekFrame(33);
    await player.settled();
    expect(asked.at(-1)).toBe(33);
    expect(player.shown()).toMatchObject({ label: { ordinal: 33, ptsTicks: ptsMs[33] }, fromProxy: false });
  });

  it('says that a proxy is shown while it plays, and no longer once a pause has brought the original back', async () => {
    const frames = { frame: async () => ({ state: 'completed' as const, value: await createImageBitmap(new ImageData(16, 9)) }) };
    const proxy = { make: async () => ({ state: 'completed' as const, value: await numberedRecording() }) };
    await player.load({ recordingId: 'p', file: new File([new Uint8Array(4000)], 'hevc.mp4'), summary, packets: tableOfTicks(ptsMs, 1000), frames, proxy });
    await expect.poll(() => player.view.hasProxy, { timeout: 10_000 }).toBe(true);
    player.setVolume(1, true);
    player.play();
    await expect.poll(() => player.view.showsProxy, { timeout: 10_000 }).toBe(true);
    player.pause();
    await expect.poll(() => player.playhead.state.playing).toBe(false);
    expect(player.view.showsProxy).toBe(false);
    player.seekFrame(20);
    await player.settled();
    expect(player.shown()).toMatchObject({ label: { ordinal: 20 }, fromProxy: false });
  });
});
