/** The passes that live in workers of their own (sound, clock) as runners, for those workers; the pipeline's side only hands them over. */
import type { PassControl } from './budget';
import type { PassEmit, PassInput, PassRunner } from './pass-runner';
import { activeDetectors, createGrowingMetrics, feedOnce, passFrame } from './pass-tools';
import { ocrOnDemand } from './ocr/ocr-on-demand';
import { createAudioPass } from './passes/audio/audio-pass';
import { decodeAudio } from './sources/audio-source';

/** How often curves and peaks are passed on while the pass runs: sound decodes hundreds of times faster than it plays. */
const PUBLISH_EVERY_MS = 1000;

/** Passes beside the picture. */
export type LanePassId = 'audio' | 'clock';

/** Runs such a pass wherever it lives (a worker of its own). */
export type PassLane = (pass: LanePassId, input: PassInput, emit: PassEmit, control: PassControl) => Promise<void>;

const audioFrame: Omit<PassRunner, 'run'> = {
  ...passFrame('audio', true),
  applies: ({ index, file }) => index.audio !== null && index.audio.count > 0 && file !== null,
};

const clockFrame: Omit<PassRunner, 'run'> = {
  ...passFrame('clock', true),
  applies: ({ index, file }) => index.video !== null && index.video.count > 1 && file !== null,
};

/**
 * The pipeline's side: same versions and conditions, run elsewhere.
 * @param showsNoType resolves with true once the frame pass has seen that a recording has nothing for the clock pass
 */
export function passesElsewhere(lane: PassLane, showsNoType: (input: PassInput) => Promise<boolean>): readonly PassRunner[] {
  return [
    { ...audioFrame, run: (input, emit, control) => lane('audio', input, emit, control) },
    {
      ...clockFrame,
      async run(input, emit, control) {
        const nothing = await showsNoType(input);
        // Cancelled meanwhile: no worker is started for it.
        await control.tick();
        if (nothing) await feedOnce('clock', { tracks: [] }, input, emit, control);
        else await lane('clock', input, emit, control);
      },
    },
  ];
}

/** The worker's side. @param spawnFfmpeg called only where the browser cannot decode */
export function laneRunner(pass: LanePassId, spawnFfmpeg: () => Worker): PassRunner {
  return pass === 'audio' ? audioPass(spawnFfmpeg) : clockPass(spawnFfmpeg);
}

/** Decodes the sound and runs its detectors, here. */
function audioPass(spawnFfmpeg: () => Worker): PassRunner {
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
      emit({ type: 'sound-trace', trace: pass.trace() });
      publish();
      for (const { startUs, endUs, detail } of report.damaged) {
        emit({ type: 'issue', issue: { code: 'file-damaged', detail: `sound ${startUs}–${endUs} µs: ${detail}`, fileName: input.index.summary.fileName, pass: 'audio' } });
      }
    },
  };
}

/** Reads on-screen clocks, here; models and runtime are loaded only for a recording that shows type. */
function clockPass(spawnFfmpeg: () => Worker): PassRunner {
  return {
    ...clockFrame,
    async run(input, emit, control) {
      const { readClocks } = await import('./passes/clock/clock-run');
      const ocr = ocrOnDemand(async () => (await import('./ocr/load-ocr')).loadOcrEngine());
      try {
        const tracks = await readClocks(input, ocr, spawnFfmpeg, control);
        if (tracks.length > 0) emit({ type: 'clocks', clocks: tracks });
        await feedOnce('clock', { tracks }, input, emit, control);
      } finally {
        await ocr.close();
      }
    },
  };
}
