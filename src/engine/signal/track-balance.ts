/** What picture and sound last in sum, as their packets tell, and by how much one is longer than it ever is in one recording. */
import type { PacketTable } from '../../core/tables';

/** Above the largest rest seen in genuine clips, 0.07 s. */
const GENUINE_EXCESS_S = 0.09;
/** A late start of the picture is no more than this; beyond, one track was off. */
const LATE_START_MAX_S = 2;
/** Edit lists count in milliseconds. */
const ROUNDING_US = 1_000;
/** Fewer packets tell nothing. */
const FEWEST_PACKETS = 12;

export interface TrackBalance {
  readonly pictureS: number;
  readonly soundS: number;
  /** Sound's start minus the picture's. */
  readonly startsApartS: number;
  /** Sound minus picture, what the sound had before the picture began taken off; negative: sound is missing. */
  readonly excessS: number;
  /** Both tracks of one recording end within this of each other. */
  readonly limitS: number;
}

/** Null where a track is absent or too short. @param startUs first shown moment of the recording */
export function trackBalance(video: PacketTable | null, audio: PacketTable | null, startUs: number): TrackBalance | null {
  if (!video || !audio || video.count < FEWEST_PACKETS || audio.count < FEWEST_PACKETS) return null;
  const pictureS = lastsSeconds(video, startUs);
  const soundS = lastsSeconds(audio, startUs);
  const shownFrom = (table: PacketTable): number => Math.max(startUs, table.ptsUs[table.displayOrder[0]!]!);
  const startsApartS = (shownFrom(audio) - shownFrom(video)) / 1e6;
  const late = Math.min(0, Math.max(startsApartS, -LATE_START_MAX_S));
  return { pictureS, soundS, startsApartS, excessS: soundS - pictureS + late, limitS: Math.max(GENUINE_EXCESS_S, usualSeconds(audio) + usualSeconds(video)) };
}

/** Sum of what the shown packets last; where the container tells no durations, the stamped span and one usual step more. */
function lastsSeconds(table: PacketTable, startUs: number): number {
  let ticks = 0;
  let told = 0;
  for (let row = 0; row < table.count; row++) {
    const duration = table.durationTicks[row]!;
    if (duration > 0) told++;
    if (table.ptsUs[row]! + (duration / table.timescale) * 1e6 > startUs + ROUNDING_US) ticks += duration;
  }
  if (told >= table.count - 1) return ticks / table.timescale;
  const first = table.ptsUs[table.displayOrder[0]!]!;
  const last = table.ptsUs[table.displayOrder[table.count - 1]!]!;
  return ((last - first) / 1e6) * (table.count / Math.max(1, table.count - 1));
}

/** Seconds of a track's stamps in which nothing was shown or heard beyond a usual packet, steps longer than `leastS` only. */
export function gapSeconds(table: PacketTable, leastS: number): number {
  const usualS = usualSeconds(table);
  let sum = 0;
  for (let ordinal = 1; ordinal < table.count; ordinal++) {
    const stepS = (table.ptsUs[table.displayOrder[ordinal]!]! - table.ptsUs[table.displayOrder[ordinal - 1]!]!) / 1e6;
    if (stepS > leastS) sum += stepS - usualS;
  }
  return sum;
}

/** The usual length of one packet: the median of a sample of presentation steps. */
function usualSeconds(table: PacketTable): number {
  const steps: number[] = [];
  for (let ordinal = 1; ordinal < Math.min(table.count, 500); ordinal++) {
    steps.push(table.ptsUs[table.displayOrder[ordinal]!]! - table.ptsUs[table.displayOrder[ordinal - 1]!]!);
  }
  steps.sort((a, b) => a - b);
  return (steps[steps.length >> 1] ?? 0) / 1e6;
}
