/** Which frame is told at the end of a seek, where the browser's reports came too early or not at all. */
import { describe, expect, it } from 'vitest';
import { watchShownFrames } from './shown-frames';

class FakeVideo extends EventTarget {
  videoWidth = 320;
  seeking = false;
  paused = true;
  currentTime = 0;
  #callback: ((now: number, metadata: { mediaTime: number }) => void) | null = null;

  requestVideoFrameCallback(callback: (now: number, metadata: { mediaTime: number }) => void): number {
    this.#callback = callback;
    return 1;
  }

  cancelVideoFrameCallback(): void {
    this.#callback = null;
  }

  present(mediaTime: number): void {
    const callback = this.#callback;
    this.#callback = null;
    callback?.(0, { mediaTime });
  }
}

function watched(shownNow: () => number | null): { video: FakeVideo; told: number[] } {
  const video = new FakeVideo();
  const told: number[] = [];
  watchShownFrames(video as unknown as HTMLVideoElement, (mediaUs) => told.push(mediaUs), shownNow);
  return { video, told };
}

function seek(video: FakeVideo, during: () => void): void {
  video.seeking = true;
  video.dispatchEvent(new Event('seeking'));
  during();
  video.seeking = false;
  video.dispatchEvent(new Event('seeked'));
}

describe('watchShownFrames', () => {
  it('tells what is on screen where the only report during a seek was of the frame before it', () => {
    const { video, told } = watched(() => 5_440_000);
    seek(video, () => video.present(0));
    expect(told.at(-1)).toBe(5_440_000);
  });

  it('tells what is on screen where no report came at all', () => {
    const { video, told } = watched(() => 5_440_000);
    seek(video, () => undefined);
    expect(told).toEqual([5_440_000]);
  });

  it('goes by the report where the browser cannot tell what is on screen', () => {
    const { video, told } = watched(() => null);
    seek(video, () => video.present(2));
    expect(told).toEqual([2_000_000]);
  });
});
