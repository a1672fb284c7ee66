/** Decodes the video track by several ffmpeg.wasm workers: time ranges split at keyframes, merged in presentation order. */
import { AppError } from '../../core/errors';
import type { MediaSummary } from '../../core/recording';
import type { PassControl } from '../budget';
import { FFMPEG_INPUT, FFMPEG_OUTPUT, type FfmpegPicture } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';
import type { DecodeOptions, FrameLedger } from './frame-source';
import type { MediaIndex } from './media-index';
import { boundaryUs, mediaTimes, ordinalFinder, splitAtKeys, type MediaTimes, type OrdinalRange } from './ordinal-ranges';
import { firstFounded, firstKeyOnly, seekTargetUs } from './random-access';

/** More instances than this cost memory (each holds the 32 MB core and its own frames) without gain on common machines. */
const MAX_INSTANCES = 4;
/** Ranges finished ahead of the one being delivered stay in memory as small pictures; this many more than instances may start. */
const RANGES_AHEAD = 1;
/** Short enough to share evenly and to wait little at the end; long enough that opening the file (about 0.1 s) does not count. */
const RANGE_MAX_US = 10_000_000;
const RANGE_MIN_US = 3_000_000;
const CANCEL_POLL_MS = 100;
const NO_DECODER = /decoder .*not found|unsupported codec/i;

/** What the first pictures of a file tell: where ffmpeg's clock starts, and by how much the packet table's times differ from it. */
interface Clock { readonly startSeconds: number; readonly offsetUs: number }

/**
 * Delivers ordinals from…to (exclusive) that were not delivered before. What cannot be decoded is blamed in the ledger.
 * Rejects with AppError cancelled, codec-unsupported, worker-crashed.
 */
export async function decodeByFfmpeg(
  index: MediaIndex, file: File, ledger: FrameLedger, control: PassControl, options: DecodeOptions, from: number, to: number,
): Promise<void> {
  const source: Source = { file, ledger, times: mediaTimes(ledger.packets, index.summary.index === 'boxes'), summary: index.summary };
  const spanUs = source.times.us[to - 1]! - source.times.us[from]!;
  const instances = Math.max(1, Math.min(options.instances ?? Math.min(MAX_INSTANCES, self.navigator.hardwareConcurrency), Math.ceil(spanUs / RANGE_MIN_US)));
  const rangeUs = Math.max(RANGE_MIN_US, Math.min(RANGE_MAX_US, spanUs / (2 * instances)));
  const ranges = splitAtKeys(ledger.packets.key, ledger.ordinalOf, source.times.us, from, to, rangeUs);
  const runners = Array.from({ length: Math.min(instances, ranges.length) }, () => new FfmpegRunner(options.spawnFfmpeg));
  const endAll = (): void => { for (const runner of runners) runner.end(); };
  const poll = setInterval(() => { if (control.cancelled) endAll(); }, CANCEL_POLL_MS);
  const merge = new OrderedMerge(ledger, ranges.length);

  let next = 0;
  // One reader of the clock; the others load their core meanwhile.
  const clockOf = ranges.length > 1 || from > 0 || ledger.packets.key[0] !== 1 ? readClock(runners[0]!, source) : null;

  const work = async (runner: FfmpegRunner): Promise<void> => {
    if (runner !== runners[0]) await runner.run({ file, args: ['-version'] });
    const clock = await clockOf;
    while (next < ranges.length) {
      const at = next++;
      const range = ranges[at]!;
      await merge.roomFor(at, runners.length + RANGES_AHEAD);
      const decode = (): ReturnType<FfmpegRunner['run']> => decodeRange(runner, source, range, clock, (ordinal, picture) => merge.push(at, ordinal, picture));
      let end = await decode();
      // A broken instance (memory, worn) gets one more try in a fresh one.
      if (end.exitCode === -1) end = await decode();
      if (end.exitCode !== 0) ledger.blame(range.from, range.to, end.tail.at(-1) ?? `ffmpeg ended with ${end.exitCode}`);
      if (NO_DECODER.test(end.tail.join('\n'))) {
        throw new AppError('codec-unsupported', `ffmpeg has no decoder for ${index.summary.video?.codecString ?? 'this track'}`, { fileName: file.name });
      }
      merge.finish(at);
    }
  };

  try {
    await Promise.all(runners.map(work));
  } catch (thrown) {
    if (control.cancelled) throw new AppError('cancelled', 'the decode was cancelled');
    throw thrown;
  } finally {
    clearInterval(poll);
    endAll();
  }
  if (control.cancelled) throw new AppError('cancelled', 'the decode was cancelled');
}

interface Source { readonly file: File; readonly ledger: FrameLedger; readonly times: MediaTimes; readonly summary: MediaSummary }

