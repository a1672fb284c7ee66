/** A folder with a speech recognition model as people install it: which files it must hold, and what is wrong with one that does not serve. */
import { err, ok, type Result } from '../result';

/** Small files beside the networks, as Whisper is published for the browser (ONNX). */
export const MODEL_TEXTS = ['config.json', 'generation_config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Ways in which the numbers of a network are stored, as its file's name tells; best for a processor first. */
export const MODEL_PRECISIONS = ['q8', 'int8', 'uint8', 'q4', 'fp32'] as const;
export type ModelPrecision = (typeof MODEL_PRECISIONS)[number];
const SUFFIX: Readonly<Record<ModelPrecision, string>> = { q8: '_quantized', int8: '_int8', uint8: '_uint8', q4: '_q4', fp32: '' };

const NETWORKS = ['encoder_model', 'decoder_model_merged'] as const;
export type ModelNetwork = (typeof NETWORKS)[number];

const networkPath = (network: ModelNetwork, precision: ModelPrecision): string => `onnx/${network}${SUFFIX[precision]}.onnx`;

/** All that a folder should hold, in the order in which people are told. */
export const RECOMMENDED_FILES: readonly string[] = [...MODEL_TEXTS, ...NETWORKS.map((network) => networkPath(network, 'q8'))];

/** What can be said of a model before it is loaded. */
export interface SpeechModel {
  /** As the model names itself, else the folder's name, with its precision: kept with every line that it writes. */
  readonly name: string;
  /** Of the files that are used. */
  readonly sizeBytes: number;
  readonly precision: Readonly<Record<ModelNetwork, ModelPrecision>>;
  /** Paths of the files that are used. */
  readonly files: readonly string[];
}

export type ModelFault =
  /** `path` is not there; for a network, the file that is recommended. */
  | { readonly kind: 'missing'; readonly path: string }
  /** There, but of no bytes. */
  | { readonly kind: 'empty'; readonly path: string }
  /** No JSON, or cut off. */
  | { readonly kind: 'unreadable'; readonly path: string }
  /** A model of another family: `found` as it calls itself, '' where it does not. */
  | { readonly kind: 'not-whisper'; readonly found: string }
  /** It writes no Chinese. */
  | { readonly kind: 'no-chinese' };

/** Written into `generation_config.json` of every Whisper that knows Chinese. */
const CHINESE = '<|zh|>';

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Raw | null {
  try {
    const raw: unknown = JSON.parse(text);
    return isRaw(raw) ? raw : null;
  } catch {
    return null;
  }
}

/**
 * Every fault at once, so that one more try is enough.
 * @param sizes bytes by path within the folder ('/' between parts)
 * @param texts of `MODEL_TEXTS`, those that are there
 */
export function readModelFolder(folderName: string, sizes: ReadonlyMap<string, number>, texts: ReadonlyMap<string, string>): Result<SpeechModel, readonly ModelFault[]> {
  const faults: ModelFault[] = [];
  const need = (path: string): void => {
    if (!sizes.has(path)) faults.push({ kind: 'missing', path });
    else if (sizes.get(path) === 0) faults.push({ kind: 'empty', path });
  };
  for (const path of MODEL_TEXTS) need(path);
  const chosen = NETWORKS.map((network) => {
    const precision = MODEL_PRECISIONS.find((one) => (sizes.get(networkPath(network, one)) ?? 0) > 0) ?? 'q8';
    need(networkPath(network, precision));
    return [network, precision] as const;
  });
  const json = new Map<string, Raw>();
  for (const [path, text] of texts) {
    const raw = parsed(text);
    if (raw !== null) json.set(path, raw);
    else if (text !== '') faults.push({ kind: 'unreadable', path });
  }
  const [config, generation] = [json.get('config.json'), json.get('generation_config.json')];
  if (config !== undefined && config['model_type'] !== 'whisper') faults.push({ kind: 'not-whisper', found: typeof config['model_type'] === 'string' ? config['model_type'] : '' });
  else if (generation !== undefined && !(isRaw(generation['lang_to_id']) && CHINESE in generation['lang_to_id'])) faults.push({ kind: 'no-chinese' });
  if (faults.length > 0) return err(faults);

  const files = [...MODEL_TEXTS, ...chosen.map(([network, precision]) => networkPath(network, precision))];
  const own = config?.['_name_or_path'];
  const precisions = [...new Set(chosen.map(([, precision]) => precision))].join('/');
  return ok({
    name: `${typeof own === 'string' && own !== '' ? own : folderName} (${precisions})`,
    sizeBytes: files.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0),
    precision: Object.fromEntries(chosen) as SpeechModel['precision'],
    files,
  });
}
