/**
 * Compares what remains of a room between its sounds during the second before a known moment and the second after it. Another place
 * sounds otherwise, in level or in colour; the same place before and after a piece was taken out does not, so that a step says
 * more than its absence. Own measurement on made replacements and cuts (`e2e/bench/sound-study.md`).
 */
import type { FindingDraft } from '../../core/finding';
import { lowerBound } from '../../core/lower-bound';
import type { SoundTrace } from '../../core/tables';
import { us } from '../../core/time';

export const ROOM_AT_PLACE = 'audio/room-at-place';
const VERSION = 1;
/** Cells of 64 ms in a quarter second, quarters in a side. */
const QUARTER = 4;
const QUARTERS = 4;
const SIDE = QUARTER * QUARTERS;
/** A floor is never surer than this; one band counts up to this many spreads. */
const SPREAD_MIN_DB = 1;
const BAND_LIMIT = 5;
/** Level and colour together, spreads: of 1,107 uncut moments 1.7 % have more, of 318 ends of foreign sound 82 %, of 167 cuts in one room 3 %. */
const STEP = 2.6;
/** 0.7 %, 70 %, 1 %. */
const CLEAR_STEP = 3.5;
/** Half of the uncut moments have less, of ends of foreign sound 2 %. */
const NO_STEP = 0.92;
/**
 * Half of all edits taken for foreign, the counts say ln(0.06 ÷ 0.01) = 1.8 and ln(0.35 ÷ 0.007) = 3.9; less what doors, engines and
 * lamps do when they are seen as well, of which those uncut moments, taken at random, have few.
 */
const LLR = 1.1;
const CLEAR_LLR = 2;
/** A digital silence on one side is the mute detector's matter. */
const SILENCE_DB = -88;
/** Sound that is away for longer than this within the two seconds makes them incomparable (cells). */
const MAX_HOLE_CELLS = 2;

/** @param sameSound whether the sound is not joined there either, so that its going on may be told @returns null where nothing can be told */
export function roomAtPlace(trace: SoundTrace, atUs: number, sameSound: boolean): FindingDraft | null {
  const floors = sidesAt(trace, atUs);
  if (floors === null) return null;
  const level = stepOf(floors.before, floors.after);
  const colour = stepOf(floors.before.map(withoutMean), floors.after.map(withoutMean));
  const step = level.spreads + colour.spreads;
  const at = us(atUs);
  const common = { kind: 'audio-cut', startUs: at, endUs: at, group: 'A', hard: false, standsAlone: false, detector: ROOM_AT_PLACE, version: VERSION } as const;
  if (step >= STEP) {
    return {
      ...common, llr: step >= CLEAR_STEP ? CLEAR_LLR : LLR,
      evidence: [
        { type: 'metric', metric: 'room-step', value: step, threshold: STEP, relation: '>', unit: '', atUs: at },
        { type: 'metric', metric: 'floor-step', value: level.meanDb, threshold: 0, relation: '>', unit: 'dB', atUs: at },
      ],
      benign: [{ cause: 'speech-or-event', result: 'not-testable' }, { cause: 'automatic-gain', result: 'not-testable' }],
      disproof: ['visible-source', 'original-sound'],
    };
  }
  if (step > NO_STEP || !sameSound) return null;
  return {
    ...common, llr: 0,
    evidence: [{ type: 'metric', metric: 'room-step', value: step, threshold: NO_STEP, relation: '<', unit: '', atUs: at }],
    benign: [{ cause: 'sound-goes-on', result: 'possible', value: step, threshold: NO_STEP, unit: '' }],
    disproof: [],
  };
}

/** Floors of the quarters on either side, nearest last and first; null at the ends, across holes and beside silence. */
function sidesAt({ cellUs, startUs, bands, leastDb }: SoundTrace, atUs: number): { before: Float32Array[]; after: Float32Array[] } | null {
  // Cells are in order; one that reaches within a frame of the moment belongs to neither side.
  const guardUs = cellUs / QUARTER;
  let last = lowerBound(startUs, atUs - guardUs) - 1;
  if (last >= 0 && startUs[last]! + cellUs > atUs - guardUs) last--;
  const first = lowerBound(startUs, atUs + guardUs);
  if (last - SIDE + 1 < 0 || first + SIDE > startUs.length) return null;
  const spanUs = startUs[first + SIDE - 1]! - startUs[last - SIDE + 1]!;
  if (spanUs > (2 * SIDE + 1 + MAX_HOLE_CELLS) * cellUs) return null;
  const quarters = (from: number): Float32Array[] => Array.from({ length: QUARTERS }, (_, q) => {
    const floor = new Float32Array(bands).fill(127);
    for (let cell = from + q * QUARTER; cell < from + (q + 1) * QUARTER; cell++) {
      for (let band = 0; band < bands; band++) floor[band] = Math.min(floor[band]!, leastDb[cell * bands + band]!);
    }
    return floor;
  });
  const before = quarters(last - SIDE + 1);
  const after = quarters(first);
  const silent = (side: Float32Array[]): boolean => side.some((floor) => floor.every((db) => db < SILENCE_DB));
  return silent(before) || silent(after) ? null : { before, after };
}

const withoutMean = (floor: Float32Array): Float32Array => {
  const mean = floor.reduce((sum, db) => sum + db, 0) / floor.length;
  return floor.map((db) => db - mean);
};

/** Mean over bands of the step, in dB and in units of how much each side's quarters differ among themselves. */
function stepOf(before: readonly Float32Array[], after: readonly Float32Array[]): { spreads: number; meanDb: number } {
  const bands = before[0]!.length;
  let spreads = 0;
  let meanDb = 0;
  for (let band = 0; band < bands; band++) {
    const left = before.map((floor) => floor[band]!).sort((a, b) => a - b);
    const right = after.map((floor) => floor[band]!).sort((a, b) => a - b);
    const step = Math.abs(medianOf(right) - medianOf(left));
    const spread = SPREAD_MIN_DB + (left.at(-1)! - left[0]! + right.at(-1)! - right[0]!) / 4;
    spreads += Math.min(BAND_LIMIT, step / spread) / bands;
    meanDb += step / bands;
  }
  return { spreads, meanDb };
}

const medianOf = (sorted: readonly number[]): number => (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
