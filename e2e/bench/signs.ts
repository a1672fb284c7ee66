/**
 * `npx tsx e2e/bench/signs.ts`: how many signs are read on rendered boards, by size, angle, blur and night, each by itself. An upper bound: level
 * background, clean boards, uncompressed pictures, twelve signs a condition; nothing there looks like text, so it tells nothing of precision, and choosing pictures is left out.
 */
import { execFileSync } from 'node:child_process';
import { readPicture } from '../../src/engine/signs/read-signs';
import { unlike01 } from '../../src/engine/signs/merge-readings';
import { nodeOcrEngine } from './ocr-models';

const WIDTH = 1280;
const HEIGHT = 720;
const FONT = 'Noto Sans CJK SC';
/** Three a scene, on boards of different colours. */
const SCENES: readonly (readonly [string, string, string])[] = [
  ['鑫源物流仓库', '海天路8号', '禁止吸烟'], ['便民百货超市', '人民路派出所', '安全出口'], ['老王家常菜馆', '建设大街', '消防通道'], ['宏达建材批发', '大连海关', '闲人免进'],
];
const BOARDS = [['0x8a1c1c', 'white'], ['0x1d4f91', 'white'], ['0xe8e2d0', '0x202020']] as const;

interface Condition { readonly name: string; readonly px: number; readonly degrees: number; readonly after: string }
const CONDITIONS: readonly Condition[] = [
  ...[16, 20, 24, 32, 48].map((px) => ({ name: `${px} px, sharp`, px, degrees: 0, after: 'null' })),
  ...[5, 10, 15].map((degrees) => ({ name: `32 px, ${degrees}°`, px: 32, degrees, after: 'null' })),
  ...[1.5, 3].map((sigma) => ({ name: `32 px, blur σ ${sigma}`, px: 32, degrees: 0, after: `gblur=sigma=${sigma}` })),
  { name: '32 px, night', px: 32, degrees: 0, after: 'eq=brightness=-0.28:contrast=0.45,noise=alls=14:allf=t' },
];

/** Three boards on a smooth grey background with noise. */
function scene(texts: readonly string[], { px, degrees, after }: Condition, seed: number): Uint8Array {
  const filters = [`nullsrc=s=${WIDTH}x${HEIGHT}:d=0.04:r=25,format=yuv444p,geq=lum='110+40*sin(X/97+${seed})+30*cos(Y/61)':cb=128:cr=128,noise=alls=6:all_seed=${seed}[v0]`];
  texts.forEach((text, at) => {
    const [board, ink] = BOARDS[at % BOARDS.length]!;
    const [w, h] = [Math.round(px * ([...text].length + 1.4)), Math.round(px * 1.9)];
    const turned = degrees === 0 ? '' : `,rotate=${degrees}*PI/180:ow=rotw(${degrees}*PI/180):oh=roth(${degrees}*PI/180):c=none`;
    filters.push(`color=c=${board}:s=${w}x${h}:d=0.04:r=25,format=rgba,drawtext=font='${FONT}':text='${text}':fontsize=${px}:fontcolor=${ink}:x=(w-text_w)/2:y=(h-text_h)/2${turned}[b${at}]`);
    filters.push(`[v${at}][b${at}]overlay=x=${80 + at * 380}:y=${120 + ((at * 211 + seed * 97) % 400)}[v${at + 1}]`);
  });
  filters.push(`[v${texts.length}]${after},format=gray`);
  return execFileSync('ffmpeg', ['-v', 'error', '-filter_complex', filters.join(';'), '-frames:v', '1', '-f', 'rawvideo', '-'], { maxBuffer: 1 << 24 });
}

/** A character in four may be wrong: a search still finds it, a person still knows it. */
const isRead = (wanted: string, read: string): boolean => unlike01(wanted, read.replace(/\s/g, '')) <= 0.25;

const ocr = await nodeOcrEngine();
console.log('condition            read  of  recall  exact  wrong');
for (const condition of CONDITIONS) {
  const sum = { read: 0, exact: 0, of: 0, wrong: 0 };
  for (const [seed, texts] of SCENES.entries()) {
    const lines = (await readPicture({ width: WIDTH, height: HEIGHT, luma: new Uint8Array(scene(texts, condition, seed)) }, ocr, () => Promise.resolve())).map(({ text }) => text);
    sum.of += texts.length;
    sum.read += texts.filter((text) => lines.some((line) => isRead(text, line))).length;
    sum.exact += texts.filter((text) => lines.some((line) => line.replace(/\s/g, '') === text)).length;
    sum.wrong += lines.filter((line) => !texts.some((text) => isRead(text, line))).length;
  }
  console.log([condition.name.padEnd(20), String(sum.read).padStart(4), String(sum.of).padStart(3), `${((100 * sum.read) / sum.of).toFixed(0)} %`.padStart(7), String(sum.exact).padStart(6), String(sum.wrong).padStart(6)].join(' '));
}
await ocr.close();
