/** Thumbnails by ffmpeg.wasm where the browser cannot decode: keyframes only, scaled, turned and encoded inside. */
import { AppError } from '../../../core/errors';
import type { Thumbnail } from '../../../core/tables';
import { us } from '../../../core/time';
import type { PassControl } from '../../budget';
import { FFMPEG_INPUT, FFMPEG_OUTPUT } from '../../sources/ffmpeg-messages';
import { FfmpegRunner } from '../../sources/ffmpeg-runner';
import type { MediaIndex } from '../../sources/media-index';
import { mediaTimes, ordinalFinder } from '../../sources/ordinal-ranges';
import { THUMBNAIL_LONG_SIDE } from './thumbnailer';

const CANCEL_POLL_MS = 100;

/** @param keys decode-order indices in presentation order; about as many thumbnails come, at keyframes near them */
export async function ffmpegThumbnails(index: MediaIndex, file: File, keys: readonly number[], control: PassControl, emit: (thumbnail: Thumbnail) => void, spawn: () => Worker): Promise<void> {
  const packets = index.video!;
  const times = mediaTimes(packets, index.summary.index === 'boxes');
  const find = ordinalFinder(times.us, { from: 0, to: packets.count });
  const firstOrdinal = packets.displayOrder.indexOf(keys[0] ?? 0);
  const spanUs = keys.length > 1 ? packets.ptsUs[keys.at(-1)!]! - packets.ptsUs[keys[0]!]! : 0;
  const stepSeconds = keys.length > 1 ? (spanUs / keys.length) * 0.9e-6 : 0;
  const seconds: number[] = [];
  let offsetUs = NaN;
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  const runner = new FfmpegRunner(spawn);
  const poll = setInterval(() => { if (control.cancelled) runner.end(); }, CANCEL_POLL_MS);
  const take = (jpeg: Uint8Array): void => {
    const timeUs = (seconds.shift() ?? NaN) * 1e6;
    if (Number.isNaN(offsetUs)) offsetUs = times.us[firstOrdinal]! - timeUs;
    const ordinal = find(timeUs + offsetUs);
    if (typeof ordinal === 'number') emit({ ptsUs: us(packets.ptsUs[packets.displayOrder[ordinal]!]!), jpeg });
  };
  const filters = [
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${stepSeconds.toFixed(3)})'`,
    `scale=w='if(gte(iw,ih),${THUMBNAIL_LONG_SIDE},-2)':h='if(gte(iw,ih),-2,${THUMBNAIL_LONG_SIDE})':flags=area`,
    'format=yuvj420p', 'showinfo=checksum=0',
  ];
  try {
    await runner.run({
      file,
      args: ['-hide_banner', '-nostats', '-copyts', ...(times.ignoresEdits ? ['-ignore_editlist', '1'] : []), '-skip_frame', 'nokey', '-i', FFMPEG_INPUT,
        '-map', '0:v:0', '-vf', filters.join(','), '-fps_mode', 'passthrough', '-c:v', 'mjpeg', '-q:v', '5', '-flush_packets', '1', '-f', 'mjpeg', FFMPEG_OUTPUT],
      onLog(line) {
        const time = /showinfo.*\bn: *\d+ pts: *\S+ pts_time: *(\S+)/.exec(line);
        if (time) seconds.push(Number(time[1]));
      },
      onBytes(bytes) {
        const all = new Uint8Array(rest.length + bytes.length);
        all.set(rest);
        all.set(bytes, rest.length);
        let from = 0;
        // FF D9 ends each picture: inside coded data FF is always followed by 00.
        for (let at = all.indexOf(0xff); at >= 0 && at + 1 < all.length; at = all.indexOf(0xff, at + 1)) {
          if (all[at + 1] !== 0xd9) continue;
          take(all.slice(from, at + 2));
          from = at + 2;
        }
        rest = all.slice(from);
      },
    });
    if (control.cancelled) throw new AppError('cancelled', 'the preview was cancelled');
  } finally {
    clearInterval(poll);
    runner.end();
  }
}
