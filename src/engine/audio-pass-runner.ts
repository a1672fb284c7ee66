/** The sound pass as a runner, for the worker that it lives in; the pipeline's side only hands it over. */
import type { PassControl } from './budget';
import type { PassEmit, PassInput, PassRunner } from './pass-runner';
import { activeDetectors, createGrowingMetrics, passFrame } from './pass-tools';
import { createAudioPass } from './passes/audio/audio-pass';
import { decodeAudio } from './sources/audio-source';

/** How often curves and peaks are passed on while the pass runs: sound decodes hundreds of times faster than it plays. */
const PUBLISH_EVERY_MS = 1000;

/** Runs the sound pass wherever it lives (a worker of its own). */
export type AudioLane = (input: PassInput, emit: PassEmit, control: PassControl) => Promise<void>;

const audioFrame: Omit<PassRunner, 'run'> = {
  ...passFrame('audio', true),
  applies: ({ index, file }) => index.audio !== null && index.audio.count > 0 && file !== null,
};

/** The pipeline's side: same version and conditions, run elsewhere. */
export function audioPassElsewhere(lane: AudioLane): PassRunner {
  return { ...audioFrame, run: lane };
}

/** Decodes the sound and runs its detectors, here. @param spawnFfmpeg called only where WebCodecs cannot decode */
export function audioPass(spawnFfmpeg: () => Worker): PassRunner {
  return {
    ...audioFrame,
    async run(input, emit, control) {
      const pass = createAudioPass(input.context, activeDetectors('audio', input, emit));
      const growing = createGrowingMetrics(emit);
      let publishedMs = performance.now();
      const publish = (): void => {
        publishedMs = performance.now();
        growing(pass.metrics());
        emit({ type: 'peaks', peaks: pass.peaks() });
      };
      const report = await decodeAudio(input.index, input.file!, (block) => {
        const drafts = pass.push(block);
        if (drafts.length > 0) emit({ type: 'drafts', drafts });
        if (performance.now() - publishedMs >= PUBLISH_EVERY_MS) publish();
      }, control, { spawnFfmpeg });
      emit({ type: 'drafts', drafts: pass.finish() });
      publish();
      for (const { startUs, endUs, detail } of report.damaged) {
        emit({ type: 'issue', issue: { code: 'file-damaged', detail: `sound ${startUs}–${endUs} µs: ${detail}`, fileName: input.index.summary.fileName, pass: 'audio' } });
      }
    },
  };
}
