/** The public record of a case's recordings against each other, schema `zhijian.case/1`: where each lies on the wall clock, what is missing between. */
import type { CaseSequence } from '../../core/case-sequence';
import type { Finding } from '../../core/finding';
import type { SharedStretch } from '../../core/segment-ends';

export const CASE_SCHEMA = 'zhijian.case/1';

export interface CaseDocument {
  readonly schema: typeof CASE_SCHEMA;
  /** By start; seconds since 1970 as if the device's local time were UTC. */
  readonly recordings: readonly { readonly fileName: string; readonly number: string; readonly startS: number; readonly endS: number; readonly endBy: 'duration' | 'clock' }[];
  readonly gaps: readonly { readonly after: string; readonly before: string; readonly kind: 'gap' | 'overlap'; readonly fromS: number; readonly toS: number; readonly missing: readonly string[]; readonly shared: SharedStretch | null }[];
  /** Times within `fileName`. */
  readonly findings: readonly (Finding & { readonly fileName: string })[];
}

export function caseDocument({ placed, gaps, findings }: CaseSequence): CaseDocument {
  const nameOf = (id: string): string => placed.find((one) => one.id === id)?.fileName ?? '';
  return {
    schema: CASE_SCHEMA,
    recordings: placed.map(({ fileName, number, startS, endS, endBy }) => ({ fileName, number, startS, endS, endBy })),
    gaps: gaps.map(({ afterId, beforeId, kind, fromS, toS, missing, shared }) => ({ after: nameOf(afterId), before: nameOf(beforeId), kind, fromS, toS, missing, shared })),
    findings: [...findings].flatMap(([id, list]) => list.map((finding) => ({ ...finding, fileName: nameOf(id) }))),
  };
}
