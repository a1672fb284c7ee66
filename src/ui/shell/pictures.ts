/** Exact pictures of one recording: opens its file in the frame service when the first picture is asked for. */
import type { Outcome } from '../../core/result';
import type { RecordingId } from '../../core/recording';
import { toWireError } from '../../core/errors';
import type { FramePictures } from '../../player/playback-engine';
import type { App } from '../../state/context';

type FrameService = Awaited<ReturnType<App['frames']>>;

export function picturesOf(frames: App['frames'], recordingId: RecordingId, file: File): FramePictures {
  let opened: Promise<FrameService> | null = null;
  const open = async (): Promise<FrameService> => {
    const service = await frames();
    const outcome = await service.open(recordingId, file);
    if (outcome.state === 'failed') throw Object.assign(new Error(outcome.error.detail), { wire: outcome.error });
    return service;
  };
  return {
    async frame(ordinal, maxSide): Promise<Outcome<ImageBitmap>> {
      try {
        opened ??= open();
        return await (await opened).frame(recordingId, ordinal, maxSide);
      } catch (thrown) {
        opened = null;
        return { state: 'failed', error: (thrown as { wire?: ReturnType<typeof toWireError> }).wire ?? toWireError(thrown, file.name) };
      }
    },
  };
}
