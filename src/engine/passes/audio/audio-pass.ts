/** One walk over the decoded sound: measures what all sound detectors share once, and feeds them; peaks and level curve fall out. */
import type { FindingDraft } from '../../../core/finding';
import type { MetricSeries, PcmBlock, SoundTrace, WaveformPeaks } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext, DetectorRun, DetectorSpec } from '../../detector';
import { AudioDecimator } from '../../signal/audio-decimator';
import { BandFloorMeter, HOPS_PER_BLOCK } from '../../signal/audio-band-floor';
import type { AudioItem } from './audio-item';
import { JoinLine } from './join-line';
import { PeakCollector } from './waveform-peaks';
import { SoundLevelMeter } from './sound-level';
import { SoundTraceCollector } from './sound-trace';

/**
 * A block that starts further than this from where the one before ended stands after a hole. Containers that count in
 * milliseconds or frames jitter by less than half a sound packet (64 ms at 16 kHz, the longest in use).
 */
export const CONTINUES_WITHIN_US = 32_000;

export interface AudioPass {
  /** Blocks in presentation order; may differ in length, never in rate within one continuous stretch. */
  push(block: PcmBlock): FindingDraft[];
  finish(): FindingDraft[];
  metrics(): MetricSeries[];
  /** The waveform so far. */
  peaks(): WaveformPeaks;
  /** What is kept of the sound for later questions; whole after finish. */
  trace(): SoundTrace;
}

export function createAudioPass(context: DetectorContext, detectors: readonly DetectorSpec<'audio'>[]): AudioPass {
  const runs: DetectorRun<AudioItem>[] = detectors.map((spec) => spec.start(context, spec.params.defaults));
  const peaks = new PeakCollector();
  const level = new SoundLevelMeter();
  const joins = new JoinLine();
  const trace = new SoundTraceCollector();
  let decimator: AudioDecimator | null = null;
  let meter: BandFloorMeter | null = null;
  /** Where the next block is expected. */
  let expectedUs = Number.NaN;
  /** Where the meter's sample 0 lies if time ran evenly to the present block. */
  let meterOriginUs = 0;
  let meterSamples = 0;

  const measure = (block: PcmBlock): AudioItem => {
    const length = block.channels[0]?.length ?? 0;
    const sameRate = decimator !== null && decimator.inputRate === block.sampleRate;
    const continues = sameRate && Math.abs(block.startUs - expectedUs) <= CONTINUES_WITHIN_US;
    if (!sameRate || decimator === null || meter === null) {
      decimator = new AudioDecimator(block.sampleRate);
      meter = new BandFloorMeter(decimator.outputRate);
      meterSamples = 0;
    } else if (!continues) {
      decimator.reset();
      meter.skip(0);
    }
    const { samples, firstAt } = decimator.push(block.channels);
    const rate = decimator.outputRate;
    const lowStartUs = us(block.startUs + (firstAt / block.sampleRate) * 1e6);
    meterOriginUs = lowStartUs - (meterSamples / rate) * 1e6;
    meterSamples += samples.length;
    const spanUs = ((HOPS_PER_BLOCK * meter.hop) / rate) * 1e6;
    const floors = meter.push(samples).map(({ startSample, floorDb, framesDb }) => {
      const startUs = meterOriginUs + (startSample / rate) * 1e6;
      return { startUs: us(startUs), endUs: us(startUs + spanUs), floorDb, framesDb };
    });
    expectedUs = block.startUs + (length / block.sampleRate) * 1e6;
    joins.push(samples, lowStartUs, rate, continues);
    return { block, continues, low: { startUs: lowStartUs, sampleRate: rate, samples }, floors, joins };
  };

  return {
    push(block) {
      if ((block.channels[0]?.length ?? 0) === 0) return [];
      const item = measure(block);
      peaks.push(block);
      level.push(item);
      trace.push(item);
      const drafts = runs.flatMap((run) => [...run.push(item)]);
      joins.trim();
      return drafts;
    },
    finish() {
      joins.close();
      trace.takeJoins(joins);
      return runs.flatMap((run) => [...run.finish()]);
    },
    metrics: () => [level.series(), ...runs.flatMap((run) => [...(run.metrics?.() ?? [])])],
    peaks: () => peaks.peaks(),
    trace: () => trace.trace(),
  };
}
