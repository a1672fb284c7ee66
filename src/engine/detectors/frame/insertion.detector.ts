/** Finds insertions: two boundaries between which the picture differs from both sides while the picture before the first continues after the second. */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { Jump } from '../../passes/frame/jump-line';
import type { PictureSnapshot } from '../../signal/picture-kernels';
import type { DetectorSpec } from '../../detector';
import { CUT_SCORE } from './jump-evidence';

const ID = 'frame/insertion';
const VERSION = 3;
/** Luma deviation of a blank picture: it joins anything, and `blank.detector.ts` tells it. */
const BLANK_DEVIATION = 2.5;
/** How much weaker the bridge must be than both edges, in log units (measured: true pairs ≥ 1.04, best other pair 0.01). */
const MIN_MARGIN = 0.5;
/** Edges remembered; each costs two small planes. */
const EDGES = 24;
/** Shorter spans are flashes, longer ones are left to the container and the clock. */
const MIN_SPAN_US = 250_000;
const MAX_SPAN_US = 600_000_000;
/** Luma levels per pixel. */
const FLOOR = 0.2;

interface Edge { readonly jump: Jump; readonly before: PictureSnapshot }

const mean = (values: Float32Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

export const insertionDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['insertion'],
  metrics: [],
  lookbehindUs: us(60_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    const edges: Edge[] = [];
    let next = 0;
    let last: FrameItem | null = null;

    function pairWith(item: FrameItem, jump: Jump): FindingDraft[] {
      const found: { readonly draft: FindingDraft; readonly margin: number }[] = [];
      for (const edge of edges) {
        const spanUs = jump.after.ptsUs - edge.jump.after.ptsUs;
        if (spanUs < MIN_SPAN_US || spanUs > MAX_SPAN_US) continue;
        const field = item.pictures.matchSnapshot(jump.index, edge.before);
        const nearby = Math.max(edge.jump.surpriseNearby, jump.surpriseNearby) + FLOOR;
        const bridge = Math.log((mean(field.residual) + FLOOR) / nearby);
        const weaker = Math.min(Math.log((edge.jump.surprise + FLOOR) / nearby), Math.log((jump.surprise + FLOOR) / nearby));
        const margin = weaker - Math.max(0, bridge);
        if (margin < MIN_MARGIN) continue;
        found.push({ margin, draft: {
          kind: 'insertion', startUs: edge.jump.after.ptsUs, endUs: jump.after.ptsUs, group: 'P', hard: false, standsAlone: true,
          llr: Math.min(6, 3 + 2 * margin),
          evidence: [
            { type: 'metric', metric: 'bridge-margin', value: margin, threshold: MIN_MARGIN, relation: '>', unit: 'ln', atUs: edge.jump.after.ptsUs },
            { type: 'frames', frames: [
              { role: 'before', ...edge.jump.before }, { role: 'first-inside', ...edge.jump.after },
              { role: 'last-inside', ...jump.before }, { role: 'after', ...jump.after },
            ] },
          ],
          benign: [
            { cause: 'occlusion', result: 'ruled-out', value: Math.min(edge.jump.score, jump.score), unit: 'ln' },
          ],
          disproof: ['continuous-motion', 'clock-continues'],
          detector: ID, version: VERSION,
        } });
      }
      found.sort((a, b) => b.margin - a.margin);
      return found.slice(0, 1).map((f) => f.draft);
    }

    function read(item: FrameItem, jumps: readonly Jump[]): FindingDraft[] {
      const found: FindingDraft[] = [];
      for (const jump of jumps) {
        next = jump.position + 1;
        if (jump.score < CUT_SCORE || jump.deviation < BLANK_DEVIATION || !item.pictures.has(jump.index - 1)) continue;
        found.push(...pairWith(item, jump));
        edges.push({ jump, before: item.pictures.snapshot(jump.index - 1) });
        if (edges.length > EDGES) edges.shift();
      }
      return found;
    }

    return {
      push(item) {
        last = item;
        return read(item, item.jumps.since(next));
      },
      finish() {
        if (!last) return [];
        last.jumps.close();
        return read(last, last.jumps.since(next));
      },
    };
  },
};
