/** Reads the second clocks of a box file: where each sample of a clock track is shown, and what time it tells. */
import type { EmbeddedClock } from '../../../core/tables';
import type { ByteSource } from '../byte-source';
import type { RawBox } from '../boxes-tree';
import { GPS_BLOCK_HEAD, gpsBlockPlaces, gpsBlockTimeS } from './free-gps';
import { gpmfTimeS } from './gpmf-time';
import { textTimeS } from './text-time';
import { timecodeRate, timecodeS } from './timecode';

/** One track that may hold a clock: its sample format and where its samples are. */
export interface EmbeddedTrack {
  readonly format: string;
  readonly stsd: Uint8Array;
  /** µs on the recording's timeline, µs of duration, bytes; one entry a sample. */
  readonly samples: readonly { readonly ptsUs: number; readonly durationUs: number; readonly offset: number; readonly size: number }[];
}

/** An hour of stamps each second; of more, evenly as many. */
const MAX_STAMPS = 4000;
/** Times and fixes stand well within this in a telemetry sample. */
const MAX_SAMPLE_BYTES = 64 << 10;
/** Fewer stamps are no clock. */
const MIN_STAMPS = 5;
const SECOND_US = 1_000_000;

const READERS: Readonly<Record<string, { source: EmbeddedClock['source']; read: (sample: Uint8Array) => number | null }>> = {
  gpmd: { source: 'gpmf', read: gpmfTimeS },
  text: { source: 'text', read: textTimeS },
  tx3g: { source: 'text', read: textTimeS },
};

/** @param gps the `gps ` box of moov @param spanUs what the recording lasts: GPS blocks carry no time stamps and come once a second */
export async function readClocks(source: ByteSource, tracks: readonly EmbeddedTrack[], gps: RawBox | null, spanUs: number, tick: () => Promise<void>): Promise<EmbeddedClock[]> {
  const clocks: EmbeddedClock[] = [];
  for (const track of tracks) {
    const reader = READERS[track.format];
    const rate = track.format === 'tmcd' ? timecodeRate(track.stsd) : null;
    if (!reader && !rate) continue;
    const stamps: [number, number][] = [];
    for (const sample of evenly(track.samples)) {
      await tick();
      const bytes = await source.read(sample.offset, Math.min(sample.size, MAX_SAMPLE_BYTES));
      const time = reader ? reader.read(bytes) : timecodeS(bytes, rate!);
      if (time === null) continue;
      stamps.push([sample.ptsUs, time]);
      // A timecode counts on through its stretch.
      if (rate) for (let us = SECOND_US; us < sample.durationUs; us += SECOND_US) stamps.push([sample.ptsUs + us, time + us / SECOND_US]);
    }
    add(clocks, reader?.source ?? 'timecode', stamps);
  }
  if (gps) {
    const places = gpsBlockPlaces(gps.body);
    const stamps: [number, number][] = [];
    for (const [at, place] of evenly(places.map((one, i) => [i, one] as const))) {
      await tick();
      const time = gpsBlockTimeS(await source.read(place.offset, Math.min(place.size, GPS_BLOCK_HEAD)));
      if (time !== null) stamps.push([(at / Math.max(1, places.length)) * spanUs, time]);
    }
    add(clocks, 'gps-block', stamps);
  }
  return clocks;
}

function evenly<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MAX_STAMPS) return all;
  return Array.from({ length: MAX_STAMPS }, (_, i) => all[Math.floor((i * all.length) / MAX_STAMPS)]!);
}

function add(clocks: EmbeddedClock[], source: EmbeddedClock['source'], stamps: readonly (readonly [number, number])[]): void {
  if (stamps.length < MIN_STAMPS) return;
  clocks.push({ source, ptsUs: Float64Array.from(stamps, ([pts]) => pts), timeS: Float64Array.from(stamps, ([, time]) => time) });
}
