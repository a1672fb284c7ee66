/**
 * Finds where the band of the sound changes: a stretch whose spectrum ends as if cut off although it is loud right below, while before
 * and after the same sound reaches on (or the reverse). A device records and a codec passes one band; sound of a telephone, a messenger
 * or another recorder brings its own (ITU-T G.712: 3.4 kHz; 3GPP TS 26.071: 4 kHz at most; recorders at 8, 11 and 16 kHz half of these).
 * Own method and measurement: the frame that reaches furthest up counts, since codecs drop quiet bands for moments.
 */
import type { BenignTest, FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import type { AudioItem } from '../../passes/audio/audio-item';
import { BandEdgeMeter, NO_CLIFF, type EdgeBlock } from '../../signal/audio-band-edge';

export interface BandwidthParams {
  /** By how much (dB) the cliff inside is deeper than outside it ever usually is. */
  readonly minContrastDb: number;
}

const ID = 'audio/bandwidth';
const VERSION = 1;
/** Of twenty-one uncut sounds (5 min; cameras, phones, music, speech) the greatest is 18.5 dB, of spans from a telephone's band nine tenths have 22 or more. */
const DEFAULTS: BandwidthParams = { minContrastDb: 22 };
/** Alone it speaks from here: encoders that drop a band for a second have made 19 dB, and few minutes promise no rate. */
const ALONE_CONTRAST_DB = 27;
/** Deeper than this in every frame is a cliff; voices fall off less, or have a hiss in every second. */
const CLIFF_DB = -18;
/** Quarter seconds: shortest stretch, what is compared on each side of it, longest stretch. */
const INSIDE_MIN = 4;
const SIDE = 8;
const SIDE_MIN = 6;
const INSIDE_MAX = 240;
/** So many of a side's quarter seconds must be loud enough to tell. */
const KNOWN_SHARE = 0.5;
/** A change for good is judged on this much of both sides. */
const LASTING = 12;
const LLR_SUPPORT = 1.2;
const LLR_ALONE = 1.7;
const LLR_PER_DB = 0.08;
const LLR_MAX = 3;

interface Section { readonly rate: number; readonly startUs: number; readonly meter: BandEdgeMeter; readonly blocks: EdgeBlock[] }
/** Blocks [a, b), at an edge; `lasting`: only one end, at `a`. */
interface Change { readonly a: number; readonly b: number; readonly edge: number; readonly contrastDb: number; readonly insideDb: number; readonly narrower: boolean; readonly lasting: boolean }

export const bandwidthDetector: DetectorSpec<'audio', BandwidthParams> = {
  id: ID,
  version: VERSION,
  pass: 'audio',
  kinds: ['audio-replaced', 'audio-cut'],
  metrics: [],
  lookbehindUs: us(65_000_000),
  params: { defaults: DEFAULTS, parse: (raw) => ({ ...DEFAULTS, ...(raw as Partial<BandwidthParams>) }) },
  supports: (media) => (media.audio === null ? { ok: false, reason: 'no sound' } : { ok: true }),
  start(_, params) {
    const sections: Section[] = [];
    return {
      push({ block, continues }: AudioItem) {
        if (!continues || sections.length === 0) sections.push({ rate: block.sampleRate, startUs: block.startUs, meter: new BandEdgeMeter(block.sampleRate), blocks: [] });
        const { meter, blocks } = sections.at(-1)!;
        blocks.push(...meter.push(block.channels));
        return [];
      },
      finish: () => sections.flatMap((section) => judge(section, params)),
    };
  },
};

function judge(section: Section, params: BandwidthParams): FindingDraft[] {
  const { blocks, meter } = section;
  const changes = meter.edgesHz.flatMap((_, edge) => changesAt(Int8Array.from(blocks, ({ cliffDb }) => cliffDb[edge]!), edge))
    .filter((change) => change.contrastDb >= params.minContrastDb)
    // A stretch says more than one end of it, and the deepest cliff names the edge.
    .sort((x, y) => Number(x.lasting) - Number(y.lasting) || y.contrastDb - x.contrastDb || x.a - y.a || x.edge - y.edge);
  const taken: Change[] = [];
  const apart = (one: Change, other: Change): boolean => one.b + SIDE_MIN <= other.a || one.a >= other.b + SIDE_MIN;
  for (const change of changes) if (taken.every((other) => apart(change, other))) taken.push(change);
  return taken.sort((x, y) => x.a - y.a).map((change) => draft(section, change, params));
}

/** Everything that one edge tells. @param cliffs per block, dB */
function changesAt(cliffs: Int8Array, edge: number): Change[] {
  const out: Change[] = [];
  const runs = cliffRuns(cliffs);
  for (const { a, b } of runs) {
    const inside = highest(cliffs, a, b);
    const before = usual(cliffs, Math.max(0, a - SIDE), a);
    const after = usual(cliffs, b, Math.min(cliffs.length, b + SIDE));
    if (b - a <= INSIDE_MAX && before !== null && after !== null) out.push({ a, b, edge, contrastDb: Math.min(before, after) - inside, insideDb: inside, narrower: true, lasting: false });
    if (b - a < LASTING) continue;
    const longBefore = usual(cliffs, a - LASTING, a);
    const longAfter = usual(cliffs, b, b + LASTING);
    if (longBefore !== null) out.push({ a, b: a, edge, contrastDb: longBefore - inside, insideDb: inside, narrower: true, lasting: true });
    if (longAfter !== null) out.push({ a: b, b, edge, contrastDb: longAfter - inside, insideDb: inside, narrower: true, lasting: true });
  }
  for (let i = 1; i < runs.length; i++) {
    const left = runs[i - 1]!;
    const right = runs[i]!;
    const a = left.b;
    const b = right.a;
    if (b - a < INSIDE_MIN || b - a > INSIDE_MAX || left.b - left.a < SIDE_MIN || right.b - right.a < SIDE_MIN) continue;
    const inside = usual(cliffs, a, b);
    if (inside === null) continue;
    const outside = Math.max(highest(cliffs, Math.max(left.a, a - SIDE), a), highest(cliffs, b, Math.min(right.b, b + SIDE)));
    out.push({ a, b, edge, contrastDb: inside - outside, insideDb: outside, narrower: false, lasting: false });
  }
  return out;
}

/** Stretches of blocks that all have the cliff or are too quiet to tell, beginning and ending with one that tells, half of them telling. */
function cliffRuns(cliffs: Int8Array): { readonly a: number; readonly b: number }[] {
  const out: { a: number; b: number }[] = [];
  for (let at = 0; at < cliffs.length; at++) {
    if (!isCliff(cliffs[at]!)) continue;
    let end = at + 1;
    let known = 1;
    for (let k = at + 1; k < cliffs.length && (cliffs[k] === NO_CLIFF || isCliff(cliffs[k]!)); k++) {
      if (cliffs[k] === NO_CLIFF) continue;
      known++;
      end = k + 1;
    }
    if (end - at >= INSIDE_MIN && known >= KNOWN_SHARE * (end - at)) out.push({ a: at, b: end });
    at = end;
  }
  return out;
}

const isCliff = (db: number): boolean => db !== NO_CLIFF && db <= CLIFF_DB;

/** The shallowest cliff of a stretch; its first and last block may hold a little of what lies beside it. */
function highest(cliffs: Int8Array, from: number, to: number): number {
  let most = NO_CLIFF;
  for (let k = from; k < to; k++) if (cliffs[k]! > most) most = cliffs[k]!;
  return most;
}

/** The median of a side; null where it is too short or too quiet to tell. */
function usual(cliffs: Int8Array, from: number, to: number): number | null {
  if (from < 0 || to > cliffs.length || to - from < INSIDE_MIN) return null;
  const known = cliffs.slice(from, to).filter((db) => db !== NO_CLIFF).sort();
  return known.length >= Math.max(INSIDE_MIN, KNOWN_SHARE * (to - from)) ? known[known.length >> 1]! : null;
}

function draft({ rate, startUs, meter, blocks }: Section, change: Change, params: BandwidthParams): FindingDraft {
  const blockUs = (meter.blockSamples / rate) * 1e6;
  const timeOf = (block: number): number => startUs + ((blocks[0]!.startSample + block * meter.blockSamples) / rate) * 1e6;
  // A quarter second across a boundary counts as wide: the narrow side begins within it.
  const side = change.narrower ? -1 : 1;
  const start = us(timeOf(change.a) + (change.lasting ? 0 : (side * blockUs) / 2));
  const end = change.lasting ? start : us(timeOf(change.b) - (side * blockUs) / 2);
  const alone = !change.lasting && change.contrastDb >= ALONE_CONTRAST_DB;
  const benign: BenignTest[] = [
    { cause: 'too-quiet-for-its-band', result: 'ruled-out' },
    { cause: 'codec-band-switch', result: alone ? 'ruled-out' : 'possible', value: change.contrastDb, threshold: ALONE_CONTRAST_DB, unit: 'dB' },
    { cause: 'covered-microphone', result: 'not-testable' },
  ];
  return {
    kind: change.lasting ? 'audio-cut' : 'audio-replaced', startUs: start, endUs: end, group: 'A',
    llr: alone ? Math.min(LLR_MAX, LLR_ALONE + LLR_PER_DB * (change.contrastDb - ALONE_CONTRAST_DB)) : LLR_SUPPORT + 0.8, hard: false, standsAlone: alone,
    evidence: [
      { type: 'metric', metric: change.narrower ? 'band-end' : 'band-end-beside', value: meter.edgesHz[change.edge]! / 1000, threshold: 0, relation: '>', unit: 'kHz', atUs: start },
      { type: 'metric', metric: 'band-contrast', value: change.contrastDb, threshold: params.minContrastDb, relation: '>', unit: 'dB', atUs: start },
      { type: 'metric', metric: 'band-cliff', value: change.insideDb, threshold: CLIFF_DB, relation: '<', unit: 'dB', atUs: start },
    ],
    benign, disproof: ['original-sound', 'visible-source'], detector: ID, version: VERSION,
  };
}
