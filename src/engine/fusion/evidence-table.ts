/** How often drafts of each detector, kind and strength were right on labelled recordings; written by e2e/bench/fit-fusion.ts, not by hand. */
import type { EvidenceTable } from './evidence-ratio';

export const EVIDENCE_TABLE: EvidenceTable = {
};
