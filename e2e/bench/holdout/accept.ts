/** What counts as an explanation of each kind of edit, as in the labelled corpora that the scorer reads. */

const CUT = ['cut', 'timestamp-gap', 'timestamp-fault', 'clock-jump', 'audio-cut', 'dropped-frames', 'insertion'];
const COPIED_INSERT = ['insertion', 'cut', 'clock-jump', 'duplicate', 'timestamp-gap', 'timestamp-fault'];
const SPEED = ['speed-change', 'cut', 'dropped-frames', 'audio-cut', 'clock-jump'];

const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  'audio-cut': ['audio-cut', 'audio-mute', 'audio-replaced'],
  'audio-mute': ['audio-mute', 'audio-cut', 'audio-replaced'],
  'audio-replaced': ['audio-replaced', 'audio-cut', 'audio-mute'],
  blank: ['blank', 'insertion', 'cut', 'freeze'],
  freeze: ['freeze', 'duplicate', 'cut', 'insertion', 'dropped-frames'],
  'insert-foreign': ['insertion', 'cut', 'clock-jump', 'duplicate'],
  'insert-same-scene': ['insertion', 'cut', 'clock-jump', 'duplicate'],
  'copy-insert': COPIED_INSERT,
  'copy-insert-params': COPIED_INSERT,
  'copy-gap': ['timestamp-gap', 'cut', 'dropped-frames', 'freeze', 'clock-jump'],
  loop: ['duplicate', 'insertion', 'cut', 'freeze'],
  'speed-up': SPEED,
  'slow-down': SPEED,
  'dropped-frames': ['dropped-frames', 'freeze', 'duplicate', 'speed-change', 'cut'],
  'ts-jump': ['timestamp-gap', 'timestamp-fault', 'cut', 'clock-jump'],
};

/** @returns the finding kinds that explain the edit; every kind not named is a cut */
export const acceptedFor = (kind: string): readonly string[] => BY_KIND[kind] ?? CUT;
