/** Uncut recordings, plain and with what happens to cameras in use: flashes, hands over the lens, zoom, autofocus, night, clocks. */
import { clockFilter } from './clock-text';
import type { Graph } from './device';
import type { EditContext } from './picture-edits';
import { graphOf } from './timeline-graph';

interface Look { readonly after?: string; readonly sound?: string }

function uncut(context: EditContext, look: Look = {}): Graph {
  const { take, random } = context;
  const fps = take.fps ?? 25;
  const frames = Math.min(take.frames, Math.round(random.between(7.5, 11.5) * fps));
  const start = random.whole(0, take.frames - frames);
  return graphOf({ inputs: [take.path], fps, width: take.width - (take.width % 2), height: take.height, pictures: [{ from: start, to: start + frames }],
    after: look.after, soundAfter: look.sound, ...(take.hasSound ? {} : { sound: null }) });
}

/** The take with its own irregular time. */
function ownTime({ take }: EditContext): Graph {
  return { inputs: [take.path], filter: `[0:v]format=yuv420p[v]${take.hasSound ? ';[0:a]anull[a]' : ''}`, hasSound: take.hasSound };
}

function flash({ random }: EditContext): string {
  const at = random.between(2.5, 6);
  const pulses = random.whole(1, 3);
  const lit = Array.from({ length: pulses }, (_, i) => `between(t,${(at + i * 0.55).toFixed(3)},${(at + i * 0.55 + random.between(0.03, 0.11)).toFixed(3)})`).join('+');
  return `eq=brightness=${random.between(0.25, 0.5).toFixed(2)}:contrast=1.15:enable='${lit}'`;
}

/** Gain falls over half a second when a lamp comes into view and recovers slowly. */
function exposure({ random }: EditContext): string {
  const at = random.between(2, 4).toFixed(2);
  const depth = random.between(0.25, 0.45).toFixed(2);
  return `eq=brightness='-${depth}*clip((t-${at})/0.4,0,1)*(1-clip((t-${at}-2)/1.5,0,1))':contrast='1-0.3*clip((t-${at})/0.4,0,1)*(1-clip((t-${at}-2)/1.5,0,1))':eval=frame`;
}

/** A dark, grainy shape moves in, covers the lens for a moment and goes. */
function occlusion({ take, random }: EditContext): string {
  const at = random.between(2, 4);
  const width = take.width;
  const across = random.next() < 0.5;
  const x = across ? `-w+(t-${at.toFixed(2)})*${Math.round(width * 1.6)}` : `W-W*clip((t-${at.toFixed(2)})/0.35,0,1)+W*clip((t-${(at + 1.3).toFixed(2)})/0.5,0,1)`;
  return `null[covered];color=c=0x3a2a22:s=${width - (width % 2)}x${take.height}:r=${take.fps ?? 25},noise=alls=8:allf=t:all_seed=7,format=yuv420p[hand];[covered][hand]overlay=x='${x}':y=0:shortest=1`;
}

const even = (value: string): string => `trunc((${value})/2)*2`;

/** Digital zoom in and out again. */
function zoom({ take, random }: EditContext): string {
  const at = random.between(2, 3.5).toFixed(2);
  const k = `(1+${random.between(0.5, 1.2).toFixed(2)}*clip((t-${at})/${random.between(0.3, 1.2).toFixed(2)},0,1)*(1-clip((t-${at}-3)/0.8,0,1)))`;
  const width = take.width - (take.width % 2);
  return `scale=w='${even(`${width}*${k}`)}':h='${even(`${take.height}*${k}`)}':eval=frame,crop=${width}:${take.height}`;
}

/** The holder turns: the view swings over the scene within a fraction of a second. */
function whipPan({ take, random }: EditContext): string {
  const width = take.width - (take.width % 2);
  const at = random.between(2, 3.5).toFixed(2);
  return `scale=${width * 2}:-2,crop=${width}:${take.height}:x='(in_w-out_w)*clip((t-${at})/${random.between(0.25, 0.5).toFixed(2)},0,1)*(1-clip((t-${at}-2.5)/0.9,0,1))':y='(in_h-out_h)/2'`;
}

/** Autofocus hunts: sharp, soft, sharp, soft, sharp. */
function focus({ random }: EditContext): string {
  const at = random.between(2, 3.5).toFixed(2);
  const mix = `(between(T,${at},${at}+1.8)*(0.5-0.5*cos(2*PI*(T-${at})/0.9)))`;
  return `split[sharp][f];[f]gblur=sigma=6[soft];[sharp][soft]blend=all_expr='A*(1-${mix})+B*${mix}'`;
}

/** Pocket light: dark, lifted gain, strong temporal grain. */
const night = ({ random }: EditContext): string => `eq=brightness=-0.22:contrast=0.55:saturation=0.5,noise=alls=${random.whole(12, 26)}:allf=t:all_seed=${random.whole(1, 999)}`;

/** Switched on: black, then the automatic exposure finds its level within a second. */
const switchedOn = (): string => `eq=brightness='-1*(1-clip((t-0.15)/0.7,0,1))+0.25*between(t,0.5,1.3)*(1-clip((t-0.9)/0.4,0,1))':eval=frame`;

/** Kind → pictures and sound of an uncut recording. */
export const GENUINE: Readonly<Record<string, (context: EditContext) => Graph>> = {
  genuine: (c) => uncut(c),
  'genuine-hevc': (c) => uncut(c),
  'genuine-mjpeg': (c) => uncut(c),
  'genuine-mpeg4': (c) => uncut(c),
  'genuine-own-time': ownTime,
  // a camera short of light or power lets pictures go at irregular moments
  'genuine-vfr': (c) => uncut(c, { after: `select='gt(random(${c.random.whole(1, 99)}),${c.random.between(0.08, 0.3).toFixed(2)})'` }),
  'genuine-flash': (c) => uncut(c, { after: flash(c) }),
  'genuine-exposure': (c) => uncut(c, { after: exposure(c) }),
  'genuine-occlusion': (c) => uncut(c, { after: occlusion(c) }),
  'genuine-zoom': (c) => uncut(c, { after: zoom(c) }),
  'genuine-whip': (c) => uncut(c, { after: whipPan(c) }),
  'genuine-focus': (c) => uncut(c, { after: focus(c) }),
  'genuine-night': (c) => uncut(c, { after: night(c) }),
  'genuine-start': (c) => uncut(c, { after: switchedOn() }),
  'genuine-premute': (c) => uncut(c, { sound: `volume=0:enable='lt(t,${c.random.between(1.5, 4).toFixed(2)})'` }),
  'genuine-clock': (c) => uncut(c, { after: clockFilter(c.random, c.take.height, c.folder, c.name) }),
};
