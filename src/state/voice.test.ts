/** Voices are found one recording after the other, kept by content, and asked for again after a cancel. */
import { expect, it } from 'vitest';
import type { VoiceService } from '../bridge/protocol';
import { us } from '../core/time';
import type { VoiceActivity } from '../core/voice';
import type { VoiceStore } from '../db/case-store';
import type { Jobs } from './jobs.svelte';
import type { Sources } from './sources.svelte';
import { Voice } from './voice.svelte';

const activity: VoiceActivity = { version: 1, spans: [{ startUs: us(1e6), endUs: us(2e6) }], startUs: us(0), endUs: us(9e6) };

function setUp(find: VoiceService['find']) {
  const kept = new Map<string, VoiceActivity>();
  const store: VoiceStore = { voice: (content) => Promise.resolve(kept.get(content) ?? null), saveVoice: (content, found) => { kept.set(content, found); return Promise.resolve(); } };
  const jobs = { of: (id: string) => ({ summary: { audio: id === 'mute' ? null : {} }, hashes: { sha256: `hash-${id}` } }) } as unknown as Jobs;
  const sources = { file: (id: string) => (id === 'gone' ? null : new File([], id)) } as unknown as Sources;
  return { kept, voice: new Voice({ service: () => Promise.resolve({ version: 1, find }), store, jobs, sources }) };
}

it('is found once a content; what has no sound or no file is not listened to', async () => {
  const heard: string[] = [];
  const { voice, kept } = setUp((file) => { heard.push(file.name); return Promise.resolve({ state: 'completed', value: activity }); });
  kept.set('hash-b', activity);
  await voice.find(['a', 'b', 'mute', 'gone'], new AbortController().signal);
  expect(heard).toEqual(['a']);
  expect(voice.activityOf('a')).toEqual(activity);
  expect(voice.activityOf('b')).toEqual(activity);
  expect(voice.of('mute').state).toBe('silent');
  expect(voice.of('gone').state).toBe('none');
  expect(kept.get('hash-a')).toEqual(activity);
});

it('begins again after a cancel, and not before the cancelled run has ended', async () => {
  const abort = new AbortController();
  let runs = 0;
  const { voice } = setUp((_, __, signal) => {
    runs++;
    return signal.aborted || runs === 1 ? new Promise((resolve) => { signal.addEventListener('abort', () => resolve({ state: 'cancelled' })); }) : Promise.resolve({ state: 'completed', value: activity });
  });
  const first = voice.find(['a'], abort.signal);
  const second = voice.find(['a'], new AbortController().signal);
  await new Promise((resolve) => { setTimeout(resolve); });
  abort.abort();
  await Promise.all([first, second]);
  expect(voice.of('a').state).toBe('found');
});
