/** Box tree of an ISO base media or QuickTime file (ISO/IEC 14496-12; QuickTime File Format): structure and the fields worth showing. */
import type { BoxNode } from '../../core/tables';
import { ByteReader, latin1, utf8 } from './byte-reader';

/** A box as bytes: `offset` is absolute in the file, `body` starts after the header. */
export interface RawBox {
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly body: Uint8Array;
  /** Absolute offset of `body`. */
  readonly bodyOffset: number;
}

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf', 'udta', 'mvex', 'moof', 'traf', 'meta', 'ilst', 'tref', 'gmhd', 'wave', 'mfra']);

/** The boxes directly inside `bytes`; stops at the first that is impossible. A last box that is cut short keeps what is there. */
export function* childBoxes(bytes: Uint8Array, baseOffset: number): Generator<RawBox> {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const reader = new ByteReader(bytes.subarray(at));
    let size = reader.u32();
    const type = reader.fourcc();
    let header = 8;
    if (size === 1 && reader.left >= 8) {
      size = reader.u64();
      header = 16;
    } else if (size === 0) {
      size = bytes.length - at;
    }
    if (size < header) return;
    yield {
      type, size, offset: baseOffset + at, bodyOffset: baseOffset + at + header,
      body: bytes.subarray(at + header, Math.min(bytes.length, at + size)),
    };
    at += size;
  }
}

/** First direct child of that type. */
export function childBox(parent: RawBox, type: string): RawBox | null {
  for (const box of childBoxes(insideOf(parent), insideOffset(parent))) if (box.type === type) return box;
  return null;
}

/** Descends by types, e.g. `find(trak, 'mdia', 'minf', 'stbl')`. */
export function findBox(parent: RawBox, ...path: string[]): RawBox | null {
  let at: RawBox | null = parent;
  for (const type of path) at = at && childBox(at, type);
  return at;
}

// 'meta' is a full box in ISO files and a plain box in QuickTime ones: the handler that follows tells which.
const metaSkip = (box: RawBox): number => (box.type === 'meta' && latin1(box.body.subarray(8, 12)) === 'hdlr' ? 4 : 0);
const insideOf = (box: RawBox): Uint8Array => box.body.subarray(metaSkip(box));
const insideOffset = (box: RawBox): number => box.bodyOffset + metaSkip(box);

/** The node shown to people, children included. Damaged boxes lose their fields, never the tree. */
export function boxNode(box: RawBox, parent: string, depth = 0): BoxNode {
  const children: BoxNode[] = [];
  if ((CONTAINERS.has(box.type) || parent === 'ilst') && depth < 12) {
    for (const child of childBoxes(insideOf(box), insideOffset(box))) children.push(boxNode(child, box.type, depth + 1));
  }
  return { type: box.type, offset: box.offset, size: box.size, children, fields: fieldsOf(box, parent) };
}

function fieldsOf(box: RawBox, parent: string): Record<string, string | number> {
  try {
    const decode = FIELDS[box.type];
    if (decode) return decode(new ByteReader(box.body));
    if (parent === 'udta') return userText(box);
    return {};
  } catch (problem) {
    if (problem instanceof RangeError) return { damaged: problem.message };
    throw problem;
  }
}

