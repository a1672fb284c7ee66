import { describe, expect, it } from 'vitest';
import { findingsOfLog } from './ffmpeg-baseline';

const LOG = `[scdet @ 0x1] lavfi.scd.score: 19.560, lavfi.scd.time: 2.48
[blackdetect @ 0x2] black_start:4.4 black_end:7 black_duration:2.6
[freezedetect @ 0x3] lavfi.freezedetect.freeze_start: 3.2
[freezedetect @ 0x3] lavfi.freezedetect.freeze_duration: 2.2
[freezedetect @ 0x3] lavfi.freezedetect.freeze_end: 5.4
[silencedetect @ 0x4] silence_start: 8.5
`;

describe('FFmpeg detectors as findings', () => {
  it('reads cuts, black, freezes and silence, and closes what the log leaves open at the end', () => {
    expect(findingsOfLog(LOG, 0, 10).map(({ kind, startUs, endUs }) => [kind, startUs, endUs])).toEqual([
      ['cut', 2_480_000, 2_480_000], ['freeze', 3_200_000, 5_400_000], ['blank', 4_400_000, 7_000_000], ['audio-mute', 8_500_000, 10_000_000]]);
  });

  it('counts from the first time stamp of the file', () => {
    expect(findingsOfLog(LOG, 1.4, 10)[0]).toMatchObject({ kind: 'cut', startUs: 1_080_000 });
  });

  it('has no findings for a log without any', () => {
    expect(findingsOfLog('frame= 100', 0, 4)).toEqual([]);
  });
});
