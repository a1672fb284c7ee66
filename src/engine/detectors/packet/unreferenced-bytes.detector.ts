/**
 * Finds a stretch of media data that no packet refers to: pictures that were taken out of the tables while their bytes stayed, as quick
 * trims in place leave them. Source: ISO/IEC 14496-12, 8.1.1 (unreferenced data is allowed and never shown); own measurement: at most
 * 16 bytes in genuine files of picture and sound alone.
 */
import type { FindingDraft } from '../../../core/finding';
import type { PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/unreferenced-bytes';
const VERSION = 1;
/** Smaller holes are padding to blocks of storage. */
const HOLE_BYTES = 128 << 10;
/** So many holes of that size are a layout (blocks of GPS or thumbnails), not a cut. */
const LAYOUT_HOLES = 4;
const KNOWN_HANDLERS = new Set(['vide', 'soun']);

interface Hole { readonly from: number; readonly to: number; readonly nextUs: number }

export const unreferencedBytesDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'packet',
  kinds: ['editor-trace'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.index === 'boxes' ? { ok: true } : { ok: false, reason: 'container' }),
  start: ({ media }) => ({
    push({ video, audio, boxes }) {
      const movie = boxes.find((node) => node.type === 'moov');
      const data = boxes.filter((node) => node.type === 'mdat');
      const handlers = (movie?.children ?? []).filter((node) => node.type === 'trak')
        .map((track) => String(track.children.find((node) => node.type === 'mdia')?.children.find((node) => node.type === 'hdlr')?.fields['handler'] ?? ''));
      const tables = [video, audio].filter((table) => table !== null);
      // Other tracks own bytes that are not known here, and so do a second picture, GPS blocks and fragments.
      const allKnown = movie !== undefined && handlers.length === tables.length && handlers.every((handler) => KNOWN_HANDLERS.has(handler));
      if (!allKnown || data.length !== 1 || boxes.some((node) => node.type === 'moof') || movie.children.some((node) => node.type === 'gps ')) return [];
      const holes = holesOf(tables, data[0]!.offset + 8, Math.min(media.sizeBytes, data[0]!.offset + data[0]!.size));
      if (holes.length === 0 || holes.length > LAYOUT_HOLES) return [];
      return holes.map((hole): FindingDraft => {
        const atUs = us(Math.max(media.startUs, Number.isFinite(hole.nextUs) ? hole.nextUs : media.startUs + media.durationUs));
        return {
          kind: 'editor-trace', startUs: atUs, endUs: atUs, group: 'C', llr: 2, hard: false, standsAlone: true,
          evidence: [
            { type: 'metric', metric: 'unreferenced-bytes', value: Math.round((hole.to - hole.from) / 1024), threshold: HOLE_BYTES / 1024, relation: '>', unit: 'KiB', atUs },
            { type: 'bytes', offset: hole.from, length: hole.to - hole.from, label: 'unreferenced-bytes' },
          ],
          benign: [{ cause: 'storage-padding', result: 'possible', value: holes.length, threshold: LAYOUT_HOLES }],
          disproof: ['same-device-builds-so'], detector: ID, version: VERSION,
        };
      });
    },
    finish: () => [],
  }),
};

/** Stretches of [from, to) that no payload covers; `nextUs` is when the payload behind is shown, Infinity behind the last. */
function holesOf(tables: readonly PacketTable[], from: number, to: number): Hole[] {
  const payloads = tables.flatMap((table) => Array.from(table.offset, (offset, row) => ({ offset, end: offset + table.sizeBytes[row]!, shownUs: table.ptsUs[row]! })))
    .filter((one) => one.offset >= 0).sort((a, b) => a.offset - b.offset);
  if (payloads.length === 0) return [];
  const holes: Hole[] = [];
  let covered = from;
  for (const { offset, end, shownUs } of [...payloads, { offset: to, end: to, shownUs: Infinity }]) {
    if (offset - covered >= HOLE_BYTES) holes.push({ from: covered, to: offset, nextUs: shownUs });
    covered = Math.max(covered, end);
  }
  return holes;
}
