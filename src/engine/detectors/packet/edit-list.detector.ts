/**
 * Finds picture material that is in the file but that the edit list keeps from being shown: a trim without re-encoding.
 * Source: ISO/IEC 14496-12, 8.6.6. Lists that only make up for reordering or sound priming hide less than the tolerance.
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import type { PacketTable } from '../../../core/tables';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/edit-list';
/** Reordering delays stay below a few frames; what is hidden beyond this was recorded and cut off. */
const HIDDEN_S = 0.2;
/** Pictures closer than this fall together: below the tick of any recorder's clock. */
const SAME_INSTANT_US = 500;

export const editListDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 1,
  pass: 'packet',
  kinds: ['editor-trace'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.index === 'boxes' ? { ok: true } : { ok: false, reason: 'container' }),
  start: ({ media }) => ({
    push({ video }) {
      if (!video || video.count < 2) return [];
      const startUs = media.startUs;
      const endUs = us(startUs + media.durationUs);
      const { headUs, tailUs, join, firstShown, lastShown } = hidden(video, startUs, endUs);
      const drafts: FindingDraft[] = [];
      const add = (atUs: number, lengthUs: number, from: number, to: number, where: 'head' | 'tail' | 'middle'): void => {
        if (lengthUs / 1e6 < HIDDEN_S) return;
        drafts.push({
          kind: 'editor-trace', startUs: us(atUs), endUs: us(atUs), group: 'C', llr: 2.5, hard: false, standsAlone: true,
          evidence: [
            { type: 'metric', metric: 'hidden-seconds', value: lengthUs / 1e6, threshold: HIDDEN_S, relation: '>', unit: 's', atUs: us(atUs) },
            { type: 'packets', track: 'video', from, to, field: `edit-list-${where}`, expected: '0 s', observed: `${(lengthUs / 1e6).toFixed(3)} s` },
          ],
          benign: [{ cause: 'reorder-or-priming', result: 'ruled-out', value: lengthUs / 1e6, threshold: HIDDEN_S, unit: 's' }],
          disproof: ['same-device-same-edit-list'], detector: ID, version: 1,
        });
      };
      add(startUs, headUs, 0, firstShown, 'head');
      add(endUs, tailUs, lastShown, video.count - 1, 'tail');
      if (join) add(join.atUs, join.lengthUs, join.from, join.to, 'middle');
      return drafts;
    },
    finish: () => [],
  }),
};

interface HiddenJoin { readonly atUs: number; readonly lengthUs: number; readonly from: number; readonly to: number }

function hidden(video: PacketTable, startUs: number, endUs: number) {
  const { displayOrder: order, ptsUs, ptsTicks, timescale, count } = video;
  const first = order[0]!;
  const last = order[count - 1]!;
  let join = null as HiddenJoin | null;
  // Between two shown pieces, hidden pictures fall together on the time of the join.
  for (let ordinal = 1; ordinal < count; ordinal++) {
    const [a, b] = [order[ordinal - 1]!, order[ordinal]!];
    const mediaUs = ((ptsTicks[b]! - ptsTicks[a]!) / timescale) * 1e6;
    const shownUs = ptsUs[b]! - ptsUs[a]!;
    if (shownUs >= SAME_INSTANT_US || mediaUs <= 2 * SAME_INSTANT_US || ptsUs[a]! < startUs) continue;
    const same = join?.atUs === ptsUs[b]! ? join : null;
    join = { atUs: ptsUs[b]!, lengthUs: mediaUs + (same?.lengthUs ?? 0), from: same?.from ?? a, to: b };
  }
  let firstShown = 0;
  while (firstShown < count - 1 && ptsUs[order[firstShown]!]! < startUs) firstShown++;
  let lastShown = count - 1;
  while (lastShown > 0 && ptsUs[order[lastShown]!]! >= endUs) lastShown--;
  return { headUs: Math.max(0, startUs - ptsUs[first]!), tailUs: Math.max(0, ptsUs[last]! - endUs), join, firstShown, lastShown };
}
