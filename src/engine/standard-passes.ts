/** The passes as the app runs them: which reader feeds the detectors of each pass, and what it leaves behind. */
import { passesElsewhere, type PassLane } from './lane-pass-runners';
import type { PassRunner } from './pass-runner';
import { activeDetectors, createGrowingMetrics, feedOnce, passFrame } from './pass-tools';
import { runBitstreamPass } from './passes/bitstream/bitstream-pass';
import { createFramePass } from './passes/frame/frame-pass';
import { runPreviewPass } from './passes/preview/preview-pass';
import { decodeFrames } from './sources/frame-source';

/** How often curves that grow are passed on while a pass runs. */
const METRICS_EVERY_MS = 1000;

/** @param spawnFfmpeg makes a worker that speaks the ffmpeg protocol; called only where WebCodecs cannot decode */
export function standardPasses(spawnFfmpeg: () => Worker, lane: PassLane): readonly PassRunner[] {
  return [packetPass(), bitstreamPass(), previewPass(spawnFfmpeg), framePass(spawnFfmpeg), ...passesElsewhere(lane)];
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
    run: (input, emit, control) => runPreviewPass(input.index, input.file!, control, (thumbnail) => emit({ type: 'thumbnails', thumbnails: [thumbnail] }), { spawnFfmpeg }),
  };
}

function framePass(spawnFfmpeg: () => Worker): PassRunner {
  return {
    ...passFrame('frame', true),
    applies: ({ index, file }) => index.video !== null && index.video.count > 0 && file !== null,
    async run(input, emit, control) {
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
      }, control, { spawnFfmpeg });
      emit({ type: 'drafts', drafts: pass.finish() });
      growing(pass.metrics());
      for (const span of report.damaged) {
        const detail = `frames ${span.fromOrdinal}–${span.toOrdinal - 1} (${span.kind}): ${span.detail}`;
        emit({ type: 'issue', issue: { code: 'file-damaged', detail, fileName: input.index.summary.fileName, pass: 'frame' } });
      }
    },
  };
}
