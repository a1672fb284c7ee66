/** The pipeline over passes made of memory: order, early findings, faults that stay local, reuse, cancel. */
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors';
import type { Finding, FindingDraft } from '../core/finding';
import type { AnalysisPass, PassEvent, PassResult } from '../core/pass-result';
import type { SoundTrace } from '../core/tables';
import { us } from '../core/time';
import { detectorsFor } from './guard-detector';
import type { DetectorSpec } from './detector';
import type { PassRunner } from './pass-runner';
import { runPipeline, type PipelineRequest, type PipelineSink } from './pipeline';
import type { MediaIndex } from './sources/media-index';

const index: MediaIndex = {
  summary: {
    fileName: 'a.mp4', sizeBytes: 1, container: 'mp4', index: 'boxes', durationUs: us(10_000_000), startUs: us(0), video: null, audio: null, containerTime: null,
  },
  video: null, audio: null, boxes: [], videoConfig: null, audioConfig: null,
  readPacket: () => Promise.resolve(new Uint8Array(0)),
  readPacketHead: () => Promise.resolve(new Uint8Array(0)),
  close: () => undefined,
};

const cut = (atS: number, group: FindingDraft['group']): FindingDraft => ({
  kind: 'cut', startUs: us(atS * 1e6), endUs: us(atS * 1e6), group, llr: 2, hard: false, standsAlone: true,
  evidence: [{ type: 'text', label: 'x', text: 'x' }], benign: [], disproof: [], detector: `test/${group}`, version: 1,
});

function runner(pass: AnalysisPass, run: PassRunner['run'] = async () => undefined, more: Partial<PassRunner> = {}): PassRunner {
  return { pass, version: 1, mediaPaced: true, applies: () => true, run, ...more };
}

interface Recorded extends PipelineSink {
  readonly log: string[];
  readonly lists: (readonly Finding[])[];
  readonly kept: PassResult[];
  readonly events: PassEvent[];
}

function record(): Recorded {
  const log: string[] = [];
  const lists: (readonly Finding[])[] = [];
  const kept: PassResult[] = [];
  const events: PassEvent[] = [];
  return {
    log, lists, kept, events,
    passStarted: (pass) => log.push(`${pass} started`),
    passEnded: ({ pass, state }) => log.push(`${pass} ${state}`),
    progress: () => undefined,
    event: (_, event) => events.push(event),
    findings: (list) => lists.push(list),
    finished: (result) => kept.push(result),
  };
}

const request = (runners: readonly PassRunner[], more: Partial<PipelineRequest> = {}): PipelineRequest =>
  ({ index, file: null, runners, cached: [], barred: [], isCancelled: () => false, ...more });

/** Sound of two rooms, the second 20 dB louder from 3 s on. */
const twoRooms: SoundTrace = {
  cellUs: us(64_000), startUs: Float64Array.from({ length: 100 }, (_, i) => i * 64_000), bands: 1,
  leastDb: Int8Array.from({ length: 100 }, (_, i) => (i * 0.064 < 3 ? -60 : -40)), joinUs: new Float64Array(0), joinScore: new Float32Array(0),
};

describe('sound at the places of other passes', () => {
  it('supports what they found, computed now or kept, whichever pass ends first', async () => {
    const sink = record();
    const runners = [
      runner('frame', async (_, emit) => emit({ type: 'drafts', drafts: [cut(3, 'P')] })),
      runner('audio', async (_, emit) => emit({ type: 'sound-trace', trace: twoRooms })),
    ];
    const fresh = await runPipeline(request(runners), sink);
    expect(fresh.findings.map(({ groups, supportedBy }) => [groups, supportedBy])).toEqual([[['A', 'P'], ['audio/room-at-place']]]);
    const kept = await runPipeline(request(runners, { cached: sink.kept }), record());
    expect(kept.findings).toEqual(fresh.findings);
  });

  it('shows that the sound goes on without counting it', async () => {
    const trace = { ...twoRooms, leastDb: twoRooms.leastDb.map(() => -60) };
    const { findings } = await runPipeline(request([
      runner('frame', async (_, emit) => emit({ type: 'drafts', drafts: [cut(3, 'P')] })),
      runner('audio', async (_, emit) => emit({ type: 'sound-trace', trace })),
    ]), record());
    expect(findings[0]).toMatchObject({ groups: ['P'], supportedBy: [], benign: [{ cause: 'sound-goes-on', result: 'possible' }] });
  });
});

