/** Runs the passes over one opened recording: coarse to fine, sound and clock beside the picture, each usable before the next. */
import { AppError, toWireError } from '../core/errors';
import type { Finding, FindingDraft } from '../core/finding';
import { ANALYSIS_PASSES, type AnalysisPass, type PassEvent, type PassResult } from '../core/pass-result';
import type { BitstreamTable, ClockTrack, MetricSeries, SoundTrace } from '../core/tables';
import { createPassControl } from './budget';
import { soundAtPlaces } from './corroboration/sound-at-places';
import { fuse } from './fusion/fuse';
import { withTimeAccounts } from './fusion/time-account';
import { collectPassResult } from './pass-collector';
import { detectorContext, type PassInput, type PassRunner } from './pass-runner';
import { createProgressMeter, type MeterReading } from './progress-meter';
import type { MediaIndex } from './sources/media-index';

export type PassEnd = 'done' | 'skipped' | 'failed';

export interface PassReport {
  readonly pass: AnalysisPass;
  readonly state: PassEnd;
  readonly ms: number;
  readonly version: number;
}

export interface PipelineRequest {
  readonly index: MediaIndex;
  readonly file: File | null;
  readonly runners: readonly PassRunner[];
  /** Results of earlier runs; those of another version are left aside. */
  readonly cached: readonly PassResult[];
  /** Passes that are not to be tried (they brought the worker down before). */
  readonly barred: readonly AnalysisPass[];
  readonly isCancelled: () => boolean;
}

export interface PipelineSink {
  passStarted(pass: AnalysisPass): void;
  passEnded(report: PassReport): void;
  progress(reading: MeterReading): void;
  /** In order within a pass; events of cached passes come at once. */
  event(pass: AnalysisPass, event: PassEvent): void;
  /** All findings as fused so far. */
  findings(findings: readonly Finding[]): void;
  /** A pass that was computed now (not one that came from the cache). */
  finished(result: PassResult): void;
}

export interface PipelineDone {
  readonly findings: readonly Finding[];
  readonly passes: readonly PassReport[];
}

/** The curve that `packet/embedded-clock` gives, whole: what a clock in the file tells beside presentation time. */
const CLOCK_OFFSET = 'clock-offset';

/** Fused lists are replaced as a whole: more often than this nobody sees a difference. */
const FUSE_EVERY_MS = 250;

/**
 * A pass that fails is recorded as an issue and its siblings go on; one that decodes nothing more of a damaged file keeps
 * what it found. Rejects with AppError `cancelled` only.
 */
export async function runPipeline(request: PipelineRequest, sink: PipelineSink): Promise<PipelineDone> {
  const { index, file } = request;
  const runners = new Map(request.runners.map((runner) => [runner.pass, runner]));
  const drafts = new Map<AnalysisPass, FindingDraft[]>(ANALYSIS_PASSES.map((pass) => [pass, []]));
  const reports: PassReport[] = [];
  let bitstream: BitstreamTable | null = null;
  let soundTrace: SoundTrace | null = null;
  let clocks: readonly ClockTrack[] = [];
  let clockOffset: MetricSeries | null = null;
  let lastFusedMs = -Infinity;

  let endPicture: () => void = () => undefined;
  const pictureEnded = new Promise<void>((resolve) => { endPicture = resolve; });

  const publish = (): readonly Finding[] => {
    lastFusedMs = performance.now();
    const all = [...drafts.values()].flat();
    const findings = withTimeAccounts(fuse([...all, ...soundAtPlaces(all, soundTrace)]), { video: index.video, bitstream, clocks, clockOffset });
    sink.findings(findings);
    return findings;
  };

  const take = (pass: AnalysisPass, event: PassEvent): void => {
    if (event.type === 'bitstream') bitstream = event.bitstream;
    if (event.type === 'sound-trace') soundTrace = event.trace;
    if (event.type === 'clocks') clocks = event.clocks;
    if (event.type === 'metric' && event.series.id === CLOCK_OFFSET) clockOffset = event.series;
    if (event.type === 'drafts') {
      if (event.drafts.length === 0) return;
      drafts.get(pass)!.push(...event.drafts);
    }
    sink.event(pass, event);
    if (event.type === 'drafts' && performance.now() - lastFusedMs >= FUSE_EVERY_MS) publish();
  };

  const end = (report: PassReport): void => {
    reports.push(report);
    sink.passEnded(report);
    if (report.state !== 'skipped') publish();
  };

  const runPass = async (pass: AnalysisPass): Promise<void> => {
    const runner = runners.get(pass);
    if (runner === undefined) return;
    const { version } = runner;
    const input: PassInput = { index, file, context: detectorContext(index, bitstream), pictureEnded };
    const cached = request.cached.find((result) => result.pass === pass && result.version === version);
    if (cached !== undefined) {
      for (const event of replay(cached)) take(pass, event);
      return end({ pass, state: 'done', ms: cached.ms, version });
    }
    if (request.barred.includes(pass)) return end({ pass, state: 'failed', ms: 0, version });
    if (!runner.applies(input)) return end({ pass, state: 'skipped', ms: 0, version });

    sink.passStarted(pass);
    const startedMs = performance.now();
    const meter = createProgressMeter(pass, runner.mediaPaced ? index.summary.durationUs : null, () => performance.now());
    const control = createPassControl(request.isCancelled, (done, total) => {
      const reading = meter(done, total);
      if (reading !== null) sink.progress(reading);
    });
    const collector = collectPassResult(pass, version);
    try {
      await runner.run(input, (event) => {
        collector.add(event);
        take(pass, event);
      }, control);
      const ms = performance.now() - startedMs;
      sink.finished(collector.result(ms));
      end({ pass, state: 'done', ms, version });
    } catch (thrown) {
      if (request.isCancelled() || (thrown instanceof AppError && thrown.code === 'cancelled')) throw cancelled();
      take(pass, { type: 'issue', issue: { ...toWireError(thrown, index.summary.fileName), pass } });
      end({ pass, state: 'failed', ms: performance.now() - startedMs, version });
    }
  };

  await runPass('packet');
  // Neither needs the other, and each keeps one core busy: a sweep over heads, and a decoder that waits for its keyframes.
  const heads = runPass('bitstream');
  const preview = runPass('preview');
  const picture = async (): Promise<void> => {
    try {
      await Promise.all([heads, preview]);
      await runPass('frame');
    } finally {
      endPicture();
    }
  };
  const beside = async (): Promise<void> => {
    await heads;
    await runPass('audio');
    await runPass('clock');
  };
  // All settle before a cancel is passed on, so that nothing is left running.
  const ends = await Promise.allSettled([heads, preview, picture(), beside()]);
  for (const settled of ends) if (settled.status === 'rejected') throw settled.reason;
  if (request.isCancelled()) throw cancelled();
  return { findings: publish(), passes: reports };
}

function* replay(result: PassResult): Generator<PassEvent> {
  if (result.bitstream !== null) yield { type: 'bitstream', bitstream: result.bitstream };
  if (result.thumbnails.length > 0) yield { type: 'thumbnails', thumbnails: result.thumbnails };
  if (result.peaks !== null) yield { type: 'peaks', peaks: result.peaks };
  if (result.clocks.length > 0) yield { type: 'clocks', clocks: result.clocks };
  if (result.soundTrace !== null) yield { type: 'sound-trace', trace: result.soundTrace };
  for (const series of result.metrics) yield { type: 'metric', series };
  for (const issue of result.issues) yield { type: 'issue', issue };
  yield { type: 'drafts', drafts: result.drafts };
}

const cancelled = (): AppError => new AppError('cancelled', 'the analysis was cancelled');
