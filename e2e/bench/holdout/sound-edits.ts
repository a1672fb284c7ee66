/** Edits of the sound alone: a cut in it, a mute, a replacement; the pictures stay. */
import type { Edited, EditContext } from './picture-edits';
import { graphOf } from './timeline-graph';

interface Window { readonly start: number; readonly end: number; readonly seconds: number; readonly fps: number }

function windowOf({ take, random }: EditContext): Window {
  const fps = take.fps ?? 25;
  const frames = Math.min(take.frames, Math.round(random.between(8, 11) * fps));
  const start = random.whole(0, take.frames - frames);
  return { start, end: start + frames, seconds: frames / fps, fps };
}

/** @param chain ends the sound: takes the window's sound and gives what is heard */
function withSound(context: EditContext, at: Window, kind: string, atS: readonly number[], chain: string, extraInputs: readonly string[] = [], lead?: string, removedS?: number): Edited {
  const { take } = context;
  const graph = graphOf({ inputs: [take.path], fps: at.fps, width: take.width - (take.width % 2), height: take.height, pictures: [{ from: at.start, to: at.end }], soundAfter: chain });
  return { graph: { ...graph, inputs: [take.path, ...extraInputs], filter: (lead === undefined ? '' : `${lead};`) + graph.filter }, events: [{ kind, atS, ...(removedS === undefined ? {} : { removedS }) }] };
}

function cutSound(context: EditContext): Edited {
  const at = windowOf(context);
  const { random } = context;
  const from = random.between(3, 5);
  const removed = random.between(0.5, 1.8);
  const n = (s: number): string => s.toFixed(6);
  const chain = `asplit[ca][cb];[ca]atrim=end=${n(from)}[cc];[cb]atrim=start=${n(from + removed)},asetpts=PTS-STARTPTS[cd];[cc][cd]concat=n=2:v=0:a=1`;
  return withSound(context, at, 'audio-cut', [from], chain, [], undefined, removed);
}

function mute(context: EditContext): Edited {
  const at = windowOf(context);
  const from = context.random.between(2.5, 4);
  const to = from + context.random.between(0.7, 3);
  const chain = `volume=0:enable='between(t,${from.toFixed(6)},${to.toFixed(6)})'`;
  return withSound(context, at, 'audio-mute', [from, to], chain);
}

function replaced(context: EditContext): Edited {
  const at = windowOf(context);
  const { foreign, random, take } = context;
  const from = random.between(2.5, 4);
  const length = random.between(1.5, 3);
  const n = (s: number): string => s.toFixed(6);
  const other = foreign.hasSound ? { inputs: [foreign.path], label: '[1:a]' } : { inputs: [take.path], label: '[1:a]' };
  const offset = foreign.hasSound ? 0.2 : 6;
  const chain = `asplit[ra][rb];[ra]atrim=end=${n(from)}[rc];[rb]atrim=start=${n(from + length)},asetpts=PTS-STARTPTS[rd];${other.label}atrim=start=${n(offset)}:end=${n(offset + length)},asetpts=PTS-STARTPTS,aformat=channel_layouts=mono,aresample=48000[re];[rc]aformat=channel_layouts=mono[rf];[rd]aformat=channel_layouts=mono[rg];[rf][re][rg]concat=n=3:v=0:a=1`;
  return withSound(context, at, 'audio-replaced', [from, from + length], chain, other.inputs);
}

export const SOUND_EDITS: Readonly<Record<string, (context: EditContext) => Edited>> = { 'audio-cut': cutSound, 'audio-mute': mute, 'audio-replaced': replaced };
