/**
 * Notes a file whose first picture does not begin a stream: it refers to pictures before it, or the encoder's own counters do not stand at
 * their beginning. Source: ITU-T H.264 7.4.3 (frame_num is 0 in IDR pictures; idr_pic_id is the encoder's to count), ITU-T H.265 8.1.3
 * (a CRA picture may be anywhere in a stream; its order count says how far). Speaks of originality only: recorders that keep pictures from
 * before the start, or write one recording in several files, do the same.
 */
import type { BenignTest, Evidence, FindingDraft } from '../../../core/finding';
import { readDeviceFileName } from '../../../core/device-file-name';
import type { BitstreamTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { tableDetector } from './table-detector';

const ID = 'bitstream/stream-start';
const VERSION = 1;
const P = 2;
const B = 3;
const IDR = 4;
/** Steps that must obey before the first number tells how many came before it. */
const WELL_LEARNT = 4;
/** … and their share of all steps: joins may break the count. */
const COUNTED_SHARE = 0.66;

interface Sign { readonly field: string; readonly expected: string; readonly observed: string }

export const streamStartDetector = tableDetector({
  id: ID,
  version: VERSION,
  kinds: ['editor-trace'],
  codecs: ['avc', 'hevc'],
  find({ table, packets }, { media }) {
    if (table.count === 0) return [];
    const signs = [...firstPicture(table), ...counters(table)];
    const [first, ...more] = signs.map((sign): Evidence => ({ type: 'packets', track: 'video', from: 0, to: 0, ...sign }));
    if (!first) return [];
    const numbered = (readDeviceFileName(media.fileName)?.number ?? '') !== '';
    const benign: BenignTest[] = [
      { cause: 'recording-in-several-files', result: numbered ? 'possible' : 'not-testable' },
      { cause: 'pre-record-kept', result: 'not-testable' },
    ];
    const startUs = us(packets.ptsUs[packets.displayOrder[0]!]!);
    return [{
      kind: 'editor-trace', startUs, endUs: startUs, group: 'B', llr: 1.5, hard: false, standsAlone: true,
      evidence: [first, ...more], benign, disproof: ['same-device-starts-so', 'segment-before-presented'], detector: ID, version: VERSION,
    } satisfies FindingDraft];
  },
});

function firstPicture({ sliceType, frameNum, poc, codec }: BitstreamTable): Sign[] {
  const type = sliceType[0]!;
  if (type === P || type === B) return [{ field: 'first-picture', expected: codec === 'avc' ? 'IDR' : 'IRAP', observed: type === P ? 'P' : 'B' }];
  if (codec === 'avc' && type !== IDR && frameNum[0]! > 0) return [{ field: 'first-frame-num', expected: '0', observed: String(frameNum[0]) }];
  if (codec === 'hevc' && type === IDR && poc[0]! > 0) return [{ field: 'first-picture-order', expected: '0', observed: String(poc[0]) }];
  return [];
}

/** An encoder that counts its IDR pictures one by one and is at more than the first already. */
function counters({ sliceType, idrPicId, codec }: BitstreamTable): Sign[] {
  if (codec !== 'avc' || sliceType[0] !== IDR) return [];
  const ids = [...idrPicId].filter((_, row) => sliceType[row] === IDR);
  const counted = ids.filter((id, at) => at > 0 && id === ids[at - 1]! + 1).length;
  const counts = counted >= WELL_LEARNT && counted >= COUNTED_SHARE * (ids.length - 1);
  // Some begin at one.
  return counts && ids[0]! > 1 ? [{ field: 'first-idr-pic-id', expected: '0', observed: String(ids[0]) }] : [];
}
