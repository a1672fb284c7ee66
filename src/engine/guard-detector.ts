/** Keeps one faulty detector from taking its siblings along: it is switched off at its first exception and reported. */
import { toWireError, type WireError } from '../core/errors';
import type { DetectorSpec, PassId } from './detector';

/**
 * The same detector, but one that never throws. What it emitted before the fault stays.
 * @param onFault called once, at the first exception
 */
export function guardDetector<P extends PassId>(spec: DetectorSpec<P>, onFault: (detectorId: string, error: WireError) => void): DetectorSpec<P> {
  return {
    ...spec,
    start(context, params) {
      let off = false;
      const attempt = <T>(work: () => T, instead: T): T => {
        if (off) return instead;
        try {
          return work();
        } catch (thrown) {
          off = true;
          onFault(spec.id, toWireError(thrown));
          return instead;
        }
      };
      const run = attempt(() => spec.start(context, params), null);
      return {
        push: (item) => attempt(() => run!.push(item), []),
        finish: () => attempt(() => run!.finish(), []),
        metrics: () => attempt(() => run!.metrics?.() ?? [], []),
      };
    },
  };
}

/** The registered detectors that can say something of this recording, each guarded. */
export function detectorsFor<P extends PassId>(
  registered: readonly DetectorSpec<P>[], media: Parameters<DetectorSpec<P>['supports']>[0],
  onFault: (detectorId: string, error: WireError) => void,
): readonly DetectorSpec<P>[] {
  return registered
    .filter((spec) => {
      try {
        return spec.supports(media).ok;
      } catch (thrown) {
        onFault(spec.id, toWireError(thrown));
        return false;
      }
    })
    .map((spec) => guardDetector(spec, onFault));
}
