/** Single pictures by ffmpeg.wasm: each command brings a short run of pictures around the wanted one, kept as RGBA. */
import type { PictureReader } from './frame-at';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from './ffmpeg-messages';
import { FfmpegRunner } from './ffmpeg-runner';
import type { MediaIndex } from './media-index';
import { mediaTimes, ordinalFinder } from './ordinal-ranges';
import { firstKeyOnly, ordinalsOf, seekTargetUs, START_FILTER, watchStart } from './random-access';

/** Brought along before and after the wanted picture, so that the next steps need no command. */
const AROUND = 6;
const KEPT_BYTES = 96 << 20;
/** Before the wanted pictures, for pictures shown before their keyframe. */
const SEEK_MARGIN_S = 0.5;
/** Where a run passed no random-access picture after all (key flags that are wrong), it is begun that much earlier, at last with the file. */
const EARLIER_S: readonly number[] = [0, 10, 60, Infinity];

export function createFfmpegFrames(index: MediaIndex, file: File, spawn: () => Worker): PictureReader {
  const packets = index.video!;
  const coded = index.summary.video!;
  const times = mediaTimes(packets, index.summary.index === 'boxes');
  const ordinalOf = ordinalsOf(packets);
  const runner = new FfmpegRunner(spawn);
  const find = (): ReturnType<typeof ordinalFinder> => ordinalFinder(times.us, { from: 0, to: packets.count });
  const store = new Map<number, { canvas: OffscreenCanvas; bytes: number }>();
  let storedSide = 0;
  let withheld = false;
  let clock: { startSeconds: number; offsetUs: number } | null = null;

  const size = (maxSide: number): { width: number; height: number } => {
    const scale = Math.min(1, maxSide / Math.max(coded.width, coded.height));
    return { width: Math.max(2, Math.round(coded.width * scale)), height: Math.max(2, Math.round(coded.height * scale)) };
  };
  const args = (seek: number | null, filters: readonly string[], frames: number | null, decoder: readonly string[] = []): string[] => [
    '-hide_banner', '-nostats', '-copyts', '-noautorotate', ...(times.ignoresEdits ? ['-ignore_editlist', '1'] : []),
    ...(seek === null ? [] : ['-noaccurate_seek', '-ss', seek.toFixed(6)]), ...decoder, '-i', FFMPEG_INPUT, '-map', '0:v:0', '-vf', filters.join(','),
    '-fps_mode', 'passthrough', ...(frames === null ? [] : ['-frames:v', String(frames)]), '-pix_fmt', 'rgba', '-f', 'rawvideo', FFMPEG_OUTPUT,
  ];
  const showinfo = 'showinfo=checksum=0';
  const timeOf = (line: string): number | null => {
    const found = /^\[Parsed_showinfo.*\bn: *\d+ pts: *\S+ pts_time: *(\S+)/.exec(line);
    return found ? Number(found[1]) : null;
  };

  const readClock = async (): Promise<{ startSeconds: number; offsetUs: number }> => {
    let startSeconds = 0;
    let firstUs = NaN;
    await runner.run({
      file, args: args(null, ['scale=16:16', showinfo], 1, firstKeyOnly(packets, coded.codec)),
      onLog(line) {
        startSeconds = Number(/Duration: .*start: (-?[\d.]+)/.exec(line)?.[1] ?? startSeconds);
        const time = timeOf(line);
        if (time !== null && Number.isNaN(firstUs)) firstUs = time * 1e6;
      },
    });
    const key = Math.max(0, packets.key.indexOf(1));
    return { startSeconds, offsetUs: Number.isNaN(firstUs) ? 0 : times.us[packets.displayOrder.indexOf(key)]! - firstUs };
  };

  const load = async (ordinal: number, maxSide: number): Promise<void> => {
    const { startSeconds, offsetUs } = (clock ??= await readClock());
    const { width, height } = size(maxSide);
    if (storedSide !== maxSide) store.clear();
    storedSide = maxSide;
    const from = Math.max(0, ordinal - AROUND);
    const to = Math.min(packets.count - 1, ordinal + AROUND);
    const edge = (at: number, neighbour: number): number => ((times.us[at]! + (times.us[neighbour] ?? times.us[at]!)) / 2 - offsetUs) / 1e6;
    const trim = [from > 0 ? `start=${edge(from, from - 1).toFixed(6)}` : '', to < packets.count - 1 ? `end=${edge(to, to + 1).toFixed(6)}` : ''].filter((s) => s !== '');
    const filters = [START_FILTER, ...(trim.length > 0 ? [`trim=${trim.join(':')}`] : []), `scale=${width}:${height}:flags=bilinear`, showinfo];
    const seconds: number[] = [];
    const frameBytes = width * height * 4;
    const pixels = new Uint8ClampedArray(frameBytes);
    const target = from > 0 ? (seekTargetUs(index.summary.index, packets, ordinalOf, times.us, from) - offsetUs) / 1e6 - startSeconds - SEEK_MARGIN_S : 0;
    for (const earlier of EARLIER_S) {
      const seek = target - earlier > 0 ? target - earlier : null;
      const watch = watchStart(coded.codec, seek === null && packets.key[0] === 1);
      const locate = find();
      let filled = 0;
      const take = (): void => {
        const time = seconds.shift() ?? NaN;
        const at = locate(time * 1e6 + offsetUs);
        if (typeof at !== 'number' || !watch.founded(time)) return;
        const canvas = new OffscreenCanvas(width, height);
        canvas.getContext('2d')!.putImageData(new ImageData(pixels, width, height), 0, 0);
        store.set(at, { canvas, bytes: frameBytes });
      };
      seconds.length = 0;
      await runner.run({
        file, args: args(seek, filters, null),
        onLog(line) {
          watch.log(line);
          const time = timeOf(line);
          if (time !== null) seconds.push(time);
        },
        onBytes(bytes) {
          for (let at = 0; at < bytes.length;) {
            const part = Math.min(bytes.length - at, frameBytes - filled);
            pixels.set(bytes.subarray(at, at + part), filled);
            filled += part;
            at += part;
            if (filled === frameBytes) {
              filled = 0;
              take();
            }
          }
        },
      });
      withheld = !store.has(ordinal) && !watch.founded((times.us[ordinal]! - offsetUs) / 1e6);
      if (!withheld || seek === null) break;
    }
    let bytes = [...store.values()].reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [old, kept] of store) {
      if (bytes <= KEPT_BYTES) break;
      if (Math.abs(old - ordinal) <= AROUND) continue;
      store.delete(old);
      bytes -= kept.bytes;
    }
  };

  return {
    get withheld() { return withheld; },
    async picture(ordinal, maxSide) {
      withheld = false;
      if (storedSide !== maxSide || !store.has(ordinal)) await load(ordinal, maxSide);
      const kept = store.get(ordinal);
      return kept ? { source: kept.canvas, width: kept.canvas.width, height: kept.canvas.height } : null;
    },
    close() {
      runner.end();
      store.clear();
    },
  };
}
