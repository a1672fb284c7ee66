/**
 * Finds places where the stream itself says that it was joined: broken link access pictures, recovery points marked as broken.
 * Source: ITU-T H.265 7.4.2.2 (BLA), ITU-T H.264 and H.265 Annex D (recovery point SEI, broken_link_flag): splicers set them so that
 * decoders leave out leading pictures whose references are gone; an encoder that runs through has no cause to.
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import { framesAround } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/broken-link';
/** More marks are a writer's habit. */
const MAX_MARKS = 4;

export const brokenLinkDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['cut'],
  codecs: ['avc', 'hevc'],
  find({ table, packets }) {
    const rows: number[] = [];
    // A recording may begin in mid-stream: its first picture is broken from what nobody recorded.
    for (let row = 1; row < table.count; row++) if (table.brokenLink?.[row] === 1) rows.push(row);
    if (rows.length > MAX_MARKS) return [];
    return rows.map((row): FindingDraft => {
      const atUs = us(packets.ptsUs[row]!);
      return {
        kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: 3, hard: false, standsAlone: true,
        evidence: [
          { type: 'packets', track: 'video', from: row - 1, to: row, field: 'broken-link', expected: '0', observed: '1' },
          framesAround(packets, row),
        ],
        benign: [{ cause: 'writer-marks-every-start', result: 'ruled-out', value: rows.length, threshold: MAX_MARKS }],
        disproof: ['same-device-same-change'], detector: ID, version: 1,
      };
    });
  },
});
