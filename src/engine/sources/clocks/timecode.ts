/** Timecode tracks (`tmcd`): each sample is the number of the first frame of a stretch. Source: QuickTime File Format, timecode media. */
import { ByteReader } from '../byte-reader';

export interface TimecodeRate {
  /** Seconds of one frame. */
  readonly frameS: number;
}

/** @param stsd body of the track's sample description; null where it is no timecode */
export function timecodeRate(stsd: Uint8Array): TimecodeRate | null {
  if (stsd.length < 8 + 34) return null;
  const r = new ByteReader(stsd);
  r.skip(12);
  if (r.fourcc() !== 'tmcd') return null;
  r.skip(8 + 4 + 4);
  const timescale = r.u32();
  const frame = r.u32();
  return timescale > 0 && frame > 0 ? { frameS: frame / timescale } : null;
}

/** Seconds of the timecode at which the stretch begins; null where the sample is cut short. */
export function timecodeS(sample: Uint8Array, rate: TimecodeRate): number | null {
  return sample.length >= 4 ? new ByteReader(sample).u32() * rate.frameS : null;
}
