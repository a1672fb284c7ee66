/** Decoder configuration of a stream without a configuration record (AVI, transport stream): read from its own parameter sets. */
import type { VideoCodec } from '../../core/recording';
import { nalUnits } from '../passes/bitstream/nal-units';
import { parseAvcSps } from '../passes/bitstream/h264-syntax';
import { parseHevcSps } from '../passes/bitstream/hevc-syntax';
import { readSei } from '../passes/bitstream/sei-messages';
import { avcCodecString, hevcCodecString } from './codec-strings';

export interface AnnexBInfo { readonly config: VideoDecoderConfig | null; readonly width: number; readonly height: number }

/** @param packet the beginning of a packet with start codes; null where no header is in it. Configurations have no description; MPEG-2 has none at all. */
export function annexBInfo(codec: VideoCodec, packet: Uint8Array): AnnexBInfo | null {
  if (codec === 'mpeg2') return mpeg2Size(packet);
  if (codec !== 'avc' && codec !== 'hevc') return null;
  try {
    for (const { start, end } of nalUnits(packet, 0)) {
      const nal = packet.subarray(start, end);
      if (codec === 'avc' && (nal[0]! & 31) === 7) {
        const sps = parseAvcSps(nal);
        const config = { codec: avcCodecString('avc1', sps.profile, sps.compatibility, sps.level), codedWidth: sps.width, codedHeight: sps.height };
        return { config, width: sps.width, height: sps.height };
      }
      if (codec === 'hevc' && ((nal[0]! >> 1) & 63) === 33) {
        const sps = parseHevcSps(nal);
        const config = { codec: hevcCodecString('hev1', sps.tier), codedWidth: sps.width, codedHeight: sps.height };
        return { config, width: sps.width, height: sps.height };
      }
    }
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
  }
  return null;
}

/** Whether a packet in Annex B begins a random-access picture (IDR or a picture that a recovery point announces as exact; IRAP in HEVC; intra VOP in MPEG-4). */
export function annexBKey(codec: VideoCodec, head: Uint8Array): boolean {
  if (codec === 'mpeg2') return mpeg2Key(head);
  if (codec === 'mpeg4') return mpeg4Key(head);
  let recovery = false;
  for (const { start, end } of nalUnits(head, 0)) {
    if (codec === 'hevc') {
      const type = (head[start]! >> 1) & 63;
      if (type < 32) return type >= 16 && type <= 23;
    } else {
      const type = head[start]! & 31;
      // Open-GOP streams have no other mark. With pictures to wait for (intra refresh) the first ones are not whole yet.
      if (type === 6 && readSei(head.subarray(start, end), 1, start, null).recoveryPictures === 0) recovery = true;
      if (type >= 1 && type <= 5) return type === 5 || recovery;
    }
  }
  return false;
}

/** Sequence header (ISO/IEC 13818-2, 6.2.2.1): twelve bits each. */
function mpeg2Size(packet: Uint8Array): AnnexBInfo | null {
  for (let at = 0; at + 6 < packet.length; at++) {
    if (packet[at] !== 0 || packet[at + 1] !== 0 || packet[at + 2] !== 1 || packet[at + 3] !== 0xb3) continue;
    return { config: null, width: (packet[at + 4]! << 4) | (packet[at + 5]! >> 4), height: ((packet[at + 5]! & 15) << 8) | packet[at + 6]! };
  }
  return null;
}

/** MPEG-2: picture_coding_type 1 in the picture header (ISO/IEC 13818-2, 6.2.3). */
function mpeg2Key(head: Uint8Array): boolean {
  for (let at = 0; at + 5 < head.length; at++) {
    if (head[at] === 0 && head[at + 1] === 0 && head[at + 2] === 1 && head[at + 3] === 0) return ((head[at + 5]! >> 3) & 7) === 1;
  }
  return false;
}

/** MPEG-4 Part 2: vop_coding_type 0 of the first VOP (ISO/IEC 14496-2, 6.2.5). */
function mpeg4Key(head: Uint8Array): boolean {
  for (let at = 0; at + 4 < head.length; at++) {
    if (head[at] === 0 && head[at + 1] === 0 && head[at + 2] === 1 && head[at + 3] === 0xb6) return head[at + 4]! >> 6 === 0;
  }
  return false;
}
