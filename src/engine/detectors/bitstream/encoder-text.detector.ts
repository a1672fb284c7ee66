/**
 * Reads the names that software encoders leave in the stream: at its start they tell of a re-encoding, in mid-stream of a foreign stretch.
 * Source: user data SEI (ITU-T H.264 Annex D.1.7), e.g. x264's dc45e9bd-e6d9-48b7-962c-d820d923eeef with its option string.
 */
import type { FindingDraft } from '../../../core/finding';
import { us } from '../../../core/time';
import { framesAround } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/encoder-text';
/** Encoders that run on computers and in apps; cameras' chips do not write these. */
const SOFTWARE_ENCODERS = /x264|x265|libx26|Lavc|HandBrake|openh264|kvazaar|AVC Encoder|Elecard|MainConcept|Ateme|FFmpeg/i;
/** What is shown of an option string. */
const SHOWN_CHARACTERS = 160;

export const encoderTextDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['re-encoded', 'cut'],
  codecs: 'any',
  find({ table, packets }, { media }) {
    const named = table.texts.filter((text) => SOFTWARE_ENCODERS.test(text.text));
    const drafts: FindingDraft[] = [];
    const first = named[0];
    if (first) {
      drafts.push({
        kind: 're-encoded', startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'B', llr: 3, hard: false, standsAlone: true,
        evidence: [
          { type: 'text', label: 'encoder-text', text: first.text.slice(0, SHOWN_CHARACTERS), atUs: us(packets.ptsUs[first.packet]!) },
          ...(first.offset >= 0 ? [{ type: 'bytes' as const, offset: first.offset, length: first.length, label: 'encoder-text' }] : []),
        ],
        benign: [{ cause: 'device-uses-this-encoder', result: 'possible' }],
        disproof: ['same-device-same-name'], detector: ID, version: 1,
      });
    }
    for (const text of named) {
      // Option strings repeat at keyframes; a new one after the start means that another encoding begins here.
      if (text.packet === 0) continue;
      const atUs = us(packets.ptsUs[text.packet]!);
      drafts.push({
        kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: 2.5, hard: false, standsAlone: true,
        evidence: [{ type: 'text', label: 'encoder-text', text: text.text.slice(0, SHOWN_CHARACTERS), atUs }, framesAround(packets, text.packet)],
        benign: [{ cause: 'stream-began-without-header', result: packets.key[0] === 1 ? 'ruled-out' : 'possible' }],
        disproof: ['same-device-same-name'], detector: ID, version: 1,
      });
    }
    return drafts;
  },
});
