/** Finds blank stretches: black, covered or uniform pictures inside a recording that otherwise shows something. */
import type { FindingDraft } from '../../../core/finding';
import { us, type TimeUs } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { DetectorSpec } from '../../detector';

const ID = 'frame/blank';
const VERSION = 1;
/** Luma standard deviation of a uniform picture (measured: inserted blanks 0, the darkest night scenes ≥ 6). */
const BLANK_DEVIATION = 2.5;
/** What the picture around a blank must show at least. */
const PICTURE_DEVIATION = 6;
const MIN_SPAN_US = 300_000;
/** A blank that touches the start and is shorter than this is a camera starting up. */
const START_UP_US = 1_500_000;

interface Span { readonly before: FrameItem | null; readonly first: FrameItem; last: FrameItem; worst: number }

export const blankDetector: DetectorSpec<'frame', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'frame',
  kinds: ['blank'],
  metrics: [],
  lookbehindUs: us(2_000_000),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.video ? { ok: true } : { ok: false, reason: 'no-video' }),
  start() {
    let span: Span | null = null;
    let previous: FrameItem | null = null;
    let shown = 0;
    let startUs: TimeUs | null = null;
    const light = (item: FrameItem): FrameItem => ({ ...item, cells: new Uint16Array(0), distinct: null });

    function judge(done: Span, after: FrameItem | null, endUs: TimeUs): FindingDraft[] {
      const lengthUs = endUs - done.first.ptsUs;
      const atStart = done.before === null;
      if (lengthUs < MIN_SPAN_US || shown < PICTURE_DEVIATION) return [];
      const atEdge = atStart || after === null;
      const startUp = atStart && lengthUs < START_UP_US;
      return [{
        kind: 'blank', startUs: done.first.ptsUs, endUs, group: 'P', hard: false, standsAlone: !atEdge,
        llr: atEdge ? (startUp ? -0.5 : 0.5) : 4,
        evidence: [
          { type: 'metric', metric: 'picture-deviation', value: done.worst, threshold: BLANK_DEVIATION, relation: '<', unit: 'luma', atUs: done.first.ptsUs },
          { type: 'frames', frames: [
            ...(done.before ? [{ role: 'before' as const, ptsUs: done.before.ptsUs, ordinal: done.before.ordinal }] : []),
            { role: 'first-inside', ptsUs: done.first.ptsUs, ordinal: done.first.ordinal },
            { role: 'last-inside', ptsUs: done.last.ptsUs, ordinal: done.last.ordinal },
            ...(after ? [{ role: 'after' as const, ptsUs: after.ptsUs, ordinal: after.ordinal }] : []),
          ] },
        ],
        benign: [
          { cause: 'start-up', result: startUp ? 'possible' : 'ruled-out', value: done.first.ptsUs / 1e6, unit: 's' },
          { cause: 'occlusion', result: 'possible', value: done.worst, threshold: BLANK_DEVIATION, unit: 'luma' },
        ],
        disproof: ['detail-in-blank', 'device-blanks-alike'],
        detector: ID, version: VERSION,
      }];
    }

    return {
      push(item) {
        startUs ??= item.ptsUs;
        const found: FindingDraft[] = [];
        if (item.stats.deviation < BLANK_DEVIATION) {
          if (span) { span.last = light(item); span.worst = Math.max(span.worst, item.stats.deviation); }
          else span = { before: previous, first: light(item), last: light(item), worst: item.stats.deviation };
        } else {
          shown = Math.max(shown, item.stats.deviation);
          if (span) { found.push(...judge(span, light(item), item.ptsUs)); span = null; }
        }
        previous = light(item);
        return found;
      },
      finish: () => (span && previous ? judge(span, null, previous.ptsUs) : []),
    };
  },
};
