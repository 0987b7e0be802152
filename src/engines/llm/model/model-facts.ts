import type { JsonObject, TextModelFiles } from '../../../models/text-model-files';

/** Numbers that the graph may leave open and the repository's configs tell. */
export interface ModelFacts {
  readonly architecture: string;
  /** Positions, in tokens; undefined where no config tells. */
  readonly contextLength: number | undefined;
  readonly keyValueHeads: number | undefined;
  readonly headSize: number | undefined;
  readonly eosTokenIds: readonly number[];
  readonly bosTokenId: number | undefined;
}

/** Tokenizers without a limit say 1e30. */
const plausibleContext = 1e8;

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function object(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function first(source: JsonObject, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = number(source[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function ids(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).filter((id): id is number => typeof id === 'number');
}

/** The part of `config.json` that speaks of the language model; multimodal repositories nest it. */
function textConfig(config: JsonObject): JsonObject {
  const nested = object(config['text_config']);
  return { ...config, ...nested };
}

/**
 * Gathers what `config.json`, `generation_config.json` and `genai_config.json` say.
 *
 * The names differ by family: GPT-2 says `n_positions` and `n_head`, others `max_position_embeddings` and `num_attention_heads`.
 */
export function readModelFacts(files: TextModelFiles): ModelFacts {
  const config = textConfig(files.config);
  const genai = object(files.genaiConfig?.['model']);
  const genaiDecoder = object(genai['decoder']);
  const heads = first(config, ['num_attention_heads', 'n_head', 'num_heads', 'n_heads']);
  const width = first(config, ['hidden_size', 'n_embd', 'd_model', 'dim']);
  const multiQuery = config['multi_query'] === true ? 1 : undefined;
  const architectures = files.config['architectures'];
  const architecture =
    (Array.isArray(architectures) ? architectures[0] : undefined) ??
    files.config['model_type'] ??
    genai['type'] ??
    'unknown';
  const limits = [
    first(config, [
      'max_position_embeddings',
      'n_positions',
      'n_ctx',
      'max_seq_len',
      'max_sequence_length',
      'seq_length',
    ]),
    number(genai['context_length']),
  ].filter((limit) => limit !== undefined);
  const tokenizerLimit = number(files.tokenizerConfig['model_max_length']);
  const contextLength =
    limits.length > 0
      ? Math.min(...limits)
      : tokenizerLimit !== undefined && tokenizerLimit < plausibleContext
        ? tokenizerLimit
        : undefined;
  return {
    architecture: String(architecture),
    contextLength,
    keyValueHeads:
      number(genaiDecoder['num_key_value_heads']) ??
      first(config, ['num_key_value_heads', 'num_kv_heads', 'n_head_kv', 'multi_query_group_num']) ??
      multiQuery ??
      heads,
    headSize:
      number(genaiDecoder['head_size']) ??
      first(config, ['head_dim', 'head_size', 'attention_head_dim', 'kv_channels']) ??
      (width !== undefined && heads !== undefined ? width / heads : undefined),
    eosTokenIds: [
      ...new Set([
        ...ids(files.generationConfig['eos_token_id']),
        ...ids(config['eos_token_id']),
        ...ids(genai['eos_token_id']),
      ]),
    ],
    bosTokenId:
      number(files.generationConfig['bos_token_id']) ?? number(config['bos_token_id']) ?? number(genai['bos_token_id']),
  };
}
