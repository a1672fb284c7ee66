/** Sound of any rate comes out at 16 kHz, in time, with its holes filled. */
import { expect, it } from 'vitest';
import { us } from '../../core/time';
import { SPEECH_RATE_HZ, SpeechRate } from './speech-rate';

it.each([8_000, 16_000, 44_100, 48_000])('keeps its length at %i Hz, holes included', (rate) => {
  const speech = new SpeechRate();
  let count = 0;
  for (let block = 0; block < 100; block++) {
    // The second half begins a second late.
    const startS = block * 0.02 + (block >= 50 ? 1 : 0);
    speech.push({ startUs: us((3 + startS) * 1e6), sampleRate: rate, channels: [new Float32Array(rate / 50).fill(0.5)] }, (samples) => { count += samples.length; });
  }
  expect(speech.startUs).toBe(3e6);
  expect(speech.total).toBe(count);
  expect(Math.abs(count / SPEECH_RATE_HZ - 3)).toBeLessThan(0.01);
});
