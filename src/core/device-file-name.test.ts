import { expect, it } from 'vitest';
import { readDeviceFileName } from './device-file-name';

const at = (iso: string) => Date.parse(`${iso}Z`) / 1000;

it.each([
  ['210011_0001234_20170316124757_0001.mp4', '210011_0001234', '2017-03-16T12:47:57', '0001'],
  ['P012345_D000123_20260318091002_0001IMP.mp4', 'P012345_D000123', '2026-03-18T09:10:02', '0001'],
  ['20260318091002_0012.mov', '', '2026-03-18T09:10:02', '0012'],
  ['station7_012345_000123_20260318091002_09-25-02_3.mp4', 'station7_012345_000123', '2026-03-18T09:10:02', '3'],
  ['VID_20260318_091002.mp4', 'VID', '2026-03-18T09:10:02', ''],
])('reads %s', (name, owner, start, number) => {
  expect(readDeviceFileName(name)).toEqual({ owner, startS: at(start), number });
});

it('reads no time where there is none', () => {
  expect(readDeviceFileName('recording.mp4')).toBeNull();
  expect(readDeviceFileName('20261332999999_0001.mp4')).toBeNull();
  expect(readDeviceFileName('IMG_0042.MOV')).toBeNull();
});
