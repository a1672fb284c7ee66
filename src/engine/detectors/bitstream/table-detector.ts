/** What the specs of all bitstream detectors share: the table comes once and whole, and nothing can be set. */
import type { FindingDraft, FindingKind } from '../../../core/finding';
import type { VideoCodec } from '../../../core/recording';
import { us } from '../../../core/time';
import type { DetectorContext, DetectorSpec, PassItems } from '../../detector';

export interface TableDetector {
  readonly id: `bitstream/${string}`;
  readonly version: number;
  readonly kinds: readonly FindingKind[];
  /** Codecs whose tables it can read. */
  readonly codecs: readonly VideoCodec[] | 'any';
  find(item: PassItems['bitstream'], context: DetectorContext): readonly FindingDraft[];
}

export function tableDetector({ id, version, kinds, codecs, find }: TableDetector): DetectorSpec<'bitstream', Record<string, never>> {
  return {
    id, version, kinds, pass: 'bitstream', metrics: [], lookbehindUs: us(0),
    params: { defaults: {}, parse: () => ({}) },
    supports({ video }) {
      if (video === null) return { ok: false, reason: 'no-video' };
      return codecs === 'any' || codecs.includes(video.codec) ? { ok: true } : { ok: false, reason: 'codec' };
    },
    start: (context) => ({ push: (item) => find(item, context), finish: () => [] }),
  };
}
