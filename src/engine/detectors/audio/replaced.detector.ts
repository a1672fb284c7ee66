/**
 * Finds a span whose room differs from the one before and after it while those two agree: sound from elsewhere laid in. It
 * looks at noise floors only, between the sounds, because speech and passing events raise levels but not floors.
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import type { AudioItem, FloorBlock } from '../../passes/audio/audio-item';
import { StretchFloors, type Shape } from '../../signal/stretch-floors';

export interface ReplacedParams {
  /** Sum of the mean over bands of (difference from both sides − difference between them) and of the same for the floors' shape alone, each in units of the spread within. */
  readonly minScore: number;
}

/**
 * On the uncut sound at hand (24 sources, 6 min, speech with its pauses among it) the highest score is 1.74, of a conversation, and
 * on uncut clips of other cameras 2.33, of a crossroads. Of 66 made replacements somewhat over 40 % reach the threshold.
 */
const DEFAULTS: ReplacedParams = { minScore: 2.7 };
/** Below `minScore` it only supports what another method finds at its ends. */
const SUPPORT_SCORE = 1.8;
/** Blocks of a quarter second: what each side must hold at least, and how far it looks; shortest and longest span inside. */
const SIDE_MIN = 3;
const SIDE = 8;
const INSIDE_MIN = 4;
const INSIDE_MAX = 240;
/** A boundary is worth pairing when the floor steps by this much on average, dB. */
const MIN_STEP_DB = 2;
/** Uncertainty that no floor goes below, dB. */
const SPREAD_MIN_DB = 1;
/** One band may not decide alone: its part in the mean is limited to −2 … 5. */
const BAND_LOW = -2;
const BAND_HIGH = 5;
/** Fitted with the level's part on 676 made replacements of 24 sources against 6,972 spans of uncut sound (logistic, sources left out). */
const SHAPE_WEIGHT = 1.15;
const SHAPE_BAND_HIGH = 6;
/** Floors below are digital silence: that is the mute detector's matter. */
const SILENCE_DB = -88;
/** Bands that differ by this much tell, frame by frame, where the span begins and ends. */
const TELLING_DB = 4;
/** Frames around a boundary that are looked at, in blocks. */
const REFINE_BLOCKS = 4;

interface Pair { readonly a: number; readonly b: number; readonly score: number; readonly difference: Float32Array; readonly middle: Float32Array }

export const replacedDetector: DetectorSpec<'audio', ReplacedParams> = {
  id: 'audio/replaced',
  version: 2,
  pass: 'audio',
  kinds: ['audio-replaced'],
  metrics: [],
  lookbehindUs: us(65_000_000),
  params: { defaults: DEFAULTS, parse: (raw) => ({ ...DEFAULTS, ...(raw as Partial<ReplacedParams>) }) },
  supports: (media) => (media.audio === null ? { ok: false, reason: 'no sound' } : { ok: true }),
  start(_, params) {
    /** One list per stretch without a hole in time. */
    const stretches: FloorBlock[][] = [[]];
    return {
      push({ floors, continues }: AudioItem) {
        if (!continues && stretches.at(-1)!.length > 0) stretches.push([]);
        stretches.at(-1)!.push(...floors);
        return [];
      },
      finish: () => stretches.flatMap((blocks) => judge(blocks, params)),
    };
  },
};

function judge(blocks: readonly FloorBlock[], params: ReplacedParams): FindingDraft[] {
  const steps = stepPlaces(blocks);
  const floors = new StretchFloors(blocks.map(({ floorDb }) => floorDb), SIDE, INSIDE_MAX);
  const pairs: Pair[] = [];
  for (const [i, opening] of steps.entries()) {
    for (const closing of steps.slice(i + 1)) {
      const length = closing.at - opening.at;
      if (length > INSIDE_MAX) break;
      if (length < INSIDE_MIN || !undoes(opening, closing)) continue;
      const pair = compare(floors, blocks.length, opening.at, closing.at);
      if (pair !== null && pair.score >= Math.min(SUPPORT_SCORE, params.minScore)) pairs.push(pair);
    }
  }
  const taken: Pair[] = [];
  for (const pair of pairs.sort((x, y) => y.score - x.score || x.a - y.a)) {
    if (taken.every((other) => pair.b <= other.a || pair.a >= other.b)) taken.push(pair);
  }
  return taken.sort((x, y) => x.a - y.a).map((pair) => draft(blocks, pair, params));
}

