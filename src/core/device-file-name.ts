/** What recorders and collection stations write into file names: ids, the start of the recording, a running number. */

export interface DeviceFileName {
  /** All that stands before the time (ids of officer and device, unit): files of one recorder share it. */
  readonly owner: string;
  /** Start of the recording, seconds since 1970 as if the name's local time were UTC; whole seconds. */
  readonly startS: number;
  /** Running number as written, '' where the name has none. */
  readonly number: string;
}

/**
 * `P1_P2_yyyyMMddHHmmss_seq[IMP]`, `yyyyMMddHHmmss_seq`, `unit_p1_p2_yyyyMMddHHmmss_HH-mm-ss_idx` (renamed by a collection station),
 * `VID_yyyyMMdd_HHmmss`. Source: manuals of body cameras and stations.
 */
const PATTERN = /^(.*?)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])[-_ T]?([01]\d|2[0-3])[-_]?([0-5]\d)[-_]?([0-5]\d)(?!\d)(?:_([01]\d|2[0-3])-[0-5]\d-[0-5]\d)?(?:[-_](\d{1,6}))?(?:IMP)?(?:\D.*)?$/i;

/** null where the name tells no time. @param fileName with or without extension */
export function readDeviceFileName(fileName: string): DeviceFileName | null {
  const match = PATTERN.exec(fileName.replace(/\.[^.]{1,5}$/, ''));
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(2, 8).map(Number) as [number, number, number, number, number, number];
  return { owner: match[1]!.replace(/[-_ ]+$/, ''), startS: Date.UTC(year, month - 1, day, hour, minute, second) / 1000, number: match[9] ?? '' };
}
