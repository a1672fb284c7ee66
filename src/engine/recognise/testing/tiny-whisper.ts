/**
 * A Whisper of a few kilobytes with nothing learnt: each token has one successor, so that it says fixed sentences (`tiny-whisper-words.json`), one set for
 * low sound and one for high. Its files are those of a real one, and the real engine runs it: features, encoder, merged decoder with its cache, time tokens.
 */
import words from './tiny-whisper-words.json' with { type: 'json' };
import { BOOL, FLOAT, INT64, onnxModel, type Constant, type Node, type Port } from './onnx-writer';

const MELS = 80;
const FRAMES = 3000;
const POSITIONS = 1500;
/** Of the cache, which nothing reads. */
const WIDTH = MELS;
const TIMES = 1501;
const TIME_STEP_S = 0.02;
/** How long each sentence lasts. */
export const SENTENCE_S = 2;
/** Any that leaves the others no chance. */
const SURE = 20;

/** The printable letters by which byte-level tokenizers write bytes. */
function byteLetters(): readonly string[] {
  const plain = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(plain(byte) ? byte : next++));
}

const characters = [...new Set([...words.low, ...words.high].join(''))];
const SPECIAL = ['<|endoftext|>', '<|startoftranscript|>', '<|en|>', '<|zh|>', '<|translate|>', '<|transcribe|>', '<|notimestamps|>'] as const;
const idOf = (special: (typeof SPECIAL)[number]): number => characters.length + SPECIAL.indexOf(special);
const FIRST_TIME = characters.length + SPECIAL.length;
const VOCABULARY = FIRST_TIME + TIMES;
const timeId = (seconds: number): number => FIRST_TIME + Math.round(seconds / TIME_STEP_S);

/** What follows each token. Every character of one set of sentences must be another one: a token has one successor. */
function successors(sentences: readonly string[]): readonly number[] {
  const next = Array.from({ length: VOCABULARY }, () => idOf('<|endoftext|>'));
  const chain = sentences.flatMap((sentence, at) => [
    timeId(at * SENTENCE_S + (at === 0 ? 0 : TIME_STEP_S)), ...[...sentence].map((one) => characters.indexOf(one)), timeId((at + 1) * SENTENCE_S),
  ]);
  for (const [at, token] of [idOf('<|transcribe|>'), ...chain].entries()) next[token] = chain[at] ?? idOf('<|endoftext|>');
  return next;
}

const features: Port = { name: 'input_features', type: FLOAT, shape: ['batch', MELS, FRAMES] };
const hidden = (name: string): Port => ({ name, type: FLOAT, shape: ['batch', POSITIONS, MELS] });

/** Hands every second frame of the sound on as it is. */
function encoder(): Uint8Array<ArrayBuffer> {
  const constants: Constant[] = (['from', 'to', 'axis', 'step'] as const).map((name, at) => ({ name, type: INT64, shape: [1], values: [[0, FRAMES, 1, 2][at]!] }));
  return onnxModel([features], [hidden('last_hidden_state')], constants, [
    { op: 'Transpose', inputs: ['input_features'], outputs: ['frames'], attributes: { perm: [0, 2, 1] } },
    { op: 'Slice', inputs: ['frames', 'from', 'to', 'axis', 'step'], outputs: ['last_hidden_state'] },
  ]);
}

const CACHES = (['decoder', 'encoder'] as const).flatMap((side) => (['key', 'value'] as const).map((part) => ({ side, name: `0.${side}.${part}` })));
const cache = (prefix: string): readonly Port[] => CACHES.map(({ side, name }) => ({ name: `${prefix}.${name}`, type: FLOAT, shape: ['batch', 1, `${prefix}_${side}`, WIDTH] }));

