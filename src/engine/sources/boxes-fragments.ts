/** Movie fragments to packet columns: moof/traf/tfhd/tfdt/trun with the defaults of mvex/trex (ISO/IEC 14496-12, 8.8). */
import { ByteReader } from './byte-reader';
import { childBox, childBoxes, findBox, type RawBox } from './boxes-tree';
import type { PacketColumns } from './packet-table';

const SAMPLE_IS_NON_SYNC = 0x10000;

export interface FragmentTrack {
  readonly columns: PacketColumns;
  /** Decode time that the next fragment continues at when it carries no tfdt. */
  nextDts: number;
}

interface Defaults { duration: number; size: number; flags: number }

/** trex defaults by track id. */
export function fragmentDefaults(moov: RawBox): Map<number, Defaults> {
  const byTrack = new Map<number, Defaults>();
  const mvex = childBox(moov, 'mvex');
  if (!mvex) return byTrack;
  for (const box of childBoxes(mvex.body, mvex.bodyOffset)) {
    if (box.type !== 'trex' || box.body.length < 24) continue;
    const r = new ByteReader(box.body);
    r.skip(4);
    const id = r.u32();
    r.skip(4);
    byTrack.set(id, { duration: r.u32(), size: r.u32(), flags: r.u32() });
  }
  return byTrack;
}

/** Appends the samples of one moof to the tracks it names; tracks that are not asked for are skipped. */
export function readFragment(moof: RawBox, defaults: ReadonlyMap<number, Defaults>, tracks: ReadonlyMap<number, FragmentTrack>): void {
  let dataEnd = moof.offset;
  let firstTraf = true;
  for (const traf of childBoxes(moof.body, moof.bodyOffset)) {
    if (traf.type !== 'traf') continue;
    const tfhd = childBox(traf, 'tfhd');
    if (!tfhd) continue;
    const r = new ByteReader(tfhd.body);
    const flags = r.u32() & 0xffffff;
    const id = r.u32();
    const track = tracks.get(id);
    const own: Defaults = { ...(defaults.get(id) ?? { duration: 0, size: 0, flags: 0 }) };
    const moofBased = (flags & 0x020000) !== 0;
    let base = moofBased || firstTraf ? moof.offset : dataEnd;
    if (flags & 0x01) base = r.u64();
    if (flags & 0x02) r.skip(4);
    if (flags & 0x08) own.duration = r.u32();
    if (flags & 0x10) own.size = r.u32();
    if (flags & 0x20) own.flags = r.u32();
    const tfdt = findBox(traf, 'tfdt');
    let dts = track?.nextDts ?? 0;
    if (tfdt) {
      const t = new ByteReader(tfdt.body);
      const wide = t.u8() === 1;
      t.skip(3);
      dts = wide ? t.u64() : t.u32();
    }
    let offset = base;
    for (const trun of childBoxes(traf.body, traf.bodyOffset)) {
      if (trun.type !== 'trun') continue;
      ({ dts, offset } = readRun(new ByteReader(trun.body), own, base, offset, dts, track?.columns ?? null));
    }
    dataEnd = offset;
    firstTraf = false;
    if (track) track.nextDts = dts;
  }
}

function readRun(r: ByteReader, own: Defaults, base: number, running: number, startDts: number, into: PacketColumns | null): { dts: number; offset: number } {
  const flags = r.u32() & 0xffffff;
  const count = r.u32();
  let offset = flags & 0x001 ? base + r.i32() : running;
  const firstFlags = flags & 0x004 ? r.u32() : null;
  let dts = startDts;
  for (let i = 0; i < count; i++) {
    const duration = flags & 0x100 ? r.u32() : own.duration;
    const size = flags & 0x200 ? r.u32() : own.size;
    const sampleFlags = flags & 0x400 ? r.u32() : i === 0 && firstFlags !== null ? firstFlags : own.flags;
    const shift = flags & 0x800 ? r.i32() : 0;
    into?.push(dts + shift, dts, duration, size, offset, (sampleFlags & SAMPLE_IS_NON_SYNC) === 0);
    dts += duration;
    offset += size;
  }
  return { dts, offset };
}
