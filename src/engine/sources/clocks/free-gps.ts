/** GPS blocks of Novatek-style dashcams: a `gps ` table in moov names `free` boxes that begin with `GPS `. Source: the layout as public converters (nvtk_mp42gpx, ExifTool) read it. */
import { ByteReader } from '../byte-reader';

export interface GpsBlockPlace { readonly offset: number; readonly size: number }

const MAX_BLOCK_BYTES = 1 << 20;

/** @param body of the `gps ` box, without its header */
export function gpsBlockPlaces(body: Uint8Array): GpsBlockPlace[] {
  const places: GpsBlockPlace[] = [];
  if (body.length < 16) return places;
  const r = new ByteReader(body);
  r.skip(8);
  while (r.left >= 8) {
    const offset = r.u32();
    const size = r.u32();
    if (offset > 0 && size > 0 && size <= MAX_BLOCK_BYTES) places.push({ offset, size });
  }
  return places;
}

/** Bytes of a block that are read: its time lies within. */
export const GPS_BLOCK_HEAD = 96;
const TIME_AT = 48;
const ACTIVE = 0x41;

/** Seconds since 1970 as if the device's time were UTC; null without a fix or where the block is another layout. */
export function gpsBlockTimeS(block: Uint8Array): number | null {
  if (block.length < TIME_AT + 28) return null;
  const head = new ByteReader(block);
  head.skip(4);
  if (head.fourcc() !== 'free' || head.fourcc() !== 'GPS ') return null;
  const r = new ByteReader(block.subarray(TIME_AT), true);
  const [hour, minute, second, year, month, day] = [r.u32(), r.u32(), r.u32(), r.u32(), r.u32(), r.u32()];
  if (r.u8() !== ACTIVE || hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1 || day > 31 || year > 99) return null;
  return Date.UTC(2000 + year, month - 1, day, hour, minute, second) / 1000;
}