const FIELDS: Readonly<Record<string, (r: ByteReader) => Record<string, string | number>>> = {
  ftyp: brands,
  styp: brands,
  mvhd: (r) => {
    const { created, modified, wide } = times(r);
    const timescale = r.u32();
    return { created, modified, timescale, duration: wide ? r.u64() : r.u32() };
  },
  mdhd: (r) => {
    const { created, modified, wide } = times(r);
    const timescale = r.u32();
    return { created, modified, timescale, duration: wide ? r.u64() : r.u32() };
  },
  tkhd: (r) => {
    const { created, modified, wide } = times(r);
    const id = r.u32();
    r.skip(4);
    return { created, modified, id, duration: wide ? r.u64() : r.u32() };
  },
  hdlr: (r) => {
    r.skip(8);
    const handler = r.fourcc();
    const vendor = r.fourcc();
    r.skip(8);
    const rest = r.take(r.left);
    // QuickTime writes a counted string, ISO a terminated one.
    const counted = rest.length > 0 && rest[0]! === rest.length - 1;
    return { handler, vendor: vendor.replace(/\0/g, ''), name: utf8(counted ? rest.subarray(1) : rest) };
  },
  elst: (r) => {
    const fields: Record<string, string | number> = {};
    readEditEntries(r).forEach((e, i) => {
      fields[`entry${i}Duration`] = e.duration;
      fields[`entry${i}MediaTime`] = e.mediaTime;
      fields[`entry${i}Rate`] = e.rate;
    });
    return fields;
  },
  stsd: (r) => {
    r.skip(4);
    const entries = r.u32();
    if (entries === 0) return { entries };
    r.skip(4);
    const format = r.fourcc();
    const fields: Record<string, string | number> = { entries, format };
    if (r.left >= 70) { // compressor name of a visual entry: 34 bytes further on, counted
      r.skip(34);
      const name = r.take(32);
      const text = utf8(name.subarray(1, 1 + Math.min(31, name[0]!)));
      if (/^[\x20-\x7e]{3,}$/.test(text)) fields['compressor'] = text;
    }
    return fields;
  },
  data: (r) => {
    const kind = r.u32() & 0xffffff;
    r.skip(4);
    const bytes = r.take(r.left);
    const fields: Record<string, string | number> = kind === 1 ? { text: utf8(bytes) } : { kind };
    return fields;
  },
  keys: (r) => {
    r.skip(4);
    const fields: Record<string, string | number> = {};
    const count = r.u32();
    for (let i = 1; i <= count && r.left >= 8; i++) {
      const size = r.u32();
      r.skip(4);
      fields[`key${i}`] = utf8(r.take(size - 8));
    }
    return fields;
  },
};

function brands(r: ByteReader): Record<string, string | number> {
  const major = r.fourcc();
  const minor = r.u32();
  const compatible: string[] = [];
  while (r.left >= 4) compatible.push(r.fourcc());
  return { major, minor, compatible: compatible.join(' ') };
}

/** Seconds since 1904, as stored (0 = not set), and whether the box uses 64-bit times. */
function times(r: ByteReader): { created: number; modified: number; wide: boolean } {
  const wide = r.u8() === 1;
  r.skip(3);
  return wide ? { created: r.u64(), modified: r.u64(), wide } : { created: r.u32(), modified: r.u32(), wide };
}

/** Text of a user-data box: QuickTime ©xyz (counted, with language) or 3GPP (full box, packed language, terminated). */
function userText(box: RawBox): Record<string, string | number> {
  if (box.type.startsWith('©') && box.body.length >= 4) {
    const r = new ByteReader(box.body);
    const length = r.u16();
    r.skip(2);
    return { text: utf8(r.take(Math.min(length, r.left))) };
  }
  if (['titl', 'auth', 'cprt', 'dscp', 'perf'].includes(box.type) && box.body.length > 6) return { text: utf8(box.body.subarray(6)) };
  const printable = latin1(box.body.subarray(0, 120));
  return box.body.length >= 3 && /^[\x20-\x7e]+\0*$/.test(printable) ? { text: utf8(box.body.subarray(0, 120)) } : {};
}

export interface EditEntry {
  /** Movie timescale; 0 = to the end (fragmented files). */
  readonly duration: number;
  /** Media timescale; −1 = nothing is shown (empty edit). */
  readonly mediaTime: number;
  readonly rate: number;
}

/** Entries of an elst box; fewer where the box is cut short. */
export function readEditEntries(r: ByteReader): EditEntry[] {
  const wide = r.u8() === 1;
  r.skip(3);
  const count = r.u32();
  const entries: EditEntry[] = [];
  for (let i = 0; i < count && r.left >= (wide ? 20 : 12); i++) {
    const duration = wide ? r.u64() : r.u32();
    const mediaTime = wide ? r.i64() : r.i32();
    const rate = r.i16() + r.u16() / 0x10000;
    entries.push({ duration, mediaTime, rate });
  }
  return entries;
}
