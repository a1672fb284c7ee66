import { expect, test } from 'vitest';
import { AudioSpectrum } from './audio-spectrum';

test('a tone is strongest in its own bin, and the energy of the frame is kept', () => {
  const size = 512;
  const samples = Float32Array.from({ length: size + 7 }, (_, i) => Math.cos((2 * Math.PI * 40 * (i - 7)) / size) + 0.25 * Math.sin((2 * Math.PI * 100 * (i - 7)) / size));
  const power = new Float32Array(size / 2 + 1);
  new AudioSpectrum(size).power(samples, 7, power);
  expect(power.indexOf(Math.max(...power))).toBe(40);
  expect(power[100]! / power[40]!).toBeCloseTo(1 / 16, 3);
  let inTime = 0;
  for (let i = 0; i < size; i++) inTime += (samples[i + 7]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))) ** 2;
  const inBands = 2 * power.reduce((sum, value) => sum + value, 0) - power[0]! - power[size / 2]!;
  expect(inBands / inTime).toBeCloseTo(1, 3);
});
