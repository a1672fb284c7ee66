/** A model folder is taken when it is whole, and every fault of another is named at once. */
import { describe, expect, it } from 'vitest';
import { MODEL_TEXTS, readModelFolder, RECOMMENDED_FILES } from './model-folder';

const config = (more: object = {}): string => JSON.stringify({ model_type: 'whisper', ...more });
const generation = (...languages: string[]): string => JSON.stringify({ lang_to_id: Object.fromEntries(languages.map((one, at) => [`<|${one}|>`, at])) });
const texts = (changes: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> => new Map(
  MODEL_TEXTS.map((path) => [path, changes[path] ?? (path === 'config.json' ? config() : path === 'generation_config.json' ? generation('en', 'zh') : '{}')]));
const sizes = (...paths: string[]): ReadonlyMap<string, number> => new Map((paths.length > 0 ? paths : RECOMMENDED_FILES).map((path) => [path, 10]));
const faultsOf = (...args: Parameters<typeof readModelFolder>): unknown => { const read = readModelFolder(...args); return read.ok ? [] : read.error; };

describe('a model folder', () => {
  it('that is whole is taken under its own name, with the size of what is used', () => {
    const read = readModelFolder('whisper-small', new Map([...sizes(), ['README.md', 5000], ['onnx/decoder_model_quantized.onnx', 9000]]), texts());
    expect(read).toMatchObject({ ok: true, value: { name: 'whisper-small (q8)', sizeBytes: 70, precision: { encoder_model: 'q8', decoder_model_merged: 'q8' } } });
    const named = readModelFolder('x', sizes(), texts({ 'config.json': config({ _name_or_path: 'openai/whisper-base' }) }));
    expect(named).toMatchObject({ ok: true, value: { name: 'openai/whisper-base (q8)' } });
  });

  it('may hold its networks in other precisions, each in another', () => {
    const read = readModelFolder('w', sizes(...MODEL_TEXTS, 'onnx/encoder_model.onnx', 'onnx/decoder_model_merged_q4.onnx', 'onnx/decoder_model_merged.onnx'), texts());
    expect(read).toMatchObject({ ok: true, value: { name: 'w (fp32/q4)', precision: { encoder_model: 'fp32', decoder_model_merged: 'q4' } } });
  });

  it('that lacks files names each of them', () => {
    expect(faultsOf('w', new Map(), new Map())).toEqual(RECOMMENDED_FILES.map((path) => ({ kind: 'missing', path })));
    expect(faultsOf('w', sizes(...RECOMMENDED_FILES.slice(0, -1)), texts())).toEqual([{ kind: 'missing', path: 'onnx/decoder_model_merged_quantized.onnx' }]);
  });

  it('with empty or damaged files says which', () => {
    expect(faultsOf('w', new Map([...sizes(), ['tokenizer.json', 0]]), texts({ 'tokenizer.json': '' }))).toEqual([{ kind: 'empty', path: 'tokenizer.json' }]);
    expect(faultsOf('w', sizes(), texts({ 'config.json': '{"model_ty' }))).toEqual([{ kind: 'unreadable', path: 'config.json' }]);
  });

  it('of another family, or without Chinese, is refused', () => {
    expect(faultsOf('w', sizes(), texts({ 'config.json': '{"model_type":"bert"}' }))).toEqual([{ kind: 'not-whisper', found: 'bert' }]);
    expect(faultsOf('w', sizes(), texts({ 'config.json': '{}' }))).toEqual([{ kind: 'not-whisper', found: '' }]);
    expect(faultsOf('w', sizes(), texts({ 'generation_config.json': '{}' }))).toEqual([{ kind: 'no-chinese' }]);
    expect(faultsOf('w', sizes(), texts({ 'generation_config.json': generation('en') }))).toEqual([{ kind: 'no-chinese' }]);
  });
});
