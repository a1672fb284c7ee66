/** What the runners of all passes share: their version, their detectors, growing curves. */
import type { MetricSeries } from '../core/tables';
import type { PassControl } from './budget';
import type { DetectorSpec, PassId, PassItems } from './detector';
import { detectorsFor } from './guard-detector';
import type { PassEmit, PassInput, PassRunner } from './pass-runner';
import { passVersion } from './pass-version';
import { registeredFor } from './registry';

/** Raised when the pass itself, its decoder or its shared measurements can give other results. */
const OWN_VERSION: Readonly<Record<PassId, number>> = { packet: 3, bitstream: 2, preview: 2, frame: 3, audio: 4, clock: 3 };

export function passFrame(pass: PassId, mediaPaced: boolean): Pick<PassRunner, 'pass' | 'version' | 'mediaPaced'> {
  return { pass, mediaPaced, version: passVersion(pass, OWN_VERSION[pass], registeredFor(pass)) };
}

/** The registered detectors of a pass that fit this recording, guarded; a fault becomes an issue. */
export function activeDetectors<P extends PassId>(pass: P, input: PassInput, emit: PassEmit): readonly DetectorSpec<P>[] {
  return detectorsFor(registeredFor(pass), input.index.summary, (detector, error) => emit({ type: 'issue', issue: { ...error, pass, detector } }));
}

/** One item for all detectors of a pass, then their end. */
export async function feedOnce<P extends 'packet' | 'bitstream' | 'clock'>(
  pass: P, item: PassItems[P], input: PassInput, emit: PassEmit, control: Pick<PassControl, 'tick'>,
): Promise<void> {
  for (const spec of activeDetectors(pass, input, emit)) {
    await control.tick();
    const run = spec.start(input.context, spec.params.defaults);
    emit({ type: 'drafts', drafts: [...run.push(item), ...run.finish()] });
    for (const series of run.metrics?.() ?? []) emit({ type: 'metric', series });
  }
}

/** Passes on what is new of curves that are told whole each time. */
export function createGrowingMetrics(emit: PassEmit): (whole: readonly MetricSeries[]) => void {
  const sent = new Map<string, number>();
  return (whole) => {
    for (const series of whole) {
      const from = sent.get(series.id) ?? 0;
      const to = series.timeUs.length;
      if (to <= from) continue;
      sent.set(series.id, to);
      emit({ type: 'metric', series: { ...series, timeUs: series.timeUs.slice(from), value: series.value.slice(from) } });
    }
  };
}
