/** Which remarks on a recording are said without being asked for: what is not there can change every conclusion. */
import type { ErrorCode } from '../core/errors';

const TOLD_OPENLY: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['no-video', 'no-pictures', 'file-truncated', 'file-damaged', 'worker-crashed', 'worker-recovered']);

/** The recording is not whole: its list row says so too. */
const INCOMPLETE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['file-truncated', 'file-damaged']);

/** A step was given up: what is there is not all that could be. */
export const hasGivenUp = (issues: readonly { readonly code: ErrorCode }[]): boolean => issues.some(({ code }) => code === 'worker-crashed');
export const isToldOpenly = (code: ErrorCode): boolean => TOLD_OPENLY.has(code);
export const isIncomplete = (issues: readonly { readonly code: ErrorCode }[]): boolean => issues.some(({ code }) => INCOMPLETE.has(code));