/** Looks the next token up, by which half of the spectrum is louder, and lets its cache grow as a real one does. */
function decoder(): Uint8Array<ArrayBuffer> {
  const constants: Constant[] = [
    { name: 'low', type: INT64, shape: [VOCABULARY], values: successors(words.low) },
    { name: 'high', type: INT64, shape: [VOCABULARY], values: successors(words.high) },
    { name: 'halves', type: FLOAT, shape: [MELS, 1], values: Array.from({ length: MELS }, (_, band) => (band < MELS / 2 ? 1 : -1)) },
    { name: 'nothing', type: FLOAT, shape: [], values: [0] },
    { name: 'depth', type: INT64, shape: [], values: [VOCABULARY] },
    { name: 'off_on', type: FLOAT, shape: [2], values: [0, SURE] },
    { name: 'head', type: INT64, shape: [1], values: [1] },
    { name: 'head_and_width', type: INT64, shape: [2], values: [1, 3] },
    { name: 'row', type: FLOAT, shape: [1, 1, 1, WIDTH], values: Array.from({ length: WIDTH }, () => 1) },
  ];
  const nodes: Node[] = [
    { op: 'MatMul', inputs: ['encoder_hidden_states', 'halves'], outputs: ['lowness'] },
    { op: 'ReduceMean', inputs: ['lowness'], outputs: ['mean_lowness'], attributes: { keepdims: 0 } },
    { op: 'Greater', inputs: ['mean_lowness', 'nothing'], outputs: ['is_low'] },
    { op: 'Gather', inputs: ['low', 'input_ids'], outputs: ['next_low'] },
    { op: 'Gather', inputs: ['high', 'input_ids'], outputs: ['next_high'] },
    { op: 'Where', inputs: ['is_low', 'next_low', 'next_high'], outputs: ['next'] },
    { op: 'OneHot', inputs: ['next', 'depth', 'off_on'], outputs: ['logits'] },
    { op: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: FLOAT } },
    { op: 'Unsqueeze', inputs: ['ids', 'head_and_width'], outputs: ['ids_4'] },
    { op: 'Mul', inputs: ['ids_4', 'row'], outputs: ['news'] },
    ...CACHES.map(({ side, name }): Node => (side === 'decoder'
      ? { op: 'Concat', inputs: [`past_key_values.${name}`, 'news'], outputs: [`present.${name}`], attributes: { axis: 2 } }
      : { op: 'Unsqueeze', inputs: ['encoder_hidden_states', 'head'], outputs: [`present.${name}`] })),
  ];
  const inputs: Port[] = [
    { name: 'input_ids', type: INT64, shape: ['batch', 'length'] }, hidden('encoder_hidden_states'), ...cache('past_key_values'), { name: 'use_cache_branch', type: BOOL, shape: [1] },
  ];
  return onnxModel(inputs, [{ name: 'logits', type: FLOAT, shape: ['batch', 'length', VOCABULARY] }, ...cache('present')], constants, nodes);
}

function texts(): Readonly<Record<string, object>> {
  const letters = byteLetters();
  const written = (text: string): string => Array.from(new TextEncoder().encode(text), (byte) => letters[byte]).join('');
  const added = SPECIAL.map((content) => ({ id: idOf(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }));
  const end = idOf('<|endoftext|>');
  const ends = { bos_token_id: end, eos_token_id: end, pad_token_id: end, decoder_start_token_id: idOf('<|startoftranscript|>') };
  return {
    'config.json': {
      _name_or_path: 'test/tiny-whisper', architectures: ['WhisperForConditionalGeneration'], model_type: 'whisper', is_encoder_decoder: true, d_model: WIDTH,
      encoder_layers: 1, encoder_attention_heads: 1, decoder_layers: 1, decoder_attention_heads: 1, num_mel_bins: MELS, max_source_positions: POSITIONS, max_target_positions: 448,
      vocab_size: VOCABULARY, ...ends,
    },
    'generation_config.json': {
      is_multilingual: true, lang_to_id: { '<|en|>': idOf('<|en|>'), '<|zh|>': idOf('<|zh|>') }, task_to_id: { translate: idOf('<|translate|>'), transcribe: idOf('<|transcribe|>') },
      no_timestamps_token_id: idOf('<|notimestamps|>'), max_initial_timestamp_index: 50, max_length: 448, return_timestamps: false, ...ends,
    },
    'preprocessor_config.json': {
      feature_extractor_type: 'WhisperFeatureExtractor', processor_class: 'WhisperProcessor', feature_size: MELS, sampling_rate: 16_000, hop_length: 160, n_fft: 400, chunk_length: 30,
      n_samples: 480_000, nb_max_frames: FRAMES, padding_side: 'right', padding_value: 0, return_attention_mask: false,
    },
    'tokenizer_config.json': { tokenizer_class: 'WhisperTokenizer', bos_token: '<|endoftext|>', eos_token: '<|endoftext|>', pad_token: '<|endoftext|>', unk_token: '<|endoftext|>', model_max_length: 1024 },
    'tokenizer.json': {
      version: '1.0', truncation: null, padding: null, added_tokens: added, normalizer: null, post_processor: null,
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: {
        type: 'BPE', dropout: null, unk_token: '', continuing_subword_prefix: '', end_of_word_suffix: '', fuse_unk: false, merges: [],
        vocab: Object.fromEntries([...characters.map((one, id) => [written(one), id] as const), ...added.map(({ content, id }) => [content, id] as const)]),
      },
    },
  };
}

/** All files of the model folder by path. */
export function tinyWhisper(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const encode = (value: object): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));
  return new Map([
    ...Object.entries(texts()).map(([path, value]) => [path, encode(value)] as const),
    ['onnx/encoder_model_quantized.onnx', encoder()], ['onnx/decoder_model_merged_quantized.onnx', decoder()],
  ]);
}
