/** What the score of a jump means to the detectors that use it: when it stands alone, its likelihood ratio, its curve. */

/** Score above which a cut stands alone: well above every uncut recording of the fit, whose camera was left out (highest 0.2), as other cameras differ more. */
export const CUT_SCORE = 1;
/** Likelihood ratio (ln) at `CUT_SCORE`, and its slope: flatter than the fit's own, as new cameras will differ more. */
const LLR_AT_CUT = 2;
const LLR_SLOPE = 0.6;
const MAX_LLR = 6;
/** Score units by which the curve grows e-fold. */
const INDEX_SCALE = 3;

export const jumpLlr = (score: number): number => Math.max(0.2, Math.min(MAX_LLR, LLR_AT_CUT + LLR_SLOPE * (score - CUT_SCORE)));

/** The score as a positive index that is 1 at the threshold. */
export const jumpIndex = (score: number): number => Math.exp((score - CUT_SCORE) / INDEX_SCALE);
