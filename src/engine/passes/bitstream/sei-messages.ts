/** SEI messages of a NAL unit (ITU-T H.264 and H.265, 7.3.2.3 and Annex D): readable texts, broken links, times of day. */
import { latin1 } from '../../sources/byte-reader';
import { BitReader, unescapeNal } from './nal-units';

const PIC_TIMING = 1;
const USER_DATA_UNREGISTERED = 5;
const RECOVERY_POINT = 6;
/** HEVC only. */
const TIME_CODE = 136;
const UUID_BYTES = 16;
/** Shorter runs of printable bytes are chance. */
const MIN_TEXT = 8;

/** What of H.264's VUI a picture timing message cannot be read without. */
export interface PicTimingSyntax {
  /** Bits of cpb_removal_delay and dpb_output_delay together; 0 where the stream has none. */
  readonly delayBits: number;
}

export interface SeiFacts {
  readonly texts: readonly { readonly text: string; readonly offset: number; readonly length: number }[];
  readonly brokenLink: boolean;
  /** Of a recovery point: pictures until all is exact, in output order; absent without one. */
  readonly recoveryPictures?: number;
  /** Seconds since midnight, where hours, minutes and seconds are all told. */
  readonly clockS?: number;
}

interface SeiMessage { readonly type: number; readonly payload: Uint8Array; readonly offset: number }

function* messages(nal: Uint8Array, headerBytes: number): Generator<SeiMessage> {
  const bytes = unescapeNal(nal.subarray(headerBytes));
  let pos = 0;
  while (pos + 2 < bytes.length) {
    let type = 0;
    let size = 0;
    while (bytes[pos] === 0xff) { type += 255; pos++; }
    type += bytes[pos++] ?? 0;
    while (bytes[pos] === 0xff) { size += 255; pos++; }
    size += bytes[pos++] ?? 0;
    yield { type, payload: bytes.subarray(pos, pos + size), offset: headerBytes + pos };
    pos += size;
  }
}

/** @param headerBytes of the NAL (1 in H.264, 2 in H.265) @param at offset of the NAL within the packet @param timing null where H.264's picture timing has no clock, or for H.265 */
export function readSei(nal: Uint8Array, headerBytes: number, at: number, timing: PicTimingSyntax | null): SeiFacts {
  const texts: SeiFacts['texts'][number][] = [];
  let brokenLink = false;
  let clockS: number | undefined;
  let recoveryPictures: number | undefined;
  for (const { type, payload, offset } of messages(nal, headerBytes)) {
    if (type === USER_DATA_UNREGISTERED && payload.length > UUID_BYTES) {
      const printable = /[\x20-\x7e]{8,}/.exec(latin1(payload.subarray(UUID_BYTES)));
      if (printable && printable[0].length >= MIN_TEXT) texts.push({ text: printable[0], offset: at + offset, length: payload.length });
    } else {
      // A damaged message says nothing; the next one may.
      try {
        if (type === RECOVERY_POINT) {
          const point = readRecoveryPoint(new BitReader(payload), headerBytes);
          recoveryPictures = point.pictures;
          brokenLink ||= point.brokenLink;
        } else if (type === PIC_TIMING && headerBytes === 1 && timing) clockS = readPicTiming(new BitReader(payload), timing) ?? clockS;
        else if (type === TIME_CODE && headerBytes === 2) clockS = readTimeCode(new BitReader(payload)) ?? clockS;
      } catch (problem) {
        if (!(problem instanceof RangeError)) throw problem;
      }
    }
  }
  return { texts, brokenLink, ...(recoveryPictures === undefined ? {} : { recoveryPictures }), ...(clockS === undefined ? {} : { clockS }) };
}

function readRecoveryPoint(r: BitReader, headerBytes: number): { pictures: number; brokenLink: boolean } {
  const pictures = headerBytes === 1 ? r.ue() : r.se();
  r.bit();
  return { pictures, brokenLink: r.bit() === 1 };
}

/** Seconds within a minute and so on, each only where its flag says so; null unless hours, minutes and seconds are all there. */
function readTime(r: BitReader, full: boolean): number | null {
  let [seconds, minutes, hours] = [NaN, NaN, NaN];
  if (full || r.bit() === 1) {
    seconds = r.bits(6);
    if (full || r.bit() === 1) {
      minutes = r.bits(6);
      if (full || r.bit() === 1) hours = r.bits(5);
    }
  }
  const time = hours * 3600 + minutes * 60 + seconds;
  return hours < 24 && minutes < 60 && seconds < 60 ? time : null;
}

/** H.264 D.1.3: the clock of the first field or frame. */
function readPicTiming(r: BitReader, { delayBits }: PicTimingSyntax): number | null {
  r.skip(delayBits);
  r.bits(4);
  if (r.bit() === 0) return null;
  r.bits(3);
  r.bits(5);
  const full = r.bit() === 1;
  r.bits(2);
  r.bits(8);
  return readTime(r, full);
}

/** H.265 D.2.27: the first of up to three clock stamps. */
function readTimeCode(r: BitReader): number | null {
  if (r.bits(2) === 0 || r.bit() === 0) return null;
  r.bit();
  r.bits(5);
  const full = r.bit() === 1;
  r.bits(2);
  r.bits(9);
  return readTime(r, full);
}
