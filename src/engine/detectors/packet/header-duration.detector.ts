/**
 * Compares the durations that the headers of the movie and of each track state with what is there: a writer that changed one and not the
 * other leaves them apart. Source: ISO/IEC 14496-12, 8.2.2 and 8.4.2; own measurement: ≤ 0.12 s apart in genuine files.
 */
import type { FindingDraft } from '../../../core/finding';
import type { MediaSummary } from '../../../core/recording';
import type { BoxNode, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/header-duration';
const VERSION = 4;
/** Twice the largest difference of a genuine file, for rounding in seconds of careless writers half a second more. */
const APART_S = 0.75;

export const headerDurationDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: VERSION,
  pass: 'packet',
  kinds: ['metadata-conflict'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: (media) => (media.index === 'boxes' ? { ok: true } : { ok: false, reason: 'container' }),
  start: ({ media }) => ({
    push({ video, audio, boxes }) {
      const movie = boxes.find((node) => node.type === 'moov');
      // Fragments come after the header was written: what it states is not theirs.
      if (!movie || boxes.some((node) => node.type === 'moof') || movie.children.some((node) => node.type === 'mvex')) return [];
      const tracked = movieConflict(movie, [video, audio], media);
      return [...tracked, ...[['vide', video] as const, ['soun', audio] as const].flatMap(([kind, table]): FindingDraft[] => {
        const tracks = movie.children.filter((node) => node.type === 'trak' && inside(node, 'mdia', 'hdlr')?.fields['handler'] === kind);
        const header = tracks.length === 1 ? inside(tracks[0]!, 'mdia', 'mdhd')?.fields : undefined;
        if (!table || !header || table.count === 0) return [];
        const statedS = Number(header['duration']) / Number(header['timescale']);
        const sumS = table.durationTicks.reduce((sum, ticks) => sum + ticks, 0) / table.timescale;
        if (!(statedS > 0) || !(Math.abs(statedS - sumS) > APART_S)) return [];
        const cut = sumS < statedS && (endsEarly(boxes, media.sizeBytes) || reachesEnd(table, media.sizeBytes));
        return [{
          kind: 'metadata-conflict', startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'C', llr: 1.5, hard: false, standsAlone: true,
          evidence: [
            { type: 'metric', metric: table.track === 'video' ? 'picture-header-difference' : 'sound-header-difference', value: Math.round((statedS - sumS) * 1000) / 1000, threshold: Math.sign(statedS - sumS) * APART_S, relation: statedS > sumS ? '>' : '<', unit: 's', atUs: media.startUs },
            { type: 'packets', track: table.track, from: 0, to: table.count - 1, field: 'stated-duration', expected: `${statedS.toFixed(3)} s`, observed: `${sumS.toFixed(3)} s` },
          ],
          benign: [{ cause: 'file-cut-short', result: cut ? 'possible' : 'ruled-out' }, { cause: 'careless-writer', result: 'possible' }],
          disproof: ['same-device-same-header'], detector: ID, version: VERSION,
        }];
      })];
    },
    finish: () => [],
  }),
};

/**
 * The movie's header against the longest of its tracks as shown: it is made from them (8.2.2.3), so a shorter content was cut afterwards.
 * Other tracks (positions, subtitles) may be longer than picture and sound: then nothing is said.
 */
function movieConflict(movie: BoxNode, tables: readonly (PacketTable | null)[], { startUs, durationUs }: MediaSummary): FindingDraft[] {
  const header = movie.children.find((node) => node.type === 'mvhd')?.fields;
  const tracks = movie.children.filter((node) => node.type === 'trak').length;
  const statedS = Number(header?.['duration']) / Number(header?.['timescale']);
  const shownS = (Math.max(0, startUs) + durationUs) / 1e6;
  if (tracks !== tables.filter((table) => table !== null).length || !(statedS > 0) || !(Math.abs(statedS - shownS) > APART_S)) return [];
  return [{
    kind: 'metadata-conflict', startUs, endUs: us(startUs + durationUs), group: 'C', llr: 1.5, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'movie-duration-difference', value: Math.round((statedS - shownS) * 1000) / 1000, threshold: Math.sign(statedS - shownS) * APART_S, relation: statedS > shownS ? '>' : '<', unit: 's', atUs: startUs },
    ],
    benign: [{ cause: 'file-cut-short', result: statedS > shownS ? 'possible' : 'ruled-out' }, { cause: 'careless-writer', result: 'possible' }],
    disproof: ['same-device-same-header'], detector: ID, version: VERSION,
  }];
}

function inside(node: BoxNode, ...path: string[]): BoxNode | undefined {
  let at: BoxNode | undefined = node;
  for (const type of path) at = at?.children.find((child) => child.type === type);
  return at;
}

/** Whether the file ends inside one of its top-level boxes: what its index promises there is missing. */
function endsEarly(boxes: readonly BoxNode[], sizeBytes: number): boolean {
  return boxes.some((node) => node.offset + node.size > sizeBytes);
}

/** Whether packets may be missing because the file ends: the last payload reaches to within the last hundredth of it. */
function reachesEnd(table: PacketTable, sizeBytes: number): boolean {
  const last = table.count - 1;
  return table.offset[last]! + table.sizeBytes[last]! > sizeBytes * 0.99;
}
