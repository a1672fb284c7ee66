import { describe, expect, it } from 'vitest';
import { us } from '../../../core/time';
import { madeBox, runPacket } from '../../testing/made-tables';
import { timeOfRecordingDetector } from './time-of-recording.detector';

const run = (fileName: string, containerTime: string | null, boxes = [madeBox('mvhd', { created: 0, modified: 0 })]) =>
  runPacket(timeOfRecordingDetector, null, null, boxes, { fileName, containerTime, durationUs: us(60e6) });

describe('times of a recording', () => {
  it('passes equal times, the end of the recording, and UTC against local time', () => {
    expect(run('20170316124757_0001.mp4', '2017-03-16T12:47:57.000Z')).toEqual([]);
    expect(run('20170316124757_0001.mp4', '2017-03-16T12:48:57.000Z')).toEqual([]);
    expect(run('20170316124757_0001.mp4', '2017-03-16T04:47:57.000Z')).toEqual([]);
  });

  it('notes a difference that no time zone explains', () => {
    const [draft] = run('20170316124757_0001.mp4', '2019-08-01T10:00:00.000Z');
    expect(draft).toMatchObject({ kind: 'metadata-conflict' });
  });

  it('notes a container changed long after the recording, and says nothing of unset clocks', () => {
    const created = Date.UTC(2020, 0, 1) / 1000 + 2_082_844_800;
    expect(run('a.mp4', null, [madeBox('moov', {}, [madeBox('mvhd', { created, modified: created + 90_000 })])])).toHaveLength(1);
    expect(run('a.mp4', null, [madeBox('moov', {}, [madeBox('mvhd', { created, modified: created + 61 })])])).toEqual([]);
    expect(run('20170316124757_0001.mp4', '1970-01-01T00:00:00.000Z')).toEqual([]);
    expect(run('20170316124757_0001.mp4', null)).toEqual([]);
  });
});
