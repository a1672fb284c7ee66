/** A street as a page to be drawn: fronts, windows, grilles, plants, posters without words, and signs whose words are known. Drawn by chance that a seed settles. */
import { readFileSync } from 'node:fs';

const WORDS = JSON.parse(readFileSync(new URL('street-words.json', import.meta.url), 'utf8')) as { readonly names: readonly string[]; readonly plates: readonly string[]; readonly notices: readonly string[]; readonly small: readonly string[] };

/** Drawn larger than a 1080p picture, so that the camera can move in it. */
export const SCENE_WIDTH = 1984;
export const SCENE_HEIGHT = 1112;

export interface SceneSpec {
  readonly seed: number;
  /** None for a street without a word. */
  readonly signs: number;
  /** Height of the characters, px: from, to. */
  readonly px: readonly [number, number];
  /** Leaning in the picture, and turned away from the camera, degrees: from, to, either way. */
  readonly roll: readonly [number, number];
  readonly yaw: readonly [number, number];
  /** Characters stand above each other. */
  readonly upright: boolean;
  /** Ink and board of nearly the same lightness. */
  readonly faint: boolean;
}

export interface Scene {
  readonly html: string;
  /** What is to be read. */
  readonly wanted: readonly string[];
  /** Small lines on the boards: reading them is right, and nobody asks for it. */
  readonly beside: readonly string[];
}

