/** Burned-in clocks in the manner of real cameras, as drawtext filters. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seeded } from './random';

const FONTS = ['/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'].filter(existsSync);
/** strftime patterns; colons escaped for drawtext's own expansion. */
const FORMATS = ['%Y-%m-%d %H\\:%M\\:%S', '%Y/%m/%d %H\\:%M\\:%S', '%d-%m-%Y %a %H\\:%M\\:%S', '%m/%d/%Y %H\\:%M\\:%S', '%Y.%m.%d %H\\:%M\\:%S', '%Y\u5e74%m\u6708%d\u65e5 %H\\:%M\\:%S'];
const NOTES = ['', '  DSJ-A7 C03211', '  P:104523 D:0087', '  CAM 02', '  012 KM/H'];
const PLACES = ['x=12:y=10', 'x=12:y=h-th-10', 'x=w-tw-12:y=10', 'x=w-tw-12:y=h-th-12', 'x=(w-tw)/2:y=h-th-8'];
const STYLES = ['fontcolor=white:borderw=2:bordercolor=black', 'fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=3', 'fontcolor=yellow:borderw=1:bordercolor=black', 'fontcolor=white:shadowx=1:shadowy=1', 'fontcolor=0x40ff40:box=1:boxcolor=black@0.9:boxborderw=4'];

/** Makes a clock that runs true from a seeded moment; the same filter text drawn before a cut jumps with it, drawn after it does not. */
export function clockFilter(random: Seeded, height: number, folder: string, name: string): string {
  const epochS = 1_700_000_000 + random.whole(0, 60_000_000);
  const format = random.pick(FORMATS);
  const cjk = /\u5e74/.test(format);
  const textFile = join(folder, `${name}.txt`);
  writeFileSync(textFile, `%{pts:gmtime:${epochS}:${format}}${random.pick(NOTES)}`);
  const font = cjk ? FONTS.at(-1) : random.pick(FONTS.slice(0, 3));
  const size = Math.max(14, Math.round(height * random.between(0.038, 0.062)));
  return `drawtext=textfile=${textFile}:expansion=normal:${font === undefined ? '' : `fontfile=${font}:`}fontsize=${size}:${random.pick(STYLES)}:${random.pick(PLACES)}`;
}

/** Covers the top strip and runs another clock there: what somebody does who hides a jump. */
export function paintedOver(random: Seeded, height: number, folder: string, name: string): string {
  const strip = Math.round(height * 0.09);
  const textFile = join(folder, `${name}-painted.txt`);
  writeFileSync(textFile, `%{pts:gmtime:${1_700_000_000 + random.whole(0, 60_000_000)}:%Y-%m-%d %H\\:%M\\:%S}`);
  return `drawbox=x=0:y=0:w=iw:h=${strip}:color=black@1:t=fill,drawtext=textfile=${textFile}:expansion=normal:fontfile=${FONTS[0] ?? ''}:fontsize=${Math.round(strip * 0.6)}:fontcolor=white:x=10:y=${Math.round(strip * 0.2)}`;
}
