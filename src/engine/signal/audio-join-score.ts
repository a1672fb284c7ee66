/** How much likelier one instant is to be a join than another, for a recording of which it is known that it has one. */
import type { JoinMeasure } from './audio-join';

export interface ScoredInstant extends JoinMeasure {
  readonly lowSurprise: number;
}

export const JOIN_FIGURE_NAMES = ['surprise', 'rumble surprise', 'edge', 'lasting', 'lasting least', 'bump'] as const;

/** Below this (decades) an instant's shape is that of noise. */
const SHAPE_FROM = 0.8;

/** In the order of the names. */
export const joinFigures = ({ surprise, lowSurprise, shape }: ScoredInstant): readonly number[] =>
  surprise < SHAPE_FROM ? [surprise, lowSurprise, 0, 0, 0, 0] : [surprise, lowSurprise, shape.edgeLeast, shape.lasting, shape.lastingLeast, shape.bump];

/** Conditional logit (McFadden 1974) as `e2e/bench/lab-audio-fit.ts` prints it, on made cuts; what it is worth stands in that folder's `sound-study.md`. */
export const JOIN_WEIGHTS: readonly number[] = [3.11, 1.72, 0.94, 0.8, 0.82, -4.86];
/** The score of "the join left no instant that can be measured", which is so in most rooms of plain noise. */
export const UNSEEN_JOIN_SCORE = 6.89;

/** Natural logarithm, up to a constant that all instants share. */
export const joinScore = (instant: ScoredInstant): number => joinFigures(instant).reduce((sum, figure, i) => sum + figure * JOIN_WEIGHTS[i]!, 0);
