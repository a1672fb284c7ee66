/** Recognition keeps what comes as it comes, touches nobody's lines, goes on where it ended, and can be taken back. */
import { expect, it } from 'vitest';
import type { RecogniserEvent, RecogniserService } from '../bridge/protocol';
import type { SpokenLine, Utterance } from '../core/speech/utterance';
import { us, type SpanUs } from '../core/time';
import { Recognition } from './recognition.svelte';
import type { InstalledModel } from './speech-model.svelte';

const span = (fromS: number, toS: number): SpanUs => ({ startUs: us(fromS * 1e6), endUs: us(toS * 1e6) });
const line = (fromS: number, toS: number, text: string): SpokenLine => ({ ...span(fromS, toS), text, voice: '' });
const model: InstalledModel = { name: 'w (q8)', sizeBytes: 1, precision: { encoder_model: 'q8', decoder_model_merged: 'q8' }, files: [], byPath: new Map() };

function setUp(recognise: RecogniserService['recognise'], ids: () => readonly string[] = () => ['a']) {
  let utterances: readonly Utterance[] = [];
  let time = 0;
  const batches: number[] = [];
  const recognition = new Recognition({
    service: () => Promise.resolve({ recognise }), models: { installed: model }, sources: { file: () => new File([], 'a.mp4') },
    voice: { spansOf: () => [span(0, 10), span(40, 50), span(80, 90)] },
    transcripts: {
      of: () => utterances, readOnly: false,
      addRecognised: (recordingId, lines, by) => {
        batches.push(lines.length);
        const added = lines.map((one): Utterance => ({ id: `${one.startUs}`, recordingId, speaker: 'unknown', text: one.text, source: 'engine', model: by, startUs: one.startUs, endUs: one.endUs }));
        utterances = [...utterances, ...added];
        return Promise.resolve(added);
      },
      takeBack: (lines) => { utterances = utterances.filter((one) => !lines.includes(one)); return Promise.resolve(); },
    },
    env: { now: () => (time += 6000), newId: () => '', actor: () => '' }, recordingIds: ids,
  });
  return { recognition, batches, lines: () => utterances };
}

/** Says one line at the start of each stretch, and nothing in the second. */
function speak(stretches: readonly SpanUs[], onEvent: (event: RecogniserEvent) => void, count = stretches.length): void {
  onEvent({ type: 'loaded' });
  for (const [at, one] of stretches.slice(0, count).entries()) {
    onEvent({ type: 'lines', span: one, lines: one.startUs > 30e6 && one.startUs < 60e6 ? [] : [line(one.startUs / 1e6, one.endUs / 1e6, `${at}`)] });
    onEvent({ type: 'progress', doneUs: at + 1, totalUs: stretches.length });
  }
}

it('keeps lines as they come and has nothing left then', async () => {
  const { recognition, lines, batches } = setUp((_, __, stretches, onEvent) => { speak(stretches, onEvent); return Promise.resolve({ state: 'completed', value: null }); });
  expect(recognition.stretchesOf('a')).toHaveLength(3);
  await recognition.run('a');
  expect(lines().map(({ text, source, model: by }) => [text, source, by])).toEqual([['0', 'engine', 'w (q8)'], ['2', 'engine', 'w (q8)']]);
  expect(batches.length).toBeGreaterThan(0);
  expect(recognition.of('a')).toMatchObject({ state: 'ended', cancelled: false });
  expect(recognition.stretchesOf('a')).toEqual([]);
  await recognition.takeBack('a');
  expect(lines()).toEqual([]);
  expect(recognition.stretchesOf('a')).toHaveLength(2);
});

it('is cancelled at once, keeps what came and goes on from there', async () => {
  const asked: number[] = [];
  const { recognition, lines } = setUp((_, __, stretches, onEvent, signal) => {
    asked.push(stretches.length);
    speak(stretches, onEvent, 1);
    return new Promise((resolve) => { signal.addEventListener('abort', () => resolve({ state: 'cancelled' })); });
  });
  const run = recognition.run('a');
  await new Promise((resolve) => { setTimeout(resolve); });
  expect(recognition.of('a').state).toBe('running');
  expect(recognition.runningId).toBe('a');
  recognition.cancel();
  await run;
  expect(recognition.of('a')).toMatchObject({ state: 'ended', cancelled: true });
  expect(lines()).toHaveLength(1);
  const again = recognition.run('a');
  await new Promise((resolve) => { setTimeout(resolve); });
  recognition.cancel();
  await again;
  expect(asked).toEqual([3, 2]);
});

it('writes nothing into a case that was left', async () => {
  let open: readonly string[] = ['a'];
  const { recognition, lines } = setUp((_, __, stretches, onEvent) => { open = []; speak(stretches, onEvent); return Promise.resolve({ state: 'completed', value: null }); }, () => open);
  await recognition.run('a');
  expect(lines()).toEqual([]);
});
