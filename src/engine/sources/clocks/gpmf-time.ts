/** UTC out of a GPMF telemetry sample (GoPro): the GPSU entry of a stream whose GPSF entry says that there was a fix. Source: GoPro's GPMF specification. */
import { ByteReader, latin1 } from '../byte-reader';

interface Entry { readonly key: string; readonly type: number; readonly body: Uint8Array }

/** Key, type, size of one structure, count; big-endian; padded to four bytes. */
function* entries(bytes: Uint8Array): Generator<Entry> {
  const r = new ByteReader(bytes);
  while (r.left >= 8) {
    const key = r.fourcc();
    const type = r.u8();
    const length = r.u8() * r.u16();
    if (length > r.left) return;
    yield { key, type, body: r.take(length) };
    r.skip(Math.min(r.left, (4 - (length % 4)) % 4));
  }
}

/** Seconds since 1970; null without a fix or a time. Never throws. */
export function gpmfTimeS(sample: Uint8Array): number | null {
  let time: number | null = null;
  let fix = true;
  for (const entry of entries(sample)) {
    // Type 0 nests.
    if (entry.type === 0) time ??= gpmfTimeS(entry.body);
    else if (entry.key === 'GPSF' && entry.body.length >= 4) fix = entry.body.some((byte) => byte !== 0);
    else if (entry.key === 'GPSU') time ??= utc(latin1(entry.body));
  }
  return fix ? time : null;
}

/** yymmddhhmmss.sss */
function utc(text: string): number | null {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?)/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(2000 + year, month - 1, day, hour, minute) / 1000 + second;
}
