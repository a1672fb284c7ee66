/** A model folder is chosen, kept, opened again with a click where the browser asks for one, and forgotten. */
import { expect, it } from 'vitest';
import { MODEL_TEXTS, RECOMMENDED_FILES } from '../core/speech/model-folder';
import type { PickedFolder } from './folder-access';
import { SpeechModels } from './speech-model.svelte';

const handle = { kind: 'directory', name: 'whisper-small' } as unknown as FileSystemDirectoryHandle;
const content = (path: string): string => (path === 'config.json' ? '{"model_type":"whisper"}' : path === 'generation_config.json' ? '{"lang_to_id":{"<|zh|>":1}}' : '{}');
const folder = (paths: readonly string[] = RECOMMENDED_FILES, by: FileSystemDirectoryHandle | null = handle): PickedFolder => ({
  name: 'whisper-small', handle: by, files: new Map(paths.map((path) => [path, new File([content(path)], path)])),
});

function setUp(picked: PickedFolder | null, loaded: Readonly<Record<string, unknown>> = {}, permission: 'granted' | 'prompt' = 'granted', gone = false) {
  const saved: unknown[] = [];
  const models = new SpeechModels({
    folders: { pick: () => Promise.resolve(picked), read: () => (gone ? Promise.reject(new DOMException('', 'NotFoundError')) : Promise.resolve(folder())) },
    permission: (_, ask) => Promise.resolve(ask ? 'granted' : permission),
    store: { load: () => Promise.resolve({}), save: (_, value) => { saved.push(value); return Promise.resolve(); } }, loaded,
  });
  return { models, saved };
}

it('is ready and kept once a whole folder was chosen', async () => {
  const { models, saved } = setUp(folder());
  await models.open();
  expect(models.state.state).toBe('none');
  await models.choose();
  expect(models.state).toMatchObject({ state: 'ready', kept: true, folder: 'whisper-small' });
  expect(models.installed?.byPath.size).toBe(RECOMMENDED_FILES.length);
  expect(saved).toEqual([handle]);
  models.forget();
  expect(models.state.state).toBe('none');
  expect(saved.at(-1)).toBeNull();
});

it('serves this tab alone without a handle', async () => {
  const { models, saved } = setUp(folder(RECOMMENDED_FILES, null));
  await models.choose();
  expect(models.state).toMatchObject({ state: 'ready', kept: false });
  expect(saved).toEqual([]);
});

it('names what a folder lacks and does not keep it', async () => {
  const { models, saved } = setUp(folder(MODEL_TEXTS));
  await models.choose();
  expect(models.state).toMatchObject({ state: 'faulty', faults: [{ kind: 'missing' }, { kind: 'missing' }] });
  expect(saved).toEqual([]);
});

it('that was kept opens by itself, by a click where the browser asks, and says when it is gone', async () => {
  const asked = setUp(null, { speechModel: handle }, 'prompt');
  await asked.models.open();
  expect(asked.models.state).toEqual({ state: 'needs-click', folder: 'whisper-small' });
  await asked.models.grant();
  expect(asked.models.state.state).toBe('ready');
  const open = setUp(null, { speechModel: handle });
  await open.models.open();
  expect(open.models.state).toMatchObject({ state: 'ready', kept: true });
  const lost = setUp(null, { speechModel: handle }, 'granted', true);
  await lost.models.open();
  expect(lost.models.state).toMatchObject({ state: 'failed', error: { code: 'file-gone', fileName: 'whisper-small' } });
});
