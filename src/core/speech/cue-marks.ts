/** Where cues stand in one line of a transcript: its text in pieces, each with the cues that it belongs to. */
import type { CueHit } from './cue-hits';
import type { Utterance } from './utterance';

export interface TextPiece {
  readonly text: string;
  readonly hits: readonly CueHit[];
}

interface Placed { readonly from: number; readonly to: number; readonly hit: CueHit }

function place({ id, text }: Utterance, hit: CueHit): Placed | null {
  if (!hit.utteranceIds.includes(id)) return null;
  const from = hit.utteranceIds[0] === id ? hit.from : 0;
  const to = hit.utteranceIds.at(-1) === id ? hit.to : text.length;
  return to > from ? { from, to, hit } : null;
}

/** @param hits of the recording; those of other lines are passed over */
export function cuePieces(utterance: Utterance, hits: readonly CueHit[]): readonly TextPiece[] {
  const placed = hits.flatMap((hit) => place(utterance, hit) ?? []);
  const { text } = utterance;
  if (placed.length === 0) return [{ text, hits: [] }];
  const edges = [...new Set([0, text.length, ...placed.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at]!;
    return { text: text.slice(from, to), hits: placed.filter((one) => one.from <= from && one.to >= to).map(({ hit }) => hit) };
  });
}
