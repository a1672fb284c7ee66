/** Sums the events of a running pass up to the result that is kept. */
import type { FindingDraft } from '../core/finding';
import type { AnalysisPass, PassEvent, PassIssue, PassResult } from '../core/pass-result';
import type { BitstreamTable, ClockTrack, MetricSeries, SoundTrace, Thumbnail, WaveformPeaks } from '../core/tables';

export interface PassCollector {
  add(event: PassEvent): void;
  /** @param ms wall time of the run */
  result(ms: number): PassResult;
}

/** Chunks of one curve, in order, to one curve. */
function join(chunks: readonly MetricSeries[]): MetricSeries {
  const last = chunks.at(-1)!;
  if (chunks.length === 1) return last;
  const length = chunks.reduce((sum, chunk) => sum + chunk.timeUs.length, 0);
  const timeUs = new Float64Array(length);
  const value = new Float32Array(length);
  let at = 0;
  for (const chunk of chunks) {
    timeUs.set(chunk.timeUs, at);
    value.set(chunk.value, at);
    at += chunk.timeUs.length;
  }
  return { id: last.id, unit: last.unit, timeUs, value, threshold: last.threshold };
}

export function collectPassResult(pass: AnalysisPass, version: number): PassCollector {
  const drafts: FindingDraft[] = [];
  const thumbnails: Thumbnail[] = [];
  const issues: PassIssue[] = [];
  const curves = new Map<string, MetricSeries[]>();
  let peaks: WaveformPeaks | null = null;
  let bitstream: BitstreamTable | null = null;
  let clocks: readonly ClockTrack[] = [];
  let soundTrace: SoundTrace | null = null;
  return {
    add(event) {
      switch (event.type) {
        case 'drafts': drafts.push(...event.drafts); break;
        case 'metric': {
          const chunks = curves.get(event.series.id);
          if (chunks === undefined) curves.set(event.series.id, [event.series]);
          else chunks.push(event.series);
          break;
        }
        case 'thumbnails': thumbnails.push(...event.thumbnails); break;
        case 'peaks': peaks = event.peaks; break;
        case 'bitstream': bitstream = event.bitstream; break;
        case 'clocks': clocks = event.clocks; break;
        case 'sound-trace': soundTrace = event.trace; break;
        case 'issue': issues.push(event.issue); break;
      }
    },
    result: (ms) => ({ pass, version, drafts, metrics: [...curves.values()].map(join), thumbnails, peaks, bitstream, clocks, soundTrace, issues, ms }),
  };
}
