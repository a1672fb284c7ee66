/** Edits made on decoded pictures and recorded again: cuts, fades, insertions, loops, freezes, blanks, stutter, changes of speed. */
import { clockFilter, paintedOver } from './clock-text';
import type { Graph } from './device';
import type { Seeded } from './random';
import type { Take } from './take';
import { graphOf, lengthOf, type Piece, type Timeline } from './timeline-graph';

/** An edit of known place, in seconds of the edited recording's time. */
export interface PlannedEvent { readonly kind: string; readonly atS: readonly number[]; readonly removedS?: number }
export interface Edited { readonly graph: Graph; readonly events: readonly PlannedEvent[] }
export interface EditContext { readonly take: Take; readonly foreign: Take; readonly random: Seeded; readonly folder: string; readonly name: string }

/** Seconds of take that an edited clip shows before and after the edit. */
const LEAD_S: readonly [number, number] = [3, 5];
const TAIL_S: readonly [number, number] = [3, 4.5];

const rate = (take: Take): number => take.fps ?? 25;

function base(context: EditContext): Omit<Timeline, 'pictures'> {
  const { take } = context;
  return { inputs: [take.path], fps: rate(take), width: take.width - (take.width % 2), height: take.height, ...(take.hasSound ? {} : { sound: null }) };
}

/** A window of the take with an inner stretch of `innerS`; shorter leads where the take is short. All in pictures. */
function span(context: EditContext, innerS: number): { start: number; a: number; b: number; end: number } {
  const { take, random } = context;
  const fps = rate(take);
  const inner = Math.max(1, Math.round(innerS * fps));
  const free = take.frames - inner;
  const lead = Math.min(Math.round(random.between(...LEAD_S) * fps), Math.floor(free / 2));
  const tail = Math.min(Math.round(random.between(...TAIL_S) * fps), free - lead);
  const start = random.whole(0, free - lead - tail);
  return { start, a: start + lead, b: start + lead + inner, end: start + lead + inner + tail };
}

const finish = (timeline: Timeline, events: readonly PlannedEvent[]): Edited => ({ graph: graphOf(timeline), events });

/** @param look filters drawn before or after the cut */
function cut(context: EditContext, kind: string, removedS: number, look: { before?: string; after?: (at: number) => string } = {}): Edited {
  const at = span(context, removedS);
  const fps = rate(context.take);
  const lead = at.a - at.start;
  return finish({ ...base(context), pictures: [{ from: at.start, to: at.a }, { from: at.b, to: at.end }], before: look.before, after: look.after?.(lead) },
    [{ kind, atS: [lead / fps], removedS: (at.b - at.a) / fps }]);
}

function crossfade(context: EditContext, kind: string): Edited {
  const { take, random } = context;
  const fps = rate(take);
  const half = Math.max(2, Math.round(fps * random.between(0.1, 0.45)));
  const at = span(context, random.between(1.5, 4) + (2 * half) / fps);
  const lead = at.a - at.start;
  const line = base(context);
  const grid = `setpts=N/(${fps}*TB)`;
  const side = (from: number, to: number): string => `trim=start_frame=${from}:end_frame=${to},${grid}`;
  // the fade's middle is the boundary: `half` pictures of each side on either hand of it
  const pictures = `[0:v]${grid},fps=${fps},split[l][r];[l]${side(at.start, at.a + half)}[lv];[r]${side(at.b - half, at.end)}[rv];[lv][rv]xfade=transition=fade:duration=${(2 * half) / fps}:offset=${(lead - half) / fps},${grid},format=yuv420p[v]`;
  const cutSound = (from: number, to: number): string => `atrim=start=${from / fps}:end=${to / fps},asetpts=PTS-STARTPTS`;
  const sound = `;[0:a]asplit[la][ra];[la]${cutSound(at.start, at.a + half)}[lb];[ra]${cutSound(at.b - half, at.end)}[rb];[lb][rb]acrossfade=d=${(2 * half) / fps}[a]`;
  return { graph: { inputs: line.inputs, filter: pictures + (take.hasSound ? sound : ''), hasSound: take.hasSound }, events: [{ kind, atS: [lead / fps], removedS: (at.b - at.a) / fps }] };
}

function insertion(context: EditContext, kind: string, other: Take, lengthS: number): Edited {
  const { take, random } = context;
  const fps = rate(take);
  const at = span(context, 1 / fps);
  const length = Math.min(Math.round(lengthS * fps), other.frames - 2);
  const lead = at.a - at.start;
  const piece: Piece = { input: 1, ...stretchOf(other, length, random) };
  const pictures = [{ from: at.start, to: at.a }, piece, { from: at.a, to: at.end }];
  const sound = !take.hasSound ? null : other.hasSound ? pictures : [{ from: at.start, to: at.a }, { from: at.start, to: at.start + length }, { from: at.a, to: at.end }];
  return finish({ ...base(context), inputs: [take.path, other.path], pictures, sound }, [{ kind, atS: [lead / fps, (lead + length) / fps] }]);
}

function stretchOf(take: Take, length: number, random: Seeded): { from: number; to: number } {
  const from = random.whole(0, take.frames - length);
  return { from, to: from + length };
}