describe('passes', () => {
  it('run coarse to fine, with sound beside the picture', async () => {
    const sink = record();
    await runPipeline(request((['audio', 'frame', 'preview', 'bitstream', 'packet'] as const).map((pass) => runner(pass))), sink);
    const started = sink.log.filter((line) => line.endsWith('started'));
    expect(started.slice(0, 2)).toEqual(['packet started', 'bitstream started']);
    expect(started.indexOf('preview started')).toBeLessThan(started.indexOf('frame started'));
    expect(started).toHaveLength(5);
  });

  it('publish findings before later passes end', async () => {
    const sink = record();
    let seenBeforeFrame = 0;
    await runPipeline(request([
      runner('packet', async (_, emit) => emit({ type: 'drafts', drafts: [cut(3, 'T')] })),
      runner('frame', async (_, emit) => {
        seenBeforeFrame = sink.lists.at(-1)?.length ?? 0;
        emit({ type: 'drafts', drafts: [cut(3, 'P'), cut(8, 'P')] });
      }),
    ]), sink);
    expect(seenBeforeFrame).toBe(1);
    expect(sink.lists.at(-1)!.map((one) => one.level)).toEqual(['high', 'review']);
  });

  it('fail alone: what they found stays, the others go on, the reason is told', async () => {
    const sink = record();
    const done = await runPipeline(request([
      runner('packet', async (_, emit) => emit({ type: 'drafts', drafts: [cut(3, 'T')] })),
      runner('frame', async () => { throw new AppError('codec-unsupported', 'no decoder'); }),
      runner('audio', async (_, emit) => emit({ type: 'drafts', drafts: [cut(6, 'A')] })),
    ]), sink);
    expect(done.findings).toHaveLength(2);
    expect(done.passes.find((one) => one.pass === 'frame')?.state).toBe('failed');
    expect(sink.events).toContainEqual({ type: 'issue', issue: { code: 'codec-unsupported', detail: 'no decoder', fileName: 'a.mp4', pass: 'frame' } });
    expect(sink.kept.map((one) => one.pass).sort()).toEqual(['audio', 'packet']);
  });

  it('are skipped where the recording has nothing for them, and left out after two crashes', async () => {
    const sink = record();
    const done = await runPipeline(request([runner('audio', undefined, { applies: () => false }), runner('frame')], { barred: ['frame'] }), sink);
    expect(done.passes.map((one) => `${one.pass} ${one.state}`).sort()).toEqual(['audio skipped', 'frame failed']);
  });
});

describe('reuse', () => {
  it('replays a finished pass of the same version without running it', async () => {
    const first = record();
    const frame = runner('frame', async (_, emit) => {
      emit({ type: 'metric', series: { id: 'm', unit: '', timeUs: Float64Array.of(0), value: Float32Array.of(1), threshold: null } });
      emit({ type: 'metric', series: { id: 'm', unit: '', timeUs: Float64Array.of(1), value: Float32Array.of(2), threshold: null } });
      emit({ type: 'drafts', drafts: [cut(3, 'P')] });
    });
    const before = await runPipeline(request([frame]), first);
    const again = record();
    const after = await runPipeline(request([runner('frame', () => Promise.reject(new Error('ran again')))], { cached: first.kept }), again);
    expect(after.findings).toEqual(before.findings);
    expect(again.kept).toEqual([]);
    const curve = again.events.find((event) => event.type === 'metric');
    expect(curve?.type === 'metric' && [...curve.series.value]).toEqual([1, 2]);
  });

  it('computes anew what another version made', async () => {
    const first = record();
    await runPipeline(request([runner('frame')]), first);
    const again = record();
    await runPipeline(request([runner('frame', undefined, { version: 2 })], { cached: first.kept }), again);
    expect(again.kept.map((one) => one.version)).toEqual([2]);
  });
});

describe('cancel', () => {
  it('ends every pass within a few yields and rejects as cancelled', async () => {
    const sink = record();
    const startedMs = performance.now();
    const cancelAfterMs = 60;
    const endless: PassRunner['run'] = async (_, __, control) => {
      for (;;) {
        for (let spin = performance.now(); performance.now() - spin < 2;);
        await control.tick();
      }
    };
    const runners = [runner('frame', endless), runner('audio', endless)];
    await expect(runPipeline(request(runners, { isCancelled: () => performance.now() - startedMs > cancelAfterMs }), sink)).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - startedMs).toBeLessThan(cancelAfterMs + 500);
    expect(sink.kept).toEqual([]);
  });
});

describe('a faulty detector', () => {
  const spec = (id: 'frame/good' | 'frame/bad', push: () => readonly FindingDraft[]): DetectorSpec<'frame'> => ({
    id, version: 1, pass: 'frame', kinds: ['cut'], metrics: [], lookbehindUs: us(0), params: { defaults: {}, parse: () => ({}) },
    supports: () => ({ ok: true }), start: () => ({ push, finish: push }),
  });

  it('is switched off and named once; its siblings go on', () => {
    const faults: string[] = [];
    let calls = 0;
    const guarded = detectorsFor([spec('frame/bad', () => { calls++; throw new Error('bug'); }), spec('frame/good', () => [cut(1, 'P')])],
      index.summary, (id) => faults.push(id));
    const runs = guarded.map((one) => one.start({ media: index.summary, video: null, audio: null, bitstream: null, boxes: [] }, {}));
    const pushed = [1, 2, 3].flatMap(() => runs.flatMap((run) => run.push({} as never)));
    expect(pushed).toHaveLength(3);
    expect(runs.flatMap((run) => run.finish())).toHaveLength(1);
    expect(faults).toEqual(['frame/bad']);
    expect(calls).toBe(1);
  });
});