/** Block before which the floor steps, and by how much per band, dB. */
interface Step { readonly at: number; readonly rise: Float32Array }

/** All places where the floor steps; neighbours of a step too, since a block may straddle it. */
function stepPlaces(blocks: readonly FloorBlock[]): Step[] {
  const out: Step[] = [];
  for (let at = SIDE_MIN; at + SIDE_MIN <= blocks.length; at++) {
    const before = middleOf(blocks, at - SIDE_MIN, at);
    const rise = middleOf(blocks, at, at + SIDE_MIN).map((db, band) => db - before[band]!);
    if (rise.reduce((sum, db) => sum + Math.abs(db), 0) / rise.length >= MIN_STEP_DB) out.push({ at, rise });
  }
  return out;
}

/** Whether the second step takes back what the first one did, band by band: cheap, and needed before anything is compared. */
function undoes(opening: Step, closing: Step): boolean {
  let back = 0;
  for (let band = 0; band < opening.rise.length; band++) {
    const up = opening.rise[band]!;
    const down = -closing.rise[band]!;
    if (up > 0 === down > 0) back += Math.min(Math.abs(up), Math.abs(down));
  }
  return back / opening.rise.length >= MIN_STEP_DB / 2;
}

/** Median floor per band over blocks [from, to). */
function middleOf(blocks: readonly FloorBlock[], from: number, to: number): Float32Array {
  const bands = blocks[from]!.floorDb.length;
  const column = new Float32Array(to - from);
  return Float32Array.from({ length: bands }, (_, band) => {
    for (let i = from; i < to; i++) column[i - from] = blocks[i]!.floorDb[band]!;
    column.sort();
    const half = column.length >> 1;
    return column.length % 2 === 1 ? column[half]! : (column[half - 1]! + column[half]!) / 2;
  });
}

function compare(floors: StretchFloors, blockCount: number, a: number, b: number): Pair | null {
  const fromLeft = Math.max(0, a - SIDE);
  const toRight = Math.min(blockCount, b + SIDE);
  if (a - fromLeft < SIDE_MIN || toRight - b < SIDE_MIN) return null;
  const left = floors.side(fromLeft, a);
  const right = floors.side(b, toRight);
  const inside = floors.inside(a, b);
  if ([left, inside, right].some((floor) => floor.level.middle.every((db) => db < SILENCE_DB))) return null;
  const bands = left.level.middle.length;
  const difference = new Float32Array(bands);
  let sum = 0;
  for (let band = 0; band < bands; band++) {
    const toLeft = inside.level.middle[band]! - left.level.middle[band]!;
    const rightward = inside.level.middle[band]! - right.level.middle[band]!;
    const sameSign = toLeft > 0 === rightward > 0;
    const smaller = sameSign ? Math.min(Math.abs(toLeft), Math.abs(rightward)) : 0;
    difference[band] = sameSign ? Math.sign(toLeft) * smaller : 0;
    const spread = SPREAD_MIN_DB + Math.hypot(left.level.spread[band]!, right.level.spread[band]!, inside.level.spread[band]!);
    const more = smaller - Math.abs(left.level.middle[band]! - right.level.middle[band]!);
    sum += Math.max(BAND_LOW, Math.min(BAND_HIGH, more / spread));
  }
  const middle = Float32Array.from(inside.level.middle, (db, band) => db - difference[band]! / 2);
  // How much the shape inside differs from both sides, less how much the sides differ.
  const shapeScore = Math.min(apart(left.shape, inside.shape), apart(right.shape, inside.shape)) - apart(left.shape, right.shape);
  return { a, b, score: sum / bands + SHAPE_WEIGHT * shapeScore, difference, middle };
}

function apart(one: Shape, other: Shape): number {
  const sum = one.middle.reduce((total, db, band) =>
    total + Math.min(SHAPE_BAND_HIGH, Math.abs(db - other.middle[band]!) / (SPREAD_MIN_DB + Math.hypot(one.spread[band]!, other.spread[band]!))), 0);
  return sum / one.middle.length;
}

