/** Agreement of two reviewers as figures, with what cannot be said left unsaid. */
import type { Agreement } from '../../core/two-reviewers/agreement';
import type { MessageValues } from '../../state/message';

type Translate = (key: string, values?: MessageValues) => string;

export const rawWords = ({ raw01 }: Agreement, t: Translate): string => (raw01 === null ? t('reviewers:no_figure') : `${Math.round(raw01 * 1000) / 10}%`);
/** Two decimals: more would claim a precision that so few verdicts do not give. */
export const kappaWords = ({ kappa }: Agreement, t: Translate): string => (kappa === null ? t('reviewers:no_figure') : kappa.toFixed(2));
