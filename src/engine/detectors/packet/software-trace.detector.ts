/**
 * Reads every text that the container carries (encoder tags, handler names, user data, RIFF INFO, service names) for the names of muxers
 * and editors. Speaks of originality only: a collection station may remux. Source: container provenance (EVA-7K, Yang et al. 2020).
 */
import type { FindingDraft } from '../../../core/finding';
import type { BoxNode } from '../../../core/tables';
import { us } from '../../../core/time';
import type { DetectorSpec } from '../../detector';
import { SOFTWARE_TRACES } from './software-names';

const ID = 'packet/software-trace';
/** Compressor names sit in the sample description, written once by whoever encoded first: no trace of what came later. */
const NOT_LOOKED_AT = new Set(['stsd']);
const SHOWN_CHARACTERS = 160;

export const softwareTraceDetector: DetectorSpec<'packet', Record<string, never>> = {
  id: ID,
  version: 1,
  pass: 'packet',
  kinds: ['re-encoded', 'remuxed', 'editor-trace'],
  metrics: [],
  lookbehindUs: us(0),
  params: { defaults: {}, parse: () => ({}) },
  supports: () => ({ ok: true }),
  start: ({ media }) => ({
    push({ boxes }) {
      const drafts = new Map<string, FindingDraft>();
      for (const { node, text, path } of texts(boxes, '')) {
        const trace = SOFTWARE_TRACES.find((one) => one.pattern.test(text));
        // The same kind from several places is one finding with the first as its evidence.
        if (!trace || drafts.has(trace.kind)) continue;
        drafts.set(trace.kind, {
          kind: trace.kind, startUs: media.startUs, endUs: us(media.startUs + media.durationUs), group: 'C', llr: 2, hard: false, standsAlone: true,
          evidence: [
            { type: 'text', label: 'software-name', text: `${path}: ${text.slice(0, SHOWN_CHARACTERS)}` },
            { type: 'bytes', offset: node.offset, length: node.size, label: 'container-box' },
          ],
          benign: [{ cause: 'collection-station', result: 'possible' }],
          disproof: ['station-writes-this-name', 'same-device-same-name'], detector: ID, version: 1,
        });
      }
      return [...drafts.values()];
    },
    finish: () => [],
  }),
};

function* texts(nodes: readonly BoxNode[], parent: string): Generator<{ node: BoxNode; text: string; path: string }> {
  for (const node of nodes) {
    const type = node.type.replace(/[^\x20-\x7e©]/g, '·');
    const path = parent ? `${parent}/${type}` : type;
    if (!NOT_LOOKED_AT.has(node.type)) {
      for (const value of Object.values(node.fields)) if (typeof value === 'string' && value.length >= 3) yield { node, text: value, path };
    }
    yield* texts(node.children, path);
  }
}
