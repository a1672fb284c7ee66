/** What recorders write is told by clock, by the ids of the file's name and by its place in the case; what stands in the scene stays the scene's. */
import { describe, expect, it } from 'vitest';
import { us } from '../time';
import { isDoubtful, tellRecorders, type SignsOfRecording } from './recorder-signs';
import type { ContentSign } from './sign-reading';

const CORNER = { x: 0.76, y: 0.93, w: 0.22, h: 0.04 };
const sign = (text: string, over: Partial<ContentSign> = {}): ContentSign => ({ atUs: us(0), text, score01: 0.96, box: { x: 0.4, y: 0.4, w: 0.2, h: 0.05 }, overlay: false, ...over });
const recording = (recordingId: string, signs: readonly ContentSign[], over: Partial<SignsOfRecording> = {}): SignsOfRecording => ({ recordingId, name: '', signs, clocks: [], ...over });
const overlays = (...given: SignsOfRecording[]): readonly string[] => tellRecorders(given).filter(({ overlay }) => overlay).map(({ text }) => text);

describe('the recorder’s own type', () => {
  it('carries the ids of the file’s name, whether or not the camera moved', () => {
    const name = 'P012345_D000123_20260318091002_0001.mp4';
    expect(overlays(recording('a', [sign('P012345 D000123', { box: CORNER }), sign('便民超市示例店')], { name }))).toEqual(['P012345 D000123']);
    expect(overlays(recording('a', [sign('P012345 D000123')], { name: 'VID_20260318_091002.mp4' }))).toEqual([]);
  });

  it('stands where it stands in another recording of the case, unless the words there are a sign’s', () => {
    const known = recording('a', [sign('P012399D', { box: { ...CORNER, w: 0.12 }, overlay: true })]);
    expect(overlays(known, recording('b', [sign('ddpai', { box: CORNER }), sign('出口A', { box: CORNER }), sign('SHOP 24')]))).toEqual(['P012399D', 'ddpai']);
  });

  it('is what lies on a clock that is read', () => {
    expect(overlays(recording('a', [sign('09:10:14')], { clocks: [{ box: { x: 0.4, y: 0.4, w: 0.2, h: 0.05 } }] }))).toEqual(['09:10:14']);
  });
});

it('is doubtful where the reading is, sooner without a Chinese character', () => {
  expect([sign('m+Aey', { score01: 0.62 }), sign('ddpal', { score01: 0.8 }), sign('营范国日用资', { score01: 0.66 })].every(isDoubtful)).toBe(true);
  expect([sign('牙膏', { score01: 0.8 }), sign('SHOP 24', { score01: 0.9 })].some(isDoubtful)).toBe(false);
});
