/**
 * Finds steps in the phase of mains hum: within seconds a grid keeps its frequency, so its hum runs on like a clock, and a piece
 * taken out of the sound or put into it leaves it out of step. Says nothing where hum is not by far the strongest in its band.
 * Source: Rodríguez, Apolinário and Biscainho, Audio authenticity: detecting ENF discontinuity with high precision phase analysis,
 * IEEE Trans. Information Forensics and Security 5(3), 2010; here with one frequency fitted to both sides, and every harmonic tried.
 */
import type { BenignTest, FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import type { AudioItem } from '../../passes/audio/audio-item';
import { HUM_HOPS_IN_WINDOW, HUM_HZ, HumMeter, type HumFrame } from '../../signal/audio-hum';
import { HUM_SIDE, humSteps, steadiestHarmonic, type HumStep } from '../../signal/audio-hum-step';

export interface HumPhaseParams {
  /** Least F ratio of two oscillators against one. */
  readonly minGain: number;
}

const ID = 'audio/hum-phase';
const VERSION = 1;
/**
 * In four genuine recordings that hum (75 s; 60, 100 and 120 Hz) the F ratio reaches 12, with a step of 10°; the only one beyond 30° has 3.
 * Recordings without hum reach no coherence above 0.5.
 */
const DEFAULTS: HumPhaseParams = { minGain: 6 };
/** Steady enough to be followed: over the recording, and on both sides of a place. */
const MIN_STEADY = 0.6;
const MIN_COHERENCE = 0.8;
/** A hum that changes its strength more is another machine, or the same one switched. */
const MAX_RATIO_DB = 4;
/** A grid wanders, and noise adds to it: no phase is surer than this (radians); the recording's own unrest may be greater. */
const LEAST_UNREST = 0.2;
/** Smaller steps are a slip of the recorder's clock as well as a cut that happens to come out nearly in phase. */
const MIN_STEP = 0.8;
/** The quartile of a normal distribution's magnitudes, in units of its spread. */
const QUARTILE = 0.318;
/** To stand alone: seventy-five seconds of genuine hum promise no rate of false alarms, so both lie at double of what was seen. */
const SURE_GAIN = 25;
const SURE_UNRESTS = 5;
const LLR_MIN = 1;
const LLR_ALONE = 2;
const LLR_MAX = 3;

export const humPhaseDetector: DetectorSpec<'audio', HumPhaseParams> = {
  id: ID,
  version: VERSION,
  pass: 'audio',
  kinds: ['audio-cut'],
  metrics: [],
  lookbehindUs: us(5_000_000),
  params: { defaults: DEFAULTS, parse: (raw) => ({ ...DEFAULTS, ...(raw as Partial<HumPhaseParams>) }) },
  supports: (media) => (media.audio === null ? { ok: false, reason: 'no sound' } : { ok: true }),
  start(_, params) {
    /** Stretches without a hole in time: the phase across one says nothing. */
    const sections: Section[] = [];
    let meter: HumMeter | null = null;
    return {
      push({ low, continues }: AudioItem) {
        if (!continues || meter === null) {
          meter = new HumMeter(low.sampleRate);
          sections.push({ rate: low.sampleRate, startUs: low.startUs, frames: [] });
        }
        sections.at(-1)!.frames.push(...meter.push(low.samples));
        return [];
      },
      finish: () => sections.flatMap((section) => judge(section, params)),
    };
  },
};

interface Section { readonly rate: number; readonly startUs: number; readonly frames: HumFrame[] }

function judge({ rate, startUs, frames }: Section, params: HumPhaseParams): FindingDraft[] {
  const { harmonic, steady01 } = steadiestHarmonic(frames);
  if (steady01 < MIN_STEADY) return [];
  const clear = humSteps(frames, harmonic).filter((step) => step.coherence01 >= MIN_COHERENCE && Math.abs(step.ratioDb) <= MAX_RATIO_DB);
  if (clear.length === 0) return [];
  const sizes = clear.map((step) => Math.abs(step.radians)).sort((a, b) => a - b);
  const unrest = Math.max(LEAST_UNREST, sizes[sizes.length >> 2]! / QUARTILE);
  const telling = clear.filter((step) => step.gain >= params.minGain && Math.abs(step.radians) >= MIN_STEP && stepLlr(step, unrest) >= LLR_MIN);
  const taken: HumStep[] = [];
  for (const step of telling.sort((a, b) => b.gain - a.gain || a.at - b.at)) {
    // Within a side's length all places see the same step.
    if (taken.every((other) => Math.abs(other.at - step.at) > HUM_SIDE + HUM_HOPS_IN_WINDOW)) taken.push(step);
  }
  return taken.sort((a, b) => a.at - b.at).map((step) => {
    const lastLeft = frames[step.at - HUM_HOPS_IN_WINDOW]!;
    return draft(step, { atUs: startUs + (lastLeft.endSample / rate) * 1e6, hz: HUM_HZ[harmonic]!, unrest, steady01, params });
  });
}

/** After a cut any step is as likely as another; without one it is normal about 0. Nats. */
const stepLlr = (step: HumStep, unrest: number): number =>
  Math.log((unrest * Math.sqrt(2 * Math.PI)) / (2 * Math.PI)) + step.radians ** 2 / (2 * unrest ** 2);

const degrees = (radians: number): number => (radians * 180) / Math.PI;

function draft(step: HumStep, { atUs: at, hz, unrest, steady01, params }: { atUs: number; hz: number; unrest: number; steady01: number; params: HumPhaseParams }): FindingDraft {
  const atUs = us(at);
  const size = Math.abs(step.radians);
  const alone = step.gain >= SURE_GAIN && size >= SURE_UNRESTS * unrest;
  const benign: BenignTest[] = [
    { cause: 'hum-switched', result: 'ruled-out', value: Math.abs(step.ratioDb), threshold: MAX_RATIO_DB, unit: 'dB' },
    { cause: 'grid-wander', result: 'ruled-out', value: degrees(size), threshold: degrees(2 * unrest), unit: '°' },
    { cause: 'lost-sound-packet', result: 'not-testable' },
  ];
  const most = Math.min(LLR_MAX, stepLlr(step, unrest));
  return {
    kind: 'audio-cut', startUs: atUs, endUs: atUs, group: 'A', llr: alone ? Math.min(LLR_ALONE, most) : most, hard: false, standsAlone: alone,
    evidence: [
      { type: 'metric', metric: 'hum-step', value: degrees(size), threshold: degrees(Math.max(MIN_STEP, 2 * unrest)), relation: '>', unit: '°', atUs },
      { type: 'metric', metric: 'hum-frequency', value: hz, threshold: 0, relation: '>', unit: 'Hz', atUs },
      { type: 'metric', metric: 'hum-coherence', value: 100 * step.coherence01, threshold: 100 * MIN_COHERENCE, relation: '>', unit: '%', atUs },
      { type: 'metric', metric: 'hum-steadiness', value: 100 * steady01, threshold: 100 * MIN_STEADY, relation: '>', unit: '%', atUs },
      { type: 'metric', metric: 'hum-gain', value: step.gain, threshold: params.minGain, relation: '>', unit: '', atUs },
    ],
    benign, disproof: ['original-sound', 'transmission-loss-log'], detector: ID, version: VERSION,
  };
}
