/** Exact pictures that outlive the file's permission: kept small when they are shown, read back while the file cannot be. */
import type { ContentHash, RecordingId } from '../../core/recording';
import { FrameClock } from '../../player/frame-clock';
import type { FramePictures } from '../../player/playback-engine';
import type { App } from '../../state/context';
import { framePairs, PAIR_SIDE_PX } from '../findings/frame-pairs';
import { picturesOf } from './pictures';

type Stills = Pick<App['stills'], 'still' | 'saveStill'>;

/** Good enough that only the difference view, amplified, shows that it is a copy. */
const QUALITY_01 = 0.9;
/** Findings beyond this many are kept when they are looked at, or judged. */
const MOST_FINDINGS = 24;

async function keep(stills: Stills, content: ContentHash, ordinal: number, bitmap: ImageBitmap): Promise<void> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  await stills.saveStill(content, ordinal, await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY_01 }));
}

/**
 * The pictures of `inner`; those of the inspector's size are kept. `content` is null while the hash is not known. Where a
 * picture cannot be had, `onfailed` is told, and the one kept before is given if there is one.
 */
export function keepingPictures(inner: FramePictures, stills: Stills, content: () => ContentHash | null, onfailed: () => void = () => undefined): FramePictures {
  return {
    async frame(ordinal, maxSide) {
      const outcome = await inner.frame(ordinal, maxSide);
      const hash = content();
      // A picture that cannot be kept is shown all the same; that storage is full is told where the work is kept.
      if (outcome.state === 'completed' && maxSide === PAIR_SIDE_PX && hash !== null) await keep(stills, hash, ordinal, outcome.value).catch(() => undefined);
      if (outcome.state !== 'failed') return outcome;
      onfailed();
      const kept = hash === null || maxSide !== PAIR_SIDE_PX ? null : await keptPictures(stills, hash).frame(ordinal, maxSide);
      return kept?.state === 'completed' ? kept : outcome;
    },
  };
}

/** Only what was kept. */
export function keptPictures(stills: Stills, content: ContentHash): FramePictures {
  return {
    async frame(ordinal) {
      const image = await stills.still(content, ordinal).catch(() => null);
      if (image === null) return { state: 'failed', error: { code: 'file-permission', detail: `frame ${ordinal} was not kept` } };
      return { state: 'completed', value: await createImageBitmap(image) };
    },
  };
}

async function keepOfRecording(app: App, recordingId: RecordingId, signal: AbortSignal): Promise<void> {
  const { jobs, project, stills, frames, selection, review } = app;
  const analysis = jobs.of(recordingId);
  const file = project.file(recordingId);
  const content = analysis?.hashes?.sha256;
  if (!analysis?.video || file === null || content === undefined || analysis.status !== 'done') return;
  const clock = new FrameClock(analysis.video);
  const pictures = keepingPictures(picturesOf(frames, recordingId, file), stills, () => content);
  const { byFinding } = review.judgementsOf(recordingId);
  const toKeep = [...analysis.findings.filter(({ id }) => byFinding.has(id)), ...analysis.findings.slice(0, MOST_FINDINGS)];
  const wanted = new Set(toKeep.flatMap((finding) => framePairs(finding, clock).flatMap(({ place, left, right }) => (place === 'seam' ? [left.ordinal] : [left.ordinal, right.ordinal]))));
  let isOpened = false;
  for (const ordinal of wanted) {
    if (signal.aborted) return;
    if ((await stills.still(content, ordinal).catch(() => null)) !== null) continue;
    isOpened = true;
    const outcome = await pictures.frame(ordinal, PAIR_SIDE_PX);
    if (outcome.state === 'completed') outcome.value.close();
    else return;
  }
  if (isOpened && selection.recordingId !== recordingId) (await frames()).close(recordingId);
}

/** Keeps the frames of every judged finding, and of findings that nobody has opened yet, one recording after the other, until `signal` aborts. */
export async function keepFramesOfCase(app: App, signal: AbortSignal): Promise<void> {
  for (const { id } of app.project.recordings) await keepOfRecording(app, id, signal);
}