/** mulberry32: small, well mixed, in the public domain. */
function chance(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Draw = ReturnType<typeof tools>;
function tools(seed: number) {
  const random = chance(seed);
  const between = (from: number, to: number): number => from + random() * (to - from);
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const either = (range: readonly [number, number]): number => between(...range) * (random() < 0.5 ? -1 : 1);
  const grey = (from: number, to: number): string => { const l = between(from, to); return `hsl(${whole(0, 359)} ${whole(3, 22)}% ${l.toFixed(0)}%)`; };
  return { random, between, whole, pick, either, grey };
}

const box = (x: number, y: number, w: number, h: number, css: string, inner = ''): string => `<div style="position:absolute;left:${x.toFixed(1)}px;top:${y.toFixed(1)}px;width:${w.toFixed(1)}px;height:${h.toFixed(1)}px;${css}">${inner}</div>`;

/** The surfaces of fronts: every one has edges that a detector may take for strokes. */
function surface({ pick, whole, grey }: Draw): string {
  const [a, b] = [grey(30, 75), grey(25, 80)];
  switch (pick(['brick', 'tile', 'shutter', 'glass', 'board', 'plaster', 'plaster'] as const)) {
    case 'brick': { const [w, h] = [whole(36, 64), whole(14, 24)]; return `background:repeating-linear-gradient(0deg,${b} 0 2px,transparent 2px ${h}px),repeating-linear-gradient(90deg,${b} 0 2px,transparent 2px ${w}px) ${w / 2}px ${h}px/${w}px ${2 * h}px,${a};`; }
    case 'tile': { const s = whole(18, 60); return `background:repeating-linear-gradient(0deg,${b} 0 2px,transparent 2px ${s}px),repeating-linear-gradient(90deg,${b} 0 2px,transparent 2px ${s}px),${a};`; }
    case 'shutter': { const h = whole(10, 26); return `background:repeating-linear-gradient(0deg,${a} 0 ${h - 4}px,${b} ${h - 4}px ${h}px);`; }
    case 'glass': { const [w, h] = [whole(60, 140), whole(70, 150)]; return `background:repeating-linear-gradient(0deg,#222 0 4px,transparent 4px ${h}px),repeating-linear-gradient(90deg,#222 0 4px,transparent 4px ${w}px),linear-gradient(${whole(100, 170)}deg,${a},${b} 40%,${a} 55%,${b});`; }
    case 'board': { const w = whole(24, 80); return `background:repeating-linear-gradient(90deg,${a} 0 ${w - 3}px,${b} ${w - 3}px ${w}px);`; }
    case 'plaster': return `background:linear-gradient(${whole(0, 180)}deg,${a},${b});`;
  }
}

/** Things without words that stand before the fronts. */
function thing(draw: Draw, x: number, y: number): string {
  const { pick, whole, between, grey } = draw;
  switch (pick(['window', 'window', 'grille', 'poster', 'poster', 'door', 'plant', 'rail', 'car', 'pole', 'person', 'lattice', 'bars'] as const)) {
    case 'window': { const [w, h] = [whole(70, 200), whole(80, 220)]; return box(x, y, w, h, `border:${whole(4, 9)}px solid ${grey(15, 90)};background:linear-gradient(90deg,transparent 48%,${grey(15, 80)} 48% 52%,transparent 52%),linear-gradient(0deg,transparent ${whole(40, 60)}%,${grey(20, 80)} 60% 64%,transparent 64%),linear-gradient(${whole(20, 160)}deg,${grey(10, 40)},${grey(30, 75)});`); }
    case 'grille': { const s = whole(60, 120); return box(x, y, s * 1.3, s, `background:${grey(60, 85)};border:2px solid #555;`, box(s * 0.1, s * 0.1, s * 0.75, s * 0.75, `border-radius:50%;border:3px solid #444;background:repeating-linear-gradient(0deg,#444 0 3px,${grey(60, 80)} 3px 9px);`) + box(s * 0.95, s * 0.15, s * 0.25, s * 0.7, 'background:repeating-linear-gradient(0deg,#666 0 2px,transparent 2px 7px);')); }
    case 'poster': { const [w, h] = [whole(90, 220), whole(110, 260)]; const shapes = Array.from({ length: whole(4, 9) }, () => box(between(0, w * 0.7), between(0, h * 0.7), between(12, w * 0.5), between(12, h * 0.5), `background:hsl(${whole(0, 359)} ${whole(20, 80)}% ${whole(20, 80)}%);border-radius:${pick(['0', '50%', '30% 60%', '8px'])};transform:rotate(${whole(-40, 40)}deg);`)).join(''); return box(x, y, w, h, `overflow:hidden;background:linear-gradient(${whole(0, 180)}deg,${grey(40, 90)},${grey(30, 90)});border:3px solid ${grey(70, 95)};`, shapes); }
    case 'door': return box(x, y, whole(90, 140), whole(200, 300), `background:${grey(20, 60)};border:6px solid ${grey(15, 70)};box-shadow:inset -20px 0 0 -16px #ddd;`);
    case 'plant': return box(x, y, 220, 170, '', `<svg width="220" height="170">${Array.from({ length: 120 }, () => `<ellipse cx="${between(20, 200).toFixed(0)}" cy="${between(20, 150).toFixed(0)}" rx="${between(3, 14).toFixed(0)}" ry="${between(2, 7).toFixed(0)}" transform="rotate(${whole(0, 180)} 110 85)" fill="hsl(${whole(80, 140)} ${whole(20, 50)}% ${whole(14, 50)}%)"/>`).join('')}</svg>`);
    case 'rail': return box(x, y, whole(200, 460), whole(60, 130), `background:repeating-linear-gradient(90deg,${grey(20, 85)} 0 5px,transparent 5px ${whole(16, 40)}px);border-top:6px solid ${grey(20, 80)};border-bottom:4px solid ${grey(20, 80)};`);
    case 'car': { const c = grey(15, 85); return box(x, y, 340, 130, '', box(60, 0, 200, 60, `background:${c};border-radius:50px 60px 0 0;`) + box(80, 10, 70, 45, 'background:#26323c;') + box(160, 10, 75, 45, 'background:#31404c;') + box(0, 50, 340, 55, `background:${c};border-radius:20px 26px 8px 8px;`) + [50, 240].map((at) => box(at, 75, 56, 56, 'border-radius:50%;background:radial-gradient(#999 0 30%,#111 34%);')).join('')); }
    case 'pole': return box(x, 0, whole(8, 20), 900, `background:linear-gradient(90deg,${grey(15, 40)},${grey(50, 80)});`);
    case 'person': return box(x, y, 90, 260, '', box(28, 0, 36, 42, 'border-radius:50%;background:#c9a184;') + box(8, 42, 76, 110, `border-radius:20px 20px 4px 4px;background:${grey(15, 70)};`) + box(16, 150, 28, 110, `background:${grey(10, 40)};`) + box(48, 150, 28, 110, `background:${grey(10, 40)};`));
    case 'lattice': { const s = whole(12, 30); return box(x, y, whole(120, 300), whole(90, 200), `background:repeating-linear-gradient(45deg,${grey(20, 80)} 0 3px,transparent 3px ${s}px),repeating-linear-gradient(-45deg,${grey(20, 80)} 0 3px,transparent 3px ${s}px);`); }
    case 'bars': return box(x, y, whole(90, 220), whole(40, 90), `background:${Array.from({ length: 3 }, () => `repeating-linear-gradient(90deg,#111 0 ${whole(2, 5)}px,transparent ${whole(5, 8)}px ${whole(9, 23)}px)`).join(',')},#eee;`);
  }
}

const INKS: readonly (readonly [ink: string, board: string])[] = [['#fff', '#8a1c1c'], ['#fff', '#1d4f91'], ['#202020', '#e8e2d0'], ['#ffd84a', '#a01818'], ['#fff', '#1f6b3a'], ['#c5161d', '#f4f2ea'], ['#e9c46a', '#2b1d14'], ['#183a7a', '#f2f4f7'], ['#fff', '#3b3f46'], ['#111', '#f2c230']];
const FAINT: readonly (readonly [string, string])[] = [['#8d8d86', '#6c6a64'], ['#b9b39f', '#9c9684'], ['#7b5b4a', '#5c4238'], ['#5e7a8a', '#48626f']];
const FONTS = ["400 1em 'Noto Sans CJK SC'", "700 1em 'Noto Sans CJK SC'", "700 1em 'Noto Serif CJK SC'", "400 1em 'Droid Sans Fallback'"];

function sign(draw: Draw, spec: SceneSpec, text: string, small: string | null, x: number, y: number, px: number): string {
  const { pick, between, either, whole, random } = draw;
  const [ink, board] = pick(spec.faint ? FAINT : INKS);
  const turn = `perspective(1600px) rotateY(${either(spec.yaw).toFixed(1)}deg) rotateZ(${either(spec.roll).toFixed(1)}deg)`;
  const edge = pick(['', '', `border:${Math.max(2, px * 0.08).toFixed(0)}px solid ${ink};`, 'border-bottom:5px solid #0006;', 'border-radius:8px;']);
  const relief = spec.faint ? '' : pick(['', '', `text-shadow:${(px * 0.05).toFixed(1)}px ${(px * 0.05).toFixed(1)}px 1px #0009;`, `-webkit-text-stroke:${(px * 0.02).toFixed(1)}px ${ink};`]);
  const shine = pick(['', '', `background-image:linear-gradient(${whole(60, 120)}deg,#fff3,transparent 40%,#0003);`]);
  const logo = random() < 0.3 && !spec.upright ? `<span style="display:inline-block;width:1.1em;height:1.1em;margin-right:.4em;vertical-align:middle;border-radius:${pick(['50%', '10%', '50% 0'])};background:conic-gradient(${ink} 0 30%,#888 30% 55%,${ink} 55% 80%,transparent 80%)"></span>` : '';
  const below = small === null ? '' : `<div style="font-size:${Math.max(11, px * 0.42).toFixed(0)}px;letter-spacing:.02em;margin-top:.3em">${small}</div>`;
  const run = spec.upright ? 'writing-mode:vertical-rl;text-orientation:upright;' : '';
  return `<div style="position:absolute;left:${x.toFixed(0)}px;top:${y.toFixed(0)}px;transform:${turn};padding:${(px * between(0.2, 0.6)).toFixed(0)}px ${(px * between(0.3, 0.9)).toFixed(0)}px;background-color:${board};${shine}${edge}color:${ink};font:${pick(FONTS).replace('1em', `${px}px/1.15`)};white-space:nowrap;letter-spacing:${pick([0, 0, 0.08, 0.2])}em;text-align:center;${relief}${run}">${logo}${text}${below}</div>`;
}

export function streetScene(spec: SceneSpec): Scene {
  const draw = tools(spec.seed);
  const { between, whole, pick, random, grey } = draw;
  const parts: string[] = [];
  const ground = whole(780, 940);
  for (let x = 0; x < SCENE_WIDTH;) {
    const w = whole(260, 620);
    parts.push(box(x, 0, w, ground, surface(draw)));
    x += w;
  }
  parts.push(box(0, ground, SCENE_WIDTH, SCENE_HEIGHT - ground, `background:repeating-linear-gradient(90deg,${grey(30, 60)} 0 2px,transparent 2px ${whole(50, 120)}px),linear-gradient(0deg,${grey(30, 60)},${grey(35, 70)});`));
  for (let i = 0; i < 26; i++) parts.push(thing(draw, between(-60, SCENE_WIDTH - 60), between(-40, ground - 40)));
  const wanted: string[] = [];
  const beside: string[] = [];
  const rows = spec.upright ? 1 : 4;
  const columns = spec.upright ? 6 : 2;
  const slots = Array.from({ length: rows * columns }, (_, i) => i).sort(() => random() - 0.5);
  for (const slot of slots.slice(0, spec.signs)) {
    const px = whole(...spec.px);
    const text = pick(random() < 0.6 ? WORDS.names : random() < 0.5 ? WORDS.plates : WORDS.notices);
    if (wanted.includes(text)) continue;
    const small = !spec.upright && px >= 32 && random() < 0.4 ? pick(WORDS.small) : null;
    const long = px * ([...text].length * 1.2 + 2);
    const [cellW, cellH] = [SCENE_WIDTH / columns, 900 / rows];
    const x = (slot % columns) * cellW + 50 + (spec.upright ? between(0, 120) : between(0, Math.max(10, cellW - long - 120)));
    const y = Math.floor(slot / columns) * cellH + 60 + between(0, Math.max(10, cellH - px * 3.4 - 40));
    parts.push(sign(draw, spec, text, small, x, y, px));
    wanted.push(text);
    if (small !== null) beside.push(small);
  }
  // Grime over boards and walls alike.
  parts.push(`<svg style="position:absolute;inset:0;mix-blend-mode:multiply;opacity:.55" width="${SCENE_WIDTH}" height="${SCENE_HEIGHT}"><filter id="g"><feTurbulence type="fractalNoise" baseFrequency="${between(0.02, 0.09).toFixed(3)} ${between(0.02, 0.3).toFixed(3)}" numOctaves="4" seed="${spec.seed % 997}"/><feColorMatrix values="0 0 0 0 .5  0 0 0 0 .5  0 0 0 0 .5  0 0 0 1.6 -.5"/></filter><rect width="100%" height="100%" filter="url(#g)"/></svg>`);
  // Light: shadows across everything, and darker corners.
  parts.push(box(0, 0, SCENE_WIDTH, SCENE_HEIGHT, `background:linear-gradient(${whole(20, 160)}deg,#0000 ${whole(20, 45)}%,#0005 ${whole(46, 60)}%,#0000 ${whole(61, 85)}%),radial-gradient(ellipse at center,#0000 60%,#0006);`));
  return { html: `<body style="margin:0;position:relative;width:${SCENE_WIDTH}px;height:${SCENE_HEIGHT}px;overflow:hidden;background:#777">${parts.join('')}</body>`, wanted, beside };
}