function draft(blocks: readonly FloorBlock[], pair: Pair, params: ReplacedParams): FindingDraft {
  const startUs = us(boundaryUs(blocks, pair, pair.a, true));
  const endUs = us(boundaryUs(blocks, pair, pair.b, false));
  const strongest = pair.difference.reduce((best, db) => (Math.abs(db) > Math.abs(best) ? db : best), 0);
  const alone = pair.score >= params.minScore;
  return {
    kind: 'audio-replaced', startUs, endUs, group: 'A',
    // At the threshold about 7 : 1; each further unit is ten times rarer in genuine sound.
    llr: alone ? Math.min(4, 2 + 1.5 * (pair.score - params.minScore)) : 1,
    hard: false, standsAlone: alone,
    evidence: [
      { type: 'metric', metric: 'room-difference', value: pair.score, threshold: params.minScore, relation: '>', unit: '', atUs: startUs },
      { type: 'metric', metric: 'floor-difference', value: strongest, threshold: Math.sign(strongest) * TELLING_DB, relation: strongest > 0 ? '>' : '<', unit: 'dB', atUs: startUs },
    ],
    benign: [
      { cause: 'speech-or-event', result: 'ruled-out', value: pair.score, threshold: params.minScore, unit: '' },
      { cause: 'steady-machine', result: 'not-testable' },
      { cause: 'covered-microphone', result: 'not-testable' },
    ],
    disproof: ['original-sound', 'visible-source'], detector: replacedDetector.id, version: replacedDetector.version,
  };
}

/**
 * Where the frames change sides: the split of the frames around the coarse boundary under which being below or above the
 * middle is likeliest, given how often either side's own frames are. Speech in a quiet room, and dips of a loud one, count little.
 * @param opens true at the span's start, false at its end
 */
function boundaryUs(blocks: readonly FloorBlock[], { difference, middle, a, b }: Pair, at: number, opens: boolean): number {
  const telling = [...difference.keys()].filter((band) => Math.abs(difference[band]!) >= TELLING_DB);
  const coarse = at < blocks.length ? blocks[at]!.startUs : blocks[at - 1]!.endUs;
  if (telling.length === 0) return coarse;
  const from = Math.max(0, at - REFINE_BLOCKS);
  const to = Math.min(blocks.length, at + REFINE_BLOCKS);
  const inside = [Math.min(a + 1, b - 1), Math.max(b - 1, a + 1)] as const;
  const outside = opens ? [Math.max(0, a - SIDE), Math.max(1, a - 1)] as const : [Math.min(b + 1, blocks.length - 1), Math.min(blocks.length, b + SIDE)] as const;
  const [before, after] = opens ? [outside, inside] : [inside, outside];
  const below = (block: FloorBlock): boolean[] => framesBelow(block, telling, middle);
  const oddsBefore = shareBelow(blocks.slice(...before).flatMap(below));
  const oddsAfter = shareBelow(blocks.slice(...after).flatMap(below));
  const frames = blocks.slice(from, to).flatMap((block) => {
    const marks = below(block);
    const spanUs = (block.endUs - block.startUs) / marks.length;
    return marks.map((isBelow, f) => ({ isBelow, startUs: block.startUs + f * spanUs }));
  });
  // A frame that passes from after the split to before it adds this.
  let sum = 0;
  let best = 0;
  let edgeUs = frames[0]!.startUs;
  for (const { isBelow, startUs } of frames) {
    if (sum > best) {
      best = sum;
      edgeUs = startUs;
    }
    sum += isBelow ? Math.log(oddsBefore / oddsAfter) : Math.log((1 - oddsBefore) / (1 - oddsAfter));
  }
  return best > 0 ? edgeUs : coarse;
}

/** Per frame: whether most of the telling bands lie below the middle between both rooms. */
function framesBelow({ framesDb }: FloorBlock, telling: readonly number[], middle: Float32Array): boolean[] {
  const bands = middle.length;
  return Array.from({ length: framesDb.length / bands }, (_, f) => {
    let below = 0;
    for (const band of telling) if (framesDb[f * bands + band]! < middle[band]!) below++;
    return below / telling.length > 0.5;
  });
}

/** Never 0 or 1: one frame may be anything. */
const shareBelow = (marks: readonly boolean[]): number => (marks.filter(Boolean).length + 1) / (marks.length + 2);
