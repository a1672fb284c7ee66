/** What a reviewer sees of a run that had to begin anew: every curve, thumbnail and notice once. */
import { describe, expect, it } from 'vitest';
import type { AnalysisEvent } from '../bridge/protocol';
import { noFacts } from '../core/case';
import type { ClockTrack } from '../core/tables';
import { us } from '../core/time';
import { RecordingAnalysis } from './recording-analysis.svelte';

const summary = {
  fileName: 'a.mp4', sizeBytes: 3, container: 'mp4', index: 'boxes', durationUs: us(1_000_000), startUs: us(0), video: null, audio: null, containerTime: null,
} as const;
const stretch: readonly AnalysisEvent[] = [
  { type: 'summary', summary },
  { type: 'packets', video: null, audio: null, boxes: [{ type: 'ftyp', offset: 0, size: 8, children: [], fields: {} }] },
  { type: 'metric', series: { id: 'level', unit: 'dB', timeUs: Float64Array.of(0, 1), value: Float32Array.of(1, 2), threshold: null } },
  { type: 'thumbnails', thumbnails: [{ ptsUs: us(0), jpeg: new Uint8Array(1) }] },
  { type: 'peaks', peaks: { bucketUs: us(1000), startUs: us(0), minMax: Float32Array.of(-1, 1) } },
  { type: 'issue', issue: { code: 'file-damaged', detail: 'a hole', fileName: 'a.mp4' } },
];

describe('a recording whose file cannot be read', () => {
  const packets = { video: null, audio: null, boxes: [{ type: 'moov', offset: 0, size: 8, children: [], fields: {} }] };
  const result = {
    pass: 'audio', version: 1, drafts: [], thumbnails: [], clocks: [], soundTrace: null, bitstream: null, issues: [], ms: 1, peaks: { bucketUs: us(1000), startUs: us(0), minMax: Float32Array.of(-1, 1) },
    metrics: [{ id: 'level', unit: 'dB', timeUs: Float64Array.of(0, 1), value: Float32Array.of(1, 2), threshold: null }],
  } as const;

  it('shows what an earlier run computed, and a new run takes its place', () => {
    const analysis = new RecordingAnalysis('r', { ...noFacts('r', 'c'), analysis: 'done', summary }, []);
    analysis.recall([result], packets);
    expect([analysis.status, analysis.metrics.map(({ id }) => id), analysis.boxes.length, analysis.peaks?.minMax.length]).toEqual(['done', ['level'], 1, 2]);
    analysis.queued();
    analysis.started();
    for (const event of stretch) analysis.take(event);
    analysis.cancelled();
    expect(analysis.metrics.map((series) => [...series.timeUs])).toEqual([[0, 1]]);
  });

  it('is told apart from one that was never analysed', () => {
    expect(new RecordingAnalysis('r', null, []).status).toBe('idle');
    expect(new RecordingAnalysis('r', { ...noFacts('r', 'c'), analysis: 'partial' }, []).status).toBe('cancelled');
  });
});

it('a recording without its file has the clock that was read before', () => {
  const analysis = new RecordingAnalysis('r', { ...noFacts('r', 'c'), analysis: 'done' }, []);
  const track = { readings: [] } as unknown as ClockTrack;
  analysis.recall([{ pass: 'clock', version: 1, drafts: [], metrics: [], thumbnails: [], peaks: null, bitstream: null, clocks: [track], soundTrace: null, issues: [], ms: 1 }], null);
  expect(analysis.clocks).toEqual([track]);
});

describe('a run that begins anew', () => {
  it('shows every curve, thumbnail and notice once', () => {
    const analysis = new RecordingAnalysis('r', null, []);
    analysis.started();
    for (const event of [...stretch, ...stretch]) analysis.take(event);
    analysis.cancelled();
    expect(analysis.metrics.map((series) => [...series.timeUs])).toEqual([[0, 1]]);
    expect(analysis.thumbnails).toHaveLength(1);
    expect(analysis.issues).toHaveLength(1);
    expect(analysis.boxes).toHaveLength(1);
  });

  it('forgets the waveform and tables of before until the new ones come', () => {
    const analysis = new RecordingAnalysis('r', null, []);
    analysis.started();
    for (const event of stretch) analysis.take(event);
    analysis.take({ type: 'summary', summary });
    expect(analysis.peaks).toBeNull();
    expect(analysis.boxes).toEqual([]);
    expect(analysis.thumbnails).toEqual([]);
  });
});
