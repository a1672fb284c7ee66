/** The passes as the app runs them: which reader feeds the detectors of each pass, and what it leaves behind. */
import { toWireError } from '../core/errors';
import type { Thumbnail } from '../core/tables';
import { passesElsewhere, type PassLane } from './lane-pass-runners';
import type { PassControl } from './budget';
import type { PassEmit, PassInput, PassRunner } from './pass-runner';
import { activeDetectors, createGrowingMetrics, feedOnce, passFrame } from './pass-tools';
import { runBitstreamPass } from './passes/bitstream/bitstream-pass';
import { watchForType, type TypeWatch } from './passes/clock/type-watch';
import { createFramePass } from './passes/frame/frame-pass';
import { passingThumbnails, runPreviewPass, showsPicturesInPassing } from './passes/preview/preview-pass';
import { decodeFrames } from './sources/frame-source';
import type { MediaIndex } from './sources/media-index';
import type { FullPictures } from './sources/webcodecs-frames';

/** How often curves that grow are passed on while a pass runs. */
const METRICS_EVERY_MS = 1000;

/** @param spawnFfmpeg makes a worker that speaks the ffmpeg protocol; called only where WebCodecs cannot decode */
export function standardPasses(spawnFfmpeg: () => Worker, lane: PassLane): readonly PassRunner[] {
  const watches = new WeakMap<MediaIndex, TypeWatch>();
  const watchOf = (index: MediaIndex): TypeWatch => {
    const watch = watches.get(index) ?? watchForType(index);
    watches.set(index, watch);
    return watch;
  };
  const showsNoType = async ({ index, pictureEnded }: PassInput): Promise<boolean> => {
    const { pictures, seen } = watchOf(index);
    if (pictures === null || !(await showsPicturesInPassing(index))) return false;
    return (await Promise.race([seen, pictureEnded.then(() => true)])) === false;
  };
  return [packetPass(), bitstreamPass(), previewPass(spawnFfmpeg), framePass(spawnFfmpeg, watchOf), ...passesElsewhere(lane, showsNoType)];
}

function packetPass(): PassRunner {
  return {
    ...passFrame('packet', false),
    applies: () => true,
    async run(input, emit, control) {
      const { video, audio, boxes } = input.index;
      const clocks = await input.index.readClocks?.(() => control.tick()) ?? [];
      await feedOnce('packet', { video, audio, boxes, clocks }, input, emit, control);
    },
  };
}

function bitstreamPass(): PassRunner {
  return {
    ...passFrame('bitstream', true),
    applies: ({ index }) => index.video !== null && index.video.count > 0,
    async run(input, emit, control) {
      const table = await runBitstreamPass(input.index, control);
      if (table === null || input.index.video === null) return;
      emit({ type: 'bitstream', bitstream: table });
      await feedOnce('bitstream', { table, packets: input.index.video }, { ...input, context: { ...input.context, bitstream: table } }, emit, control);
    },
  };
}

function previewPass(spawnFfmpeg: () => Worker): PassRunner {
  return {
    ...passFrame('preview', false),
    applies: ({ index, file }) => index.video !== null && index.video.count > 0 && file !== null,
    async run(input, emit, control) {
      if (await showsPicturesInPassing(input.index)) return;
      await runPreviewPass(input.index, input.file!, control, (thumbnail) => emit({ type: 'thumbnails', thumbnails: [thumbnail] }), { spawnFfmpeg });
    },
  };
}

/** Where the browser's decoder gave up before the first keyframe that was wanted. What fails here is the overview's loss alone. */
async function thumbnailsAfterAll(input: PassInput, take: (thumbnail: Thumbnail) => void, emit: PassEmit, control: PassControl, spawnFfmpeg: () => Worker): Promise<void> {
  const quiet: PassControl = { get cancelled() { return control.cancelled; }, tick: () => control.tick(), progress: () => undefined };
  try {
    await runPreviewPass(input.index, input.file!, quiet, take, { spawnFfmpeg });
  } catch (thrown) {
    if (control.cancelled) throw thrown;
    emit({ type: 'issue', issue: { ...toWireError(thrown, input.index.summary.fileName), pass: 'preview' } });
  }
}

function framePass(spawnFfmpeg: () => Worker, watchOf: (index: MediaIndex) => TypeWatch): PassRunner {
  return {
    ...passFrame('frame', true),
    applies: ({ index, file }) => index.video !== null && index.video.count > 0 && file !== null,
    async run(input, emit, control) {
      let thumbnails = 0;
      const takeThumbnail = (thumbnail: Thumbnail): void => {
        thumbnails++;
        emit({ type: 'thumbnails', thumbnails: [thumbnail] });
      };
      const inPassing = await showsPicturesInPassing(input.index);
      const watch = watchOf(input.index).pictures;
      const lookers = [...(inPassing ? [passingThumbnails(input.index, takeThumbnail)] : []), ...(watch === null ? [] : [watch])];
      const full: FullPictures = {
        wants: (ordinal) => lookers.some((looker) => looker.wants(ordinal)),
        take: async (ordinal, frame) => { for (const looker of lookers) if (looker.wants(ordinal)) await looker.take(ordinal, frame); },
      };
      const pass = createFramePass(input.context, activeDetectors('frame', input, emit));
      const growing = createGrowingMetrics(emit);
      let lastMetricsMs = performance.now();
      const report = await decodeFrames(input.index, input.file!, (frame) => {
        const drafts = pass.push(frame);
        if (drafts.length > 0) emit({ type: 'drafts', drafts });
        const now = performance.now();
        if (now - lastMetricsMs < METRICS_EVERY_MS) return;
        lastMetricsMs = now;
        growing(pass.metrics());
      }, control, { spawnFfmpeg, full });
      if (inPassing && thumbnails === 0) await thumbnailsAfterAll(input, takeThumbnail, emit, control, spawnFfmpeg);
      emit({ type: 'drafts', drafts: pass.finish() });
      growing(pass.metrics());
      for (const span of report.damaged) {
        const detail = `frames ${span.fromOrdinal}–${span.toOrdinal - 1} (${span.kind}): ${span.detail}`;
        emit({ type: 'issue', issue: { code: 'file-damaged', detail, fileName: input.index.summary.fileName, pass: 'frame' } });
      }
    },
  };
}
