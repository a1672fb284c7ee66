/** Finds blank stretches: black, covered or uniform pictures inside a recording that otherwise shows something. */
import type { FindingDraft } from '../../../core/finding';
import { us, type TimeUs } from '../../../core/time';
import type { FrameItem } from '../../passes/frame/frame-item';
import type { DetectorSpec } from '../../detector';

const ID = 'frame/blank';
const VERSION = 2;
/** Luma standard deviation of a uniform picture (measured: inserted blanks 0, the darkest night scenes ≥ 6). */
const BLANK_DEVIATION = 2.5;
/** What the picture around a blank must show at least. */
const PICTURE_DEVIATION = 6;
const MIN_SPAN_US = 300_000;
/** A blank that touches the start and is shorter than this is a camera starting up. */
const START_UP_US = 1_500_000;

/** Pictures on each side of a blank among which its edge is looked at: half a second at 25 a second. */
const EDGE_PICTURES = 12;
/**
 * A blank that was cut in begins and ends between two pictures: those beside it show as much as the ones further off (five blanks: 0.99 and
 * more). A hand or a coat takes several pictures, so that those beside it show less (three covered lenses: 0.48 and less).
 */
const SHARP_EDGE = 0.8;

interface Span { readonly before: FrameItem | null; readonly first: FrameItem; last: FrameItem; worst: number; /** Deviation of the picture before it against the most of those before. */ readonly sharpStart: number }
/** A blank that has ended, until enough is seen of what follows. */
interface Ended { readonly span: Span; readonly after: FrameItem; readonly deviations: number[] }

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
    let ended: Ended | null = null;
    /** Of the pictures that show something, the latest last. */
    let recent: number[] = [];
    let previous: FrameItem | null = null;
    let shown = 0;
    let startUs: TimeUs | null = null;
    const light = (item: FrameItem): FrameItem => ({ ...item, cells: new Uint16Array(0), distinct: null });

    function judge(done: Span, after: FrameItem | null, endUs: TimeUs, sharpEnd: number): FindingDraft[] {
      const lengthUs = endUs - done.first.ptsUs;
      const atStart = done.before === null;
      if (lengthUs < MIN_SPAN_US || shown < PICTURE_DEVIATION) return [];
      const atEdge = atStart || after === null;
      const startUp = atStart && lengthUs < START_UP_US;
      const sharpest = Math.max(done.sharpStart, sharpEnd);
      const covered = !atEdge && sharpest < SHARP_EDGE;
      return [{
        kind: 'blank', startUs: done.first.ptsUs, endUs, group: 'P', hard: false, standsAlone: !atEdge,
        llr: atEdge ? (startUp ? -0.5 : 0.5) : covered ? 1 : 4,
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
          { cause: 'occlusion', result: covered || atEdge ? 'possible' : 'ruled-out', value: sharpest, threshold: SHARP_EDGE, unit: 'share' },
        ],
        disproof: ['detail-in-blank', 'device-blanks-alike'],
        detector: ID, version: VERSION,
      }];
    }

    function settle(): FindingDraft[] {
      if (!ended) return [];
      const { span: done, after, deviations } = ended;
      ended = null;
      return judge(done, after, after.ptsUs, deviations[0]! / Math.max(...deviations));
    }

    return {
      push(item) {
        startUs ??= item.ptsUs;
        const { deviation } = item.stats;
        const found: FindingDraft[] = [];
        if (deviation < BLANK_DEVIATION) {
          found.push(...settle());
          if (span) { span.last = light(item); span.worst = Math.max(span.worst, deviation); }
          else span = { before: previous, first: light(item), last: light(item), worst: deviation, sharpStart: recent.length === 0 ? 0 : recent.at(-1)! / Math.max(...recent) };
        } else {
          shown = Math.max(shown, deviation);
          recent = [...recent, deviation].slice(-EDGE_PICTURES);
          if (span) { ended = { span, after: light(item), deviations: [] }; span = null; }
          if (ended && ended.deviations.push(deviation) >= EDGE_PICTURES) found.push(...settle());
        }
        previous = light(item);
        return found;
      },
      finish: () => [...settle(), ...(span && previous ? judge(span, null, previous.ptsUs, 0) : [])],
    };
  },
};
