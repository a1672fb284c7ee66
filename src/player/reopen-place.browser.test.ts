/** Opening a recording at a kept place, while the browser's reports of frames are late or lost and the packet table comes last. */
import { afterEach, describe, expect, it } from 'vitest';
import type { MediaSummary } from '../core/recording';
import { us } from '../core/time';
import { RecordingPlayer } from './recording-player';
import { COUNT, numberedRecording, numberIn, ptsMs, summary } from './numbered-recording.testing';
import { tableOfTicks } from './synthetic-table';

const KEPT = 42;
const prototype = HTMLVideoElement.prototype;
const original = prototype.requestVideoFrameCallback;
const known: MediaSummary = summary;

/** The first frame's report comes while the seek to the kept place is under way, and the report of the frame sought is lost. */
function loseReports(): void {
  prototype.requestVideoFrameCallback = function (callback) {
    const media = this as HTMLVideoElement;
    let done = false;
    media.addEventListener('seeking', () => {
      if (!done) callback(0, { mediaTime: 0 } as VideoFrameCallbackMetadata);
      done = true;
    }, { once: true });
    return 1;
  };
}

describe('opening at a kept place', () => {
  const host = document.createElement('div');
  document.body.append(host);
  let player: RecordingPlayer;

  afterEach(() => {
    prototype.requestVideoFrameCallback = original;
    player.dispose();
  });

  async function reopen(): Promise<void> {
    player = new RecordingPlayer();
    player.mount(host);
    player.setVolume(1, true);
    player.standIn({ recordingId: 'r', summary: known, packets: null });
    player.seek(ptsMs[KEPT]! * 1000);
    await player.load({ recordingId: 'r', file: await numberedRecording(), summary: known, packets: null, frames: null, proxy: null });
  }

  it('says the frame that is on screen when the packet table comes after the seek, though the reports were lost', async () => {
    loseReports();
    await reopen();
    await new Promise((resolve) => setTimeout(resolve, 400));
    player.setPackets(tableOfTicks(ptsMs, 1000), known);
    await player.settled();
    const shown = player.shown()!;
    expect(numberIn(shown.picture.source)).toBe(KEPT);
    expect(player.playhead.state).toMatchObject({ ordinal: KEPT, timeUs: ptsMs[KEPT]! * 1000 });
    expect(shown.label?.ordinal).toBe(KEPT);
  });

  it('keeps the place while the file opens: the first frame shown on the way is not it', async () => {
    const opened = reopen();
    const places: number[] = [];
    const stop = setInterval(() => places.push(player.placeUs), 1);
    await opened;
    clearInterval(stop);
    places.push(player.placeUs);
    expect(new Set(places)).toEqual(new Set([ptsMs[KEPT]! * 1000]));
  });

  it('labels a still by the picture, not by a readout that lags behind', async () => {
    await reopen();
    player.setPackets(tableOfTicks(ptsMs, 1000), known);
    await player.settled();
    player.playhead.update({ ordinal: 0, timeUs: us(0) });
    const shown = player.shown()!;
    expect(numberIn(shown.picture.source)).toBe(KEPT);
    expect(shown).toMatchObject({ timeUs: ptsMs[KEPT]! * 1000, label: { ordinal: KEPT, ptsTicks: ptsMs[KEPT] } });
    expect(COUNT).toBeGreaterThan(KEPT);
  });
});
