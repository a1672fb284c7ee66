/** Joins stretches of takes, picture by picture and with their sound, into one filter graph. */
import type { Graph } from './device';

/** Pictures [from, to) of an input. */
export interface Piece {
  readonly input?: number;
  readonly from: number;
  readonly to: number;
  /** Times faster than it was. */
  readonly speed?: number;
  /** Shows its first picture for so many pictures. */
  readonly hold?: number;
}

export interface Timeline {
  readonly inputs: readonly string[];
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly Piece[];
  /** As the pictures unless given; null = no sound. */
  readonly sound?: readonly Piece[] | null;
  /** Drawn on the inputs, before the edit. */
  readonly before?: string;
  /** Drawn on the result, after the edit; input 0 pictures. */
  readonly after?: string;
  readonly soundAfter?: string;
}

export const lengthOf = (piece: Piece): number => piece.hold ?? Math.round((piece.to - piece.from) / (piece.speed ?? 1));

function picturePiece(piece: Piece, fps: number): string {
  const cut = piece.hold === undefined ? `trim=start_frame=${piece.from}:end_frame=${piece.to}` : `trim=start_frame=${piece.from}:end_frame=${piece.from + 1},loop=loop=${piece.hold - 1}:size=1:start=0`;
  if (piece.speed === undefined) return `${cut},setpts=N/(${fps}*TB)`;
  const length = lengthOf(piece);
  return `${cut},setpts=N/(${fps}*TB)/${piece.speed},fps=${fps}:round=near,tpad=stop=4:stop_mode=clone,trim=end_frame=${length},setpts=N/(${fps}*TB)`;
}

const soundPiece = (piece: Piece, fps: number): string =>
  `atrim=start=${(piece.from / fps).toFixed(6)}:end=${(piece.to / fps).toFixed(6)},asetpts=PTS-STARTPTS${piece.speed === undefined ? '' : `,atempo=${piece.speed}`}`;

/** `split` of every input that is used, one branch a piece, and their concatenation. */
function branches(pieces: readonly Piece[], letter: 'v' | 'a', head: (input: number) => string, body: (piece: Piece) => string): string {
  const split = letter === 'v' ? 'split' : 'asplit';
  const inputs = [...new Set(pieces.map((piece) => piece.input ?? 0))];
  const lines = inputs.map((input) => {
    const outs = pieces.map((piece, at) => ({ piece, at })).filter(({ piece }) => (piece.input ?? 0) === input).map(({ at }) => `[${letter}s${at}]`);
    return `[${input}:${letter}]${head(input)}${split}=${outs.length}${outs.join('')}`;
  });
  const bodies = pieces.map((piece, at) => `[${letter}s${at}]${body(piece)}[${letter}p${at}]`);
  const joined = pieces.map((_, at) => `[${letter}p${at}]`).join('');
  return [...lines, ...bodies, `${joined}concat=n=${pieces.length}:v=${letter === 'v' ? 1 : 0}:a=${letter === 'a' ? 1 : 0}[${letter}j]`].join(';');
}

export function graphOf(timeline: Timeline): Graph {
  const { fps, width, height } = timeline;
  const before = timeline.before === undefined ? '' : `${timeline.before},`;
  const head = (input: number): string => input === 0 ? `setpts=N/(${fps}*TB),${before}` : `scale=${width}:${height}:flags=bicubic,setsar=1,setpts=N/(${fps}*TB),`;
  const pictures = `${branches(timeline.pictures, 'v', head, (piece) => picturePiece(piece, fps))};[vj]setpts=N/(${fps}*TB)${timeline.after === undefined ? '' : `,${timeline.after}`},format=yuv420p[v]`;
  if (timeline.sound === null) return { inputs: timeline.inputs, filter: pictures, hasSound: false };
  const sound = branches(timeline.sound ?? timeline.pictures, 'a', () => '', (piece) => soundPiece(piece, fps));
  return { inputs: timeline.inputs, filter: `${pictures};${sound};[aj]${timeline.soundAfter ?? 'anull'}[a]`, hasSound: true };
}
