/** Compares what the on-screen clock shows at the start with the times that the file tells of itself; a note, as clocks are set wrong and files renamed. */
import { readDeviceFileName } from '../../../core/device-file-name';
import type { FindingDraft } from '../../../core/finding';
import type { ClockTrack } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorContext, DetectorSpec } from '../../detector';
import { clockSpec, readingEvidence } from './clock-evidence';

const ID = 'clock/clock-start';
const VERSION = 1;

const HOUR_S = 3600;
/** Containers keep UTC and clocks show Beijing time; many devices write local time where UTC belongs. */
const CHINA_OFFSET_S = 8 * HOUR_S;
/** Writers note the start or the end of a recording; segments are cut a little late: two minutes around (as `packet/time-of-recording`). */
const TOLERANCE_S = 120;
/** Times before this are those of unset clocks (2005-01-01). */
const PLAUSIBLE_FROM_S = 1_104_537_600;

export const clockStartDetector: DetectorSpec<'clock', Record<string, never>> = {
  ...clockSpec,
  id: ID,
  version: VERSION,
  kinds: ['metadata-conflict'],
  start: (context) => ({
    push: ({ tracks }) => tracks.slice(0, 1).filter((track) => track.dated).flatMap((track) => conflicts(track, context)),
    finish: () => [],
  }),
};

function conflicts(track: ClockTrack, { media }: DetectorContext): FindingDraft[] {
  const first = track.readings.find((reading) => reading.fits);
  if (first === undefined || first.clockS < PLAUSIBLE_FROM_S) return [];
  const clockS = first.clockS - (first.atUs - media.startUs) / 1e6;
  const durationS = media.durationUs / 1e6;
  const containerS = media.containerTime === null ? NaN : Date.parse(media.containerTime) / 1000;
  // A name is written in local time, a container in UTC or, by mistake, in local time.
  const sources = [
    { label: 'file-name-time', toldS: readDeviceFileName(media.fileName)?.startS ?? null, zones: [0], metric: 'clock-name-difference' },
    { label: 'container-time', toldS: Number.isNaN(containerS) ? null : containerS, zones: [0, CHINA_OFFSET_S], metric: 'clock-container-difference' },
  ];
  return sources.flatMap(({ label, toldS, zones, metric }) => {
    if (toldS === null || toldS < PLAUSIBLE_FROM_S) return [];
    const offS = Math.min(...zones.map((zone) => outside(toldS + zone - clockS, durationS)));
    return offS <= TOLERANCE_S ? [] : [{
      kind: 'metadata-conflict', startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'O', llr: 1.5, hard: false, standsAlone: true,
      evidence: [
        { type: 'metric', metric, value: offS, threshold: TOLERANCE_S, relation: '>', unit: 's', atUs: media.startUs },
        readingEvidence('clock-start', first, track),
        { type: 'text', label, text: new Date(toldS * 1000).toISOString().replace('Z', '') },
      ],
      benign: [{ cause: 'utc-plus-8', result: 'ruled-out', value: CHINA_OFFSET_S / HOUR_S, unit: 'h' }, { cause: 'unset-clock', result: 'possible' }],
      disproof: ['clock-log', 'station-renames'],
      detector: ID, version: VERSION,
    } satisfies FindingDraft];
  });
}

/** Seconds before the start or after the end of the recording; 0 within it. */
const outside = (fromStartS: number, durationS: number): number => (fromStartS < 0 ? -fromStartS : Math.max(0, fromStartS - durationS));