/** Arguments that bring every picture of a time span (ffmpeg's own clock, seconds) down to small 16-bit planes. */
function pictureArgs({ ledger: { size }, times }: Source, seekSeconds: number | null, startSeconds: number | null, endSeconds: number | null): string[] {
  const trim = [startSeconds === null ? '' : `start=${startSeconds.toFixed(6)}`, endSeconds === null ? '' : `end=${endSeconds.toFixed(6)}`].filter((s) => s !== '');
  const filters = [
    ...(trim.length > 0 ? [`trim=${trim.join(':')}`] : []),
    // Same range on both sides: values stay as coded.
    `scale=${size.width}:${size.height}:flags=area:in_range=full:out_range=full`,
    'format=yuv420p16le',
    'showinfo=checksum=0',
  ];
  return [
    '-hide_banner', '-nostats', '-copyts', '-noautorotate', ...(seekSeconds === null ? [] : ['-noaccurate_seek', '-ss', seekSeconds.toFixed(6)]),
    ...(times.ignoresEdits ? ['-ignore_editlist', '1'] : []), '-i', FFMPEG_INPUT, '-map', '0:v:0', '-vf', filters.join(','), '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo', FFMPEG_OUTPUT,
  ];
}

/** @param known null for the whole file in one range: the first picture sets the clock then */
function decodeRange(
  runner: FfmpegRunner, source: Source, range: OrdinalRange, known: Clock | null, push: (ordinal: number, picture: FfmpegPicture) => void,
): ReturnType<FfmpegRunner['run']> {
  let clock = known;
  const { file, ledger, times, summary } = source;
  const find = ordinalFinder(times.us, range);
  const { startSeconds, offsetUs } = known ?? { startSeconds: 0, offsetUs: 0 };
  const boundarySeconds = (ordinal: number): number => (boundaryUs(times.us, ordinal) - offsetUs) / 1e6;
  const begin = range.from === 0 ? null : boundarySeconds(range.from);
  const end = range.to >= ledger.packets.count ? null : boundarySeconds(range.to);
  const { packets, ordinalOf } = ledger;
  const target = (seekTargetUs(summary.index, packets, ordinalOf, times.us, range.from) - offsetUs) / 1e6 - startSeconds;
  const seek = range.from === 0 || target <= 0 ? null : target;
  // What decoders make up before that is told as missing.
  const founded = firstFounded(packets, ordinalOf, summary.video!.codec);
  return runner.run({
    file,
    args: pictureArgs(source, seek, begin, end),
    output: { kind: 'pictures', ...ledger.size },
    onPicture: (picture) => {
      clock ??= clockFrom(source, picture, startSeconds);
      const ordinal = find(picture.ptsSeconds * 1e6 + clock.offsetUs);
      if (ordinal === 'outside' || (ordinal !== null && ordinal < founded)) return;
      if (ordinal === null) ledger.extraFrames++;
      else push(ordinal, picture);
    },
  });
}

async function readClock(runner: FfmpegRunner, source: Source): Promise<Clock> {
  const { file, ledger, summary } = source;
  let startSeconds = 0;
  let clock: Clock | null = null;
  const args = pictureArgs(source, null, null, null);
  await runner.run({
    file, args: [...firstKeyOnly(ledger.packets, summary.video!.codec), ...args.slice(0, -1), '-frames:v', '1', FFMPEG_OUTPUT],
    output: { kind: 'pictures', ...ledger.size },
    onLog: (line) => { startSeconds = startOf(line) ?? startSeconds; },
    onPicture: (picture) => { clock ??= clockFrom(source, picture, startSeconds); },
  });
  return clock ?? { startSeconds, offsetUs: 0 };
}

/** `Duration: 00:00:11.00, start: 0.083000, bitrate: …` */
function startOf(line: string): number | null {
  const found = /Duration: .*start: (-?[\d.]+)/.exec(line);
  return found ? Number(found[1]) : null;
}

/** The first picture that comes is that of the first random-access point: earlier ones cannot be decoded. */
function clockFrom({ ledger, times }: Source, picture: FfmpegPicture, startSeconds: number): Clock {
  const us = picture.ptsSeconds * 1e6;
  const firstKey = ledger.packets.key.indexOf(1);
  const expected = times.us[firstKey < 0 ? 0 : ledger.ordinalOf[firstKey]!]!;
  return { startSeconds, offsetUs: Number.isFinite(us) ? expected - us : 0 };
}

/** Holds what later ranges deliver until the earlier ones are done. */
class OrderedMerge {
  #current = 0;
  readonly #held = new Map<number, { ordinal: number; picture: FfmpegPicture }[]>();
  readonly #finished = new Set<number>();
  #waiters: (() => void)[] = [];

  constructor(private readonly ledger: FrameLedger, private readonly count: number) {}

  async roomFor(range: number, ahead: number): Promise<void> {
    while (range >= this.#current + ahead) await new Promise<void>((resolve) => { this.#waiters.push(resolve); });
  }

  push(range: number, ordinal: number, picture: FfmpegPicture): void {
    if (range === this.#current) return this.#deliver(ordinal, picture);
    const list = this.#held.get(range) ?? [];
    if (list.length === 0) this.#held.set(range, list);
    list.push({ ordinal, picture });
  }

  finish(range: number): void {
    this.#finished.add(range);
    while (this.#current < this.count && this.#finished.has(this.#current)) {
      this.#finished.delete(this.#current++);
      for (const { ordinal, picture } of this.#held.get(this.#current) ?? []) this.#deliver(ordinal, picture);
      this.#held.delete(this.#current);
    }
    for (const wake of this.#waiters.splice(0)) wake();
  }

  #deliver(ordinal: number, picture: FfmpegPicture): void {
    if (!this.ledger.seen(ordinal)) this.ledger.deliver(ordinal, picture.luma, picture.cb, picture.cr);
  }
}
