/**
 * `npx tsx e2e/bench/signs.ts [--only TEXT] [--scenes N] [--missed yes] [--show FOLDER]`: recall and precision of reading signs in drawn streets, filmed and compressed, by
 * size, angle, blur, light and clutter, each figure with its 95 % interval (Wilson 1927). Which pictures of a recording are read is left out.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPicture } from '../../src/engine/signs/read-picture';
import { unlike01 } from '../../src/engine/signs/unlike';
import { nodeOcrEngine } from './ocr-models';
import { Camera, PICTURE_HEIGHT, PICTURE_WIDTH } from './signs/film-scene';
import { streetScene, type SceneSpec } from './signs/street-scene';

interface Condition extends Pick<SceneSpec, 'px' | 'roll' | 'yaw'> {
  readonly name: string;
  readonly after?: string;
  readonly signs?: number;
  readonly upright?: boolean;
  readonly faint?: boolean;
  /** Characters of 24 px or more, sharp: what the aim speaks of. */
  readonly isAim?: boolean;
}

const LEVEL = { roll: [0, 2], yaw: [0, 8] } as const;
const size = (px: number): Condition => ({ name: `${px} px`, px: [px, px], ...LEVEL, isAim: px >= 24 });
const roll = (degrees: number): Condition => ({ name: `32 px, leaning ${degrees}°`, px: [32, 32], roll: [degrees - 3, degrees + 3], yaw: [0, 8], isAim: true });
const yaw = (degrees: number): Condition => ({ name: `32 px, turned away ${degrees}°`, px: [32, 32], roll: [0, 2], yaw: [degrees - 3, degrees + 3], isAim: degrees <= 45 });
const after = (name: string, filter: string, px = 32): Condition => ({ name: `${px} px, ${name}`, px: [px, px], ...LEVEL, after: filter });

const CONDITIONS: readonly Condition[] = [
  ...[12, 16, 20, 24, 32, 48, 64].map(size),
  ...[10, 20, 30, 45].map(roll),
  ...[30, 45, 60].map(yaw),
  { name: '24–64 px, any to 15° and 40°', px: [24, 64], roll: [0, 15], yaw: [0, 40], isAim: true },
  after('blur σ 1', 'gblur=sigma=1'), after('blur σ 2', 'gblur=sigma=2'), after('blur σ 3', 'gblur=sigma=3'),
  after('moved 7 px', 'avgblur=sizeX=3:sizeY=1'), after('moved 13 px', 'avgblur=sizeX=6:sizeY=1'),
  after('dusk', 'eq=brightness=-0.2:contrast=0.6,noise=alls=10:allf=t'), after('night', 'eq=brightness=-0.3:contrast=0.35,noise=alls=16:allf=t'), after('night', 'eq=brightness=-0.3:contrast=0.35,noise=alls=16:allf=t', 48),
  { name: '32 px, faint', px: [32, 32], ...LEVEL, faint: true },
  { name: '40 px, upright boards', px: [40, 40], ...LEVEL, upright: true },
  { name: 'no signs', px: [32, 32], ...LEVEL, signs: 0 },
];
const SIGNS_A_SCENE = 5;
const Z = 1.96;

const { values: args } = parseArgs({ options: { only: { type: 'string' }, scenes: { type: 'string', default: '12' }, missed: { type: 'string' }, show: { type: 'string' } } });

/** A character in four may be wrong: a search still finds it, a person still knows it. A longer line that holds it whole counts. */
const isRead = (wanted: string, read: string): boolean => unlike01(wanted, read) <= 0.25 || read.includes(wanted);
/** A piece of a sign is right as far as it goes. */
const isRight = (sign: string, read: string): boolean => isRead(sign, read) || unlike01(sign, read) <= 0.34 || sign.includes(read);
const plain = (text: string): string => text.replace(/\s/g, '');

function share(hits: number, of: number): string {
  if (of === 0) return '–'.padStart(16);
  const p = hits / of;
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const percent = (value: number): string => (100 * Math.max(0, Math.min(1, value))).toFixed(0);
  return `${percent(p).padStart(3)} % (${percent(middle - half)}–${percent(middle + half)})`.padStart(16);
}

const ocr = await nodeOcrEngine();
const camera = new Camera();
const aim = { read: 0, of: 0, right: 0, lines: 0 };
console.log(`${'condition'.padEnd(30)} signs          recall  exact lines       precision  ms a picture`);
for (const [at, condition] of CONDITIONS.entries()) {
  if (args.only !== undefined && !condition.name.includes(args.only)) continue;
  const sum = { read: 0, exact: 0, of: 0, right: 0, lines: 0, ms: 0 };
  const scenes = Number(args.scenes) * (condition.signs === 0 ? 2 : 1);
  for (let n = 0; n < scenes; n++) {
    const scene = streetScene({ seed: 1000 * (at + 1) + n, signs: condition.signs ?? SIGNS_A_SCENE, px: condition.px, roll: condition.roll, yaw: condition.yaw, upright: condition.upright ?? false, faint: condition.faint ?? false });
    const picture = await camera.film(scene, condition.after ?? 'null');
    if (args.show !== undefined && n < 2) {
      mkdirSync(args.show, { recursive: true });
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${PICTURE_WIDTH}x${PICTURE_HEIGHT}`, '-i', '-', join(args.show, `${condition.name.replaceAll(/[^\w]+/g, '-')}-${n}.png`)], { input: picture.luma });
    }
    const [wanted, known] = [scene.wanted.map(plain), [...scene.wanted, ...scene.beside].map(plain)];
    const start = performance.now();
    const lines = (await readPicture(picture, ocr, () => Promise.resolve())).map(({ text }) => plain(text));
    sum.ms += performance.now() - start;
    sum.of += wanted.length;
    sum.read += wanted.filter((text) => lines.some((line) => isRead(text, line))).length;
    sum.exact += wanted.filter((text) => lines.includes(text)).length;
    sum.lines += lines.length;
    sum.right += lines.filter((line) => known.some((text) => isRight(text, line))).length;
    if (args.missed !== undefined) {
      const missed = wanted.filter((text) => !lines.some((line) => isRead(text, line)));
      const wrong = lines.filter((line) => !known.some((text) => isRight(text, line)));
      if (missed.length + wrong.length > 0) console.log(`  ${n}: missed ${missed.join(' ') || '–'}; wrong ${wrong.join(' ') || '–'}`);
    }
  }
  if (condition.isAim === true) for (const key of ['read', 'of', 'right', 'lines'] as const) aim[key] += sum[key];
  console.log([condition.name.padEnd(30), String(sum.of).padStart(5), share(sum.read, sum.of), String(sum.exact).padStart(6), String(sum.lines).padStart(5), share(sum.right, sum.lines), (sum.ms / scenes).toFixed(0).padStart(8)].join(' '));
}
console.log(`24 px or more, sharp, to 45°: ${aim.of} signs, recall ${share(aim.read, aim.of).trim()}, precision ${share(aim.right, aim.lines).trim()}`);
await camera.close();
await ocr.close();
