/** The benign causes of a finding as a reader counts them: one line a cause, however many detectors tested it and under whatever name. */
import type { BenignTest } from './finding';

/** Names under which different detectors test one and the same cause; the first is the one shown. */
const SAME_CAUSE: readonly (readonly [string, ...string[]])[] = [
  ['natural-stillness', 'still-scene'],
  ['variable-rate', 'variable-frame-rate'],
];
const nameOf = new Map(SAME_CAUSE.flatMap((names) => names.map((name) => [name, names[0]] as const)));

/** Units of figures that detectors give without one: what is counted or compared. */
const UNIT_OF: Readonly<Record<string, string>> = {
  'keyframe-pulse': 'bound', 'whole-length-lattice': 'share', 'camera-stall': 'times', 'noise-gate': 'times',
  'dropped-pictures': 'frames', 'transmission-loss': 'places', 'encoder-restart': 'ratio', 'unlearnt-law': 'times', 'camera-switched-mode': 'items',
  'speech-or-event': 'ratio', 'passing-object': 'share', 'day-night': 'level', 'motion-turns-round': 'ratio', 'wrong-frame-rate': 'ratio', 'picture-stands-too': 'ratio',
  'storage-padding': 'places', 'misread-clock': 'readings', 'stamped-by-the-clock': 'places', 'lost-sound-packets': 'packets', 'rate-control-by-scene': 'items',
  'writer-marks-every-start': 'places', 'sound-goes-on': 'ratio',
};
/** What detectors test along with the harmless causes and what is none: told beside them. */
const NO_CAUSES: ReadonlySet<string> = new Set(['sound-goes-on', 'picture-stands-too']);

/** Of a held picture the pulses are counted; of a jump the height is compared with the limit. */
const withUnit = (test: BenignTest): BenignTest => {
  if (test.value === undefined || (test.unit ?? '') !== '') return test;
  const unit = test.cause === 'keyframe-pulse' && test.threshold === undefined ? 'times' : test.cause === 'dropped-pictures' && test.threshold !== undefined ? 'ratio' : UNIT_OF[test.cause];
  return unit === undefined ? test : { ...test, unit };
};

export interface BenignCause {
  /** Label key part: `benign_<cause>`. */
  readonly cause: string;
  readonly result: BenignTest['result'];
  /** Those with a figure, each once; the deciding ones first. */
  readonly figures: readonly BenignTest[];
}

/** One measurement that rules a cause out settles it; a test that merely could not exclude it is weaker, and one that could not be made says nothing. */
const WEIGHT = { 'ruled-out': 2, possible: 1, 'not-testable': 0 } as const;

/** What was tested and would not make the finding harmless, with its figure; nothing of what could not be tested. */
export const besideCauses = (tests: readonly BenignTest[]): readonly BenignTest[] => tests
  .filter(({ cause, result }) => NO_CAUSES.has(cause) && result !== 'not-testable')
  .map(({ cause, result, value, unit }) => withUnit({ cause, result, ...(value === undefined ? {} : { value }), ...(unit === undefined ? {} : { unit }) }));

/** In the order in which causes first came. */
export function benignCauses(tests: readonly BenignTest[]): readonly BenignCause[] {
  const byName = new Map<string, BenignTest[]>();
  for (const test of tests) {
    if (NO_CAUSES.has(test.cause)) continue;
    const name = nameOf.get(test.cause) ?? test.cause;
    byName.set(name, [...(byName.get(name) ?? []), withUnit(test)]);
  }
  return [...byName].map(([cause, alike]) => {
    const ordered = [...alike].sort((a, b) => WEIGHT[b.result] - WEIGHT[a.result]);
    const figures = ordered.filter((test, i) => test.value !== undefined && ordered.findIndex((other) => other.value === test.value && other.unit === test.unit) === i);
    return { cause, result: ordered[0]!.result, figures };
  });
}