/** Another moment of the same take, from beyond what the clip shows, so that nothing is seen twice. */
function sameScene(context: EditContext, kind: string, lengthS: number): Edited {
  const { take, random } = context;
  const fps = rate(take);
  const length = Math.round(lengthS * fps);
  const shown = Math.min(Math.round(random.between(6.5, 8) * fps), take.frames - length - Math.round(fps / 2));
  const lead = Math.round(shown * random.between(0.4, 0.6));
  const from = take.frames - length;
  return finish({ ...base(context), pictures: [{ from: 0, to: lead }, { from, to: take.frames }, { from: lead, to: shown }] }, [{ kind, atS: [lead / fps, (lead + length) / fps] }]);
}

/** The pictures of [a, b) give way to `shown`, the sound goes on. */
function overlaid(context: EditContext, kind: string, innerS: number, shown: (at: { a: number; b: number }) => Piece, after?: (fromS: number, toS: number) => string): Edited {
  const at = span(context, innerS);
  const fps = rate(context.take);
  const lead = at.a - at.start;
  const piece = shown(at);
  const whole: Piece = { from: at.start, to: at.end };
  const line = base(context);
  return finish({ ...line, pictures: [{ from: at.start, to: at.a }, piece, { from: at.b, to: at.end }], ...(line.sound === null ? {} : { sound: [whole] }),
    after: after?.(lead / fps, (lead + lengthOf(piece)) / fps) }, [{ kind, atS: [lead / fps, (lead + at.b - at.a) / fps] }]);
}

function speed(context: EditContext, kind: string, factor: number): Edited {
  const { take, random } = context;
  const fps = rate(take);
  const at = span(context, random.between(2, 3.4));
  const lead = at.a - at.start;
  const fast: Piece = { from: at.a, to: at.b, speed: factor };
  return finish({ ...base(context), pictures: [{ from: at.start, to: at.a }, fast, { from: at.b, to: at.end }] }, [{ kind, atS: [lead / fps, (lead + lengthOf(fast)) / fps] }]);
}

function stutter(context: EditContext, kind: string): Edited {
  const { take, random } = context;
  const fps = rate(take);
  const at = span(context, random.between(2, 3));
  const lead = at.a - at.start;
  const every = random.whole(3, 5);
  const end = at.b - at.start;
  return finish({ ...base(context), pictures: [{ from: at.start, to: at.end }], after: `select='not(between(n,${lead},${end - 1}))+not(mod(n-${lead},${every}))',fps=${fps}:round=near` },
    [{ kind, atS: [lead / fps, end / fps] }]);
}

/** Kind → how it is made. */
export const PICTURE_EDITS: Readonly<Record<string, (context: EditContext) => Edited>> = {
  'cut-0.3s': (c) => cut(c, 'cut-0.3s', c.random.between(0.2, 0.4)),
  'cut-0.9s': (c) => cut(c, 'cut-0.9s', c.random.between(0.7, 1.1)),
  'cut-2.2s': (c) => cut(c, 'cut-2.2s', c.random.between(1.8, 2.6)),
  'cut-5s': (c) => cut(c, 'cut-5s', c.random.between(4.5, 5.5)),
  'hevc-cut': (c) => cut(c, 'hevc-cut', c.random.between(1, 3)),
  'mjpeg-cut': (c) => cut(c, 'mjpeg-cut', c.random.between(1, 3)),
  'flash-cut': (c) => cut(c, 'flash-cut', c.random.between(1.5, 3), { after: (at) => `eq=brightness=0.45:contrast=1.3:enable='between(n,${at - 2},${at + 1})'` }),
  'clock-cut-1.7s': (c) => cut(c, 'clock-cut-1.7s', c.random.between(1.2, 2.2), { before: clockFilter(c.random, c.take.height, c.folder, c.name) }),
  'clock-cut-4s': (c) => cut(c, 'clock-cut-4s', c.random.between(3.2, 5), { before: clockFilter(c.random, c.take.height, c.folder, c.name) }),
  'painted-clock-cut': (c) => { const over = paintedOver(c.random, c.take.height, c.folder, c.name); return cut(c, 'painted-clock-cut', c.random.between(2, 4), { after: () => over }); },
  'crossfade-cut': (c) => crossfade(c, 'crossfade-cut'),
  'insert-foreign': (c) => insertion(c, 'insert-foreign', c.foreign, c.random.between(1, 3.2)),
  'insert-same-scene': (c) => sameScene(c, 'insert-same-scene', c.random.between(1.2, 3)),
  loop: (c) => { const s = c.random.between(1.2, 2.6); return overlaid(c, 'loop', s, ({ a, b }) => ({ from: a - (b - a), to: a })); },
  freeze: (c) => overlaid(c, 'freeze', c.random.between(1, 3), ({ a, b }) => ({ from: a - 1, to: a, hold: b - a })),
  blank: (c) => overlaid(c, 'blank', c.random.between(0.8, 2.4), ({ a, b }) => ({ from: a, to: b }), (from, to) => `drawbox=color=black:t=fill:enable='gte(t,${(from - 0.002).toFixed(4)})*lt(t,${(to - 0.002).toFixed(4)})'`),
  'dropped-frames': (c) => stutter(c, 'dropped-frames'),
  'speed-up': (c) => speed(c, 'speed-up', c.random.pick([1.5, 2, 2, 2.5])),
  'slow-down': (c) => speed(c, 'slow-down', 0.5),
};
