/** What FFmpeg's own detectors say of a clip with their default thresholds, as findings that the corpus's scorer reads. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface BaselineFinding { readonly kind: 'cut' | 'freeze' | 'blank' | 'audio-mute'; readonly startUs: number; readonly endUs: number; readonly level: 'review' }

const PICTURE_FILTERS = 'scdet,freezedetect,blackdetect';
const SOUND_FILTERS = 'silencedetect';

const finding = (kind: BaselineFinding['kind'], startS: number, endS: number): BaselineFinding => ({ kind, startUs: Math.round(startS * 1e6), endUs: Math.round(endS * 1e6), level: 'review' });

/**
 * Reads FFmpeg's log. Times there count from the file's own first time stamp.
 * @param startS that first time stamp, taken off; @param endS where a stretch ends that the log leaves open
 */
export function findingsOfLog(log: string, startS: number, endS: number): BaselineFinding[] {
  const out: BaselineFinding[] = [];
  for (const match of log.matchAll(/lavfi\.scd\.score: [\d.]+, lavfi\.scd\.time: ([\d.]+)/g)) out.push(finding('cut', Number(match[1]) - startS, Number(match[1]) - startS));
  for (const match of log.matchAll(/black_start:([\d.]+) black_end:([\d.]+)/g)) out.push(finding('blank', Number(match[1]) - startS, Number(match[2]) - startS));
  const spans = (kind: BaselineFinding['kind'], starts: RegExp, ends: RegExp): void => {
    const from = [...log.matchAll(starts)].map((match) => Number(match[1]) - startS);
    const to = [...log.matchAll(ends)].map((match) => Number(match[1]) - startS);
    from.forEach((start, i) => out.push(finding(kind, Math.max(0, start), to[i] ?? endS)));
  };
  spans('freeze', /freeze_start: (-?[\d.]+)/g, /freeze_end: ([\d.]+)/g);
  spans('audio-mute', /silence_start: (-?[\d.]+)/g, /silence_end: ([\d.]+)/g);
  return out.sort((a, b) => a.startUs - b.startUs);
}

function timesOf(path: string): { startS: number; durationS: number } {
  const probe = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'format=start_time,duration', '-of', 'csv=p=0', path], { encoding: 'utf8' });
  const [start, duration] = probe.stdout.split('\n')[0]!.split(',').map(Number);
  return { startS: Number.isFinite(start) ? start! : 0, durationS: Number.isFinite(duration) ? duration! : 0 };
}

/** Runs the detectors on each clip that has no newer findings file in `out` yet; a clip that FFmpeg cannot read gets no findings. */
export function runBaseline(clips: readonly string[], out: string): void {
  mkdirSync(out, { recursive: true });
  for (const clip of clips) {
    const kept = join(out, `${basename(clip)}.json`);
    if (existsSync(kept) && statSync(kept).mtimeMs > statSync(clip).mtimeMs) continue;
    const { startS, durationS } = timesOf(clip);
    const run = spawnSync('ffmpeg', ['-hide_banner', '-nostdin', '-nostats', '-copyts', '-i', clip, '-map', '0:v:0', '-map', '0:a:0?', '-vf', PICTURE_FILTERS, '-af', SOUND_FILTERS, '-f', 'null', '-'], { encoding: 'utf8', maxBuffer: 1 << 27 });
    writeFileSync(kept, JSON.stringify({ findings: findingsOfLog(run.stderr, startS, durationS) }));
  }
}
