/** When a recording was made and by which device, as its name, its file and its picture tell: each with its source. */
import { readDeviceFileName } from '../../core/device-file-name';
import type { MediaSummary } from '../../core/recording';
import type { ClockTrack } from '../../core/tables';
import { formatShortTime } from '../../core/figures';

export interface RecordedTime {
  /** Label key part: `fact_started_<source>`. */
  readonly source: 'name' | 'container' | 'clock';
  readonly time: string;
  /** Where in the recording a clock was read; '' for the others. */
  readonly at: string;
}

/** Wall-clock seconds, of names without a zone. */
const written = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

export function recordedTimes(fileName: string, summary: Pick<MediaSummary, 'containerTime'> | null, clocks: readonly ClockTrack[]): readonly RecordedTime[] {
  const name = readDeviceFileName(fileName);
  const reading = clocks.flatMap((track) => track.readings.filter(({ fits }) => fits)).sort((a, b) => a.atUs - b.atUs)[0];
  return [
    ...(name ? [{ source: 'name', time: written(name.startS), at: '' } as const] : []),
    ...(summary?.containerTime ? [{ source: 'container', time: summary.containerTime.slice(0, 19).replace('T', ' '), at: '' } as const] : []),
    ...(reading ? [{ source: 'clock', time: reading.text, at: formatShortTime(reading.atUs) } as const] : []),
  ];
}

/** The ids that a recorder writes before the time in a file's name; null where there are none. */
export function deviceInName(fileName: string): string | null {
  const owner = readDeviceFileName(fileName)?.owner ?? '';
  return owner === '' ? null : owner;
}
