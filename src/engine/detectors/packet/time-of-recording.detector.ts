/**
 * Compares the times that the file tells of itself: the container's creation time, its modification time, and the time in the file name.
 * Source: file names of body cameras (yyyyMMddHHmmss); an offset of exactly 8 h is the usual confusion of UTC and UTC+8 and is benign.
 */
import { readDeviceFileName } from '../../../core/device-file-name';
import type { FindingDraft } from '../../../core/finding';
import type { BoxNode } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';

const ID = 'packet/time-of-recording';
const HOUR_S = 3600;
const CHINA_OFFSET_S = 8 * HOUR_S;
/** Writers note the start or the end of a recording, segments are cut a little late: two minutes around. */
const TOLERANCE_S = 120;
/** A container that was changed this long after the recording ended was written by something other than the recorder. */
const LATE_CHANGE_S = 600;
const QUICKTIME_EPOCH_S = 2_082_844_800;
/** Clocks before this are unset clocks of devices (2005-01-01). */
const PLAUSIBLE_FROM_S = 1_104_537_600;

export const timeOfRecordingDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 1,
  pass: 'packet',
  kinds: ['metadata-conflict'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: () => ({ ok: true }),
  start: ({ media }) => ({
    push({ boxes }) {
      const drafts: FindingDraft[] = [];
      const span = { startUs: media.startUs, endUs: us(media.startUs + media.durationUs) };
      const durationS = media.durationUs / 1e6;
      const named = readDeviceFileName(media.fileName)?.startS ?? null;
      const createdS = media.containerTime === null ? NaN : Date.parse(media.containerTime) / 1000;
      if (named !== null && createdS >= PLAUSIBLE_FROM_S) {
        const offS = [0, CHINA_OFFSET_S, -CHINA_OFFSET_S].map((zone) => distance(createdS + zone - named, durationS));
        const nearest = Math.min(...offS);
        if (nearest > TOLERANCE_S) {
          drafts.push(draft(span, 'name-time-difference', nearest, TOLERANCE_S, [
            ['file-name-time', new Date(named * 1000).toISOString().replace('Z', '')], ['container-time', media.containerTime!],
          ], 'utc-plus-8'));
        }
      }
      const movie = find(boxes, 'mvhd')?.fields;
      const created = Number(movie?.['created'] ?? 0) - QUICKTIME_EPOCH_S;
      const modified = Number(movie?.['modified'] ?? 0) - QUICKTIME_EPOCH_S;
      const lateS = modified - created - durationS;
      if (created >= PLAUSIBLE_FROM_S && modified >= PLAUSIBLE_FROM_S && lateS > LATE_CHANGE_S && Math.abs(modified - created - CHINA_OFFSET_S) > TOLERANCE_S + durationS) {
        drafts.push(draft(span, 'changed-after-recording', lateS, LATE_CHANGE_S, [
          ['container-time', new Date(created * 1000).toISOString()], ['container-changed', new Date(modified * 1000).toISOString()],
        ], 'utc-plus-8'));
      }
      return drafts;
    },
    finish: () => [],
  }),
};

/** Seconds outside the span of the recording: 0 when the moment lies within it. */
const distance = (fromStartS: number, durationS: number): number => (fromStartS < 0 ? -fromStartS : Math.max(0, fromStartS - durationS));

function find(nodes: readonly BoxNode[], type: string): BoxNode | null {
  for (const node of nodes) {
    const found = node.type === type ? node : find(node.children, type);
    if (found) return found;
  }
  return null;
}

function draft(span: Pick<FindingDraft, 'startUs' | 'endUs'>, metric: string, value: number, threshold: number, texts: [string, string][], tested: string): FindingDraft {
  return {
    kind: 'metadata-conflict', ...span, group: 'C', llr: 1.5, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric, value, threshold, relation: '>', unit: 's', atUs: span.startUs },
      ...texts.map(([label, text]) => ({ type: 'text' as const, label, text })),
    ],
    benign: [{ cause: tested, result: 'ruled-out', value: CHINA_OFFSET_S / HOUR_S, unit: 'h' }, { cause: 'unset-clock', result: 'possible' }],
    disproof: ['clock-log', 'station-renames'],
    detector: ID,
    version: 1,
  };
}
