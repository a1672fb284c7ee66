/** Fetches the pictures of judged findings for the opinion: exact frames where the file can be read, else those that were kept for the inspector. */
import { isOriginKind } from '../../core/finding';
import type { DocumentPicture } from '../../core/opinion/document-options';
import { findingKey, picturedFindings, type FindingFrame, type FindingFrames, type FramePair } from '../../core/opinion/finding-frames';
import type { Opinion } from '../../core/opinion/opinion';
import type { RecordingId } from '../../core/recording';
import type { BearingFinding } from '../../core/review/continuity';
import { citedPicture } from '../../player/cited-picture';
import { FrameClock } from '../../player/frame-clock';
import type { FramePictures } from '../../player/playback-engine';
import type { App } from '../../state/context';
import { framePairs, PAIR_SIDE_PX } from '../findings/frame-pairs';
import { keepingPictures, keptPictures } from '../shell/kept-pictures';
import { picturesOf } from '../shell/pictures';

type Needed = Pick<App, 'jobs' | 'project' | 'sequence' | 'selection' | 'stills' | 'frames'>;

export interface FetchedFrames {
  readonly frames: FindingFrames;
  /** By hash. */
  readonly pictures: ReadonlyMap<string, DocumentPicture>;
}

export const NO_FRAMES: FetchedFrames = { frames: new Map(), pictures: new Map() };

const contentOf = ({ jobs }: Needed, id: RecordingId): string | null => jobs.of(id)?.hashes?.sha256 ?? jobs.facts(id)?.hashes?.sha256 ?? null;

/** Tables of recordings that are not shown may not be held: they are read, and let go. */
async function clockOf(app: Needed, id: RecordingId): Promise<FrameClock | null> {
  const content = contentOf(app, id);
  const table = app.jobs.of(id)?.video ?? (content === null ? null : ((await app.stills.load(content).catch(() => null))?.packets?.video ?? null));
  return table === null ? null : new FrameClock(table);
}

function framesOf(app: Needed, id: RecordingId): FramePictures | null {
  const [file, content] = [app.project.file(id), contentOf(app, id)];
  if (file !== null) return keepingPictures(picturesOf(app.frames, id, file), app.stills, () => content);
  return content === null ? null : keptPictures(app.stills, content);
}

/** The pairs that the inspector lays side by side first: at its boundaries, or across it where it is a point. */
function pairsOf(app: Needed, { recordingId, finding }: BearingFinding, clock: FrameClock): readonly Omit<FramePair, 'hashes'>[] {
  const pairs = framePairs(finding, clock);
  const boundaries = pairs.filter(({ place }) => place === 'start' || place === 'end');
  return (boundaries.length > 0 ? boundaries : pairs.filter(({ place }) => place !== 'source')).flatMap(({ place, left, right }) => {
    const after = place === 'seam' ? (app.sequence.nextOf(finding.id)?.id ?? null) : recordingId;
    return after === null ? [] : [{ before: { ...left, recordingId }, after: { ...right, recordingId: after } }];
  });
}

/** Never rejects: a picture that cannot be had is told as away. */
export async function fetchFrames(app: Needed, opinion: Pick<Opinion, 'continuity'>): Promise<FetchedFrames> {
  const sources = new Map<RecordingId, FramePictures | null>();
  const clocks = new Map<RecordingId, FrameClock | null>();
  const frames = new Map<string, readonly FramePair[] | null>();
  const pictures = new Map<string, DocumentPicture>();

  async function hashOf({ recordingId, ordinal }: FindingFrame): Promise<string | null> {
    if (!sources.has(recordingId)) sources.set(recordingId, framesOf(app, recordingId));
    const outcome = await sources.get(recordingId)?.frame(ordinal, PAIR_SIDE_PX);
    if (outcome?.state !== 'completed') return null;
    const { width, height } = outcome.value;
    const made = await citedPicture({ source: outcome.value, width, height }).catch(() => null);
    outcome.value.close();
    if (made !== null) pictures.set(made.hash, { data: made.bytes, type: 'jpg', width, height });
    return made?.hash ?? null;
  }

  for (const one of picturedFindings(opinion.continuity).shown) {
    const { recordingId } = one;
    if (!clocks.has(recordingId)) clocks.set(recordingId, await clockOf(app, recordingId));
    const clock = clocks.get(recordingId) ?? null;
    if (clock === null) {
      if (!isOriginKind(one.finding.kind)) frames.set(findingKey(one), null);
      continue;
    }
    const pairs: FramePair[] = [];
    for (const { before, after } of pairsOf(app, one, clock)) {
      const [a, b] = [await hashOf(before), await hashOf(after)];
      pairs.push({ before, after, hashes: a === null || b === null ? null : [a, b] });
    }
    frames.set(findingKey(one), pairs);
  }
  for (const id of sources.keys()) if (id !== app.selection.recordingId && app.project.file(id) !== null) (await app.frames()).close(id);
  return { frames, pictures };
}
