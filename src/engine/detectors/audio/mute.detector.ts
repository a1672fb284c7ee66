/** Finds stretches of digital silence inside a recording: no microphone is ever that quiet. Start and end silences are only noted. */
import { SILENT_SHARE_METRIC, type BenignTest, type FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import type { AudioItem } from '../../passes/audio/audio-item';

export interface MuteParams {
  /** Largest sample of digital silence, full scale 1. */
  readonly silentPeak: number;
  /** Shortest silence worth a finding, seconds. */
  readonly minSeconds: number;
}

/**
 * Three steps of 16-bit sound: AAC and MP3 decode digital silence to 0, AMR to a few steps of comfort noise. The quietest
 * microphone floor of the genuine clips at hand keeps peaks of 20 steps within 30 ms.
 */
const SILENT_PEAK = 3.2 / 32768;
/** Longest genuine digital silence between sounds (a gate that closes between words) in those clips: 0.02 s. */
const MIN_SECONDS = 0.25;
/** Shorter silences only count as closings of a noise gate. */
const GATE_MIN_SECONDS = 0.03;
/** From this many silences on, the recorder has a noise gate (or stops transmitting in pauses), and each is one of its pauses. */
const GATE_MANY = 4;
/** A short one beside another is more likely a gate's, too: the longest gated word pause in the speech at hand is 0.26 s. */
const GATE_MAX_SECONDS = 0.5;
const GATE_FEW = 2;
/** A silence that begins or ends this near an end of the sound touches it (codec priming, a last part packet). */
const TOUCHES_US = 150_000;

/** `zeroSamples`: those that are exactly zero in every channel. */
interface Silence { startUs: number; endUs: number; peak: number; samples: number; zeroSamples: number }

export const muteDetector: DetectorSpec<'audio', MuteParams> = {
  id: 'audio/mute',
  version: 3,
  pass: 'audio',
  kinds: ['audio-mute'],
  metrics: [],
  lookbehindUs: us(0),
  params: {
    defaults: { silentPeak: SILENT_PEAK, minSeconds: MIN_SECONDS },
    parse: (raw) => ({ silentPeak: SILENT_PEAK, minSeconds: MIN_SECONDS, ...(raw as Partial<MuteParams>) }),
  },
  supports: (media) => (media.audio === null ? { ok: false, reason: 'no sound' } : { ok: true }),
  start(_, params) {
    const silences: Silence[] = [];
    let open: Silence | null = null;
    let firstUs: number | null = null;
    let endUs = 0;

    const close = (): void => {
      if (open !== null && open.endUs - open.startUs >= GATE_MIN_SECONDS * 1e6) silences.push(open);
      open = null;
    };

    const push = ({ block, continues }: AudioItem): readonly FindingDraft[] => {
      const { channels, startUs, sampleRate } = block;
      const length = channels[0]!.length;
      firstUs ??= startUs;
      if (!continues) close();
      const sampleUs = 1e6 / sampleRate;
      const first = channels[0]!;
      const { silentPeak } = params;
      for (let i = 0; i < length; i++) {
        let peak = Math.abs(first[i]!);
        if (peak <= silentPeak) for (let c = 1; c < channels.length; c++) peak = Math.max(peak, Math.abs(channels[c]![i]!));
        if (peak > silentPeak) {
          if (open !== null) close();
          continue;
        }
        open ??= { startUs: startUs + i * sampleUs, endUs: 0, peak: 0, samples: 0, zeroSamples: 0 };
        open.samples++;
        if (peak === 0) open.zeroSamples++;
        open.endUs = startUs + (i + 1) * sampleUs;
        if (peak > open.peak) open.peak = peak;
      }
      endUs = startUs + length * sampleUs;
      return [];
    };

    const finish = (): readonly FindingDraft[] => {
      close();
      const start = firstUs ?? 0;
      const atStart = (s: Silence): boolean => s.startUs - start <= TOUCHES_US;
      const atEnd = (s: Silence): boolean => endUs - s.endUs <= TOUCHES_US;
      const inside = silences.filter((s) => !atStart(s) && !atEnd(s));
      const gateFrom = (s: Silence): number => (s.endUs - s.startUs < GATE_MAX_SECONDS * 1e6 ? GATE_FEW : GATE_MANY);
      const gated = (s: Silence): boolean => inside.length >= gateFrom(s);
      return silences
        .filter((s) => s.endUs - s.startUs >= params.minSeconds * 1e6)
        .map((s) => draft(s, params, inside.length, { atStart: atStart(s), atEnd: atEnd(s), gated: gated(s), gateFrom: gateFrom(s) }));
    };
    return { push, finish };
  },
};

/** 16-bit sound has nothing below −96 dBFS. */
const dbfs = (peak: number): number => Math.max(-96, 20 * Math.log10(peak + 1e-9));

function draft(silence: Silence, params: MuteParams, silencesInside: number, place: { atStart: boolean; atEnd: boolean; gated: boolean; gateFrom: number }): FindingDraft {
  const seconds = (silence.endUs - silence.startUs) / 1e6;
  const zeroShare01 = silence.samples > 0 ? silence.zeroSamples / silence.samples : 0;
  const alarm = !place.atStart && !place.atEnd && !place.gated;
  const throughout = place.atStart && place.atEnd;
  const benign: BenignTest[] = [
    ...(throughout ? [{ cause: 'recorded-without-sound', result: 'possible' } as const] : []),
    { cause: 'pre-record', result: place.atStart && !throughout ? 'possible' : 'ruled-out' },
    { cause: 'sound-ends-early', result: place.atEnd && !throughout ? 'possible' : 'ruled-out' },
    { cause: 'noise-gate', result: place.gated ? 'possible' : 'ruled-out', value: silencesInside, threshold: place.gateFrom, unit: '' },
    // A person's switch and an editor's leave the same silence: only the device's log or rules can tell.
    { cause: 'mute-button', result: 'not-testable' },
  ];
  return {
    kind: 'audio-mute', startUs: us(silence.startUs), endUs: us(silence.endUs), group: 'A',
    // Interior: none in the genuine clips; the edges alone cannot tell a mute button from an edit, hence short of certainty.
    llr: alarm ? 4 : 0.5, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'silent-seconds', value: seconds, threshold: params.minSeconds, relation: '>', unit: 's', atUs: us(silence.startUs) },
      { type: 'metric', metric: 'zero-samples', value: 100 * zeroShare01, threshold: 0, relation: '>', unit: '%', atUs: us(silence.startUs) },
      ...(throughout ? [{ type: 'metric', metric: SILENT_SHARE_METRIC, value: 100, threshold: 0, relation: '>', unit: '%', atUs: us(silence.startUs) } as const] : []),
      ...(silence.peak > 0 ? [{ type: 'metric', metric: 'silent-peak', value: dbfs(silence.peak), threshold: dbfs(params.silentPeak), relation: '<', unit: 'dBFS', atUs: us(silence.startUs) } as const] : []),
    ],
    benign, disproof: ['device-mute-log', 'original-sound'], detector: muteDetector.id, version: muteDetector.version,
  };
}
