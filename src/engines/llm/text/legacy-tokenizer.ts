import { ModelFileInvalidError } from '../../../errors';
import type { JsonObject, LegacyTokenizer } from '../../../models/text-model-files';
import { readSpecialTokens } from './special-tokens';

/** Splits text into words before byte pairs are merged, as Qwen2's tokenizer does; GPT-2's pattern is the byte-level step's own. */
const qwen2Pattern =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** The one special token of GPT-2, which repositories without a config do not name. */
const gpt2EndOfText = '<|endoftext|>';

/** What a tokenizer class does to text before its byte pairs are merged. */
type TextSteps = { normalizer: JsonObject | null; preTokenizer: JsonObject };

function byteLevel(addPrefixSpace: boolean, useRegex: boolean): JsonObject {
  return { type: 'ByteLevel', add_prefix_space: addPrefixSpace, trim_offsets: true, use_regex: useRegex };
}

function textStepsOf(tokenizerClass: string, addPrefixSpace: boolean): TextSteps | undefined {
  switch (tokenizerClass) {
    case 'GPT2Tokenizer':
    case 'CodeGenTokenizer':
    case 'GPTNeoXTokenizer':
      return { normalizer: null, preTokenizer: byteLevel(addPrefixSpace, true) };
    case 'Qwen2Tokenizer': {
      const split = { type: 'Split', pattern: { Regex: qwen2Pattern }, behavior: 'Isolated', invert: false };
      const preTokenizer = { type: 'Sequence', pretokenizers: [split, byteLevel(addPrefixSpace, false)] };
      return { normalizer: { type: 'NFC' }, preTokenizer };
    }
    default:
      return undefined;
  }
}

/**
 * Makes the `tokenizer.json` that a repository of `vocab.json` and `merges.txt` would have today: byte-level BPE of the GPT-2 family.
 *
 * A config without `tokenizer_class` counts as GPT-2's, which is what those two files stand for.
 *
 * @param model - for messages
 * @throws {ModelFileInvalidError} where `tokenizer_class` names a class that reads the two files otherwise
 */
export function tokenizerFromLegacy(legacy: LegacyTokenizer, tokenizerConfig: JsonObject, model: string): JsonObject {
  const { tokenizer_class: className = 'GPT2Tokenizer', add_prefix_space: addPrefixSpace } = tokenizerConfig;
  const steps = textStepsOf(String(className).replace(/Fast$/, ''), addPrefixSpace === true);
  if (steps === undefined) {
    const reason = `vocab.json with merges.txt can be read for GPT2Tokenizer, CodeGenTokenizer, GPTNeoXTokenizer and Qwen2Tokenizer, but tokenizer_class is ${String(className)}, which needs a tokenizer.json`;
    throw new ModelFileInvalidError({ model, file: 'tokenizer_config.json', reason });
  }
  return {
    version: '1.0',
    added_tokens: addedTokens(legacy, tokenizerConfig),
    normalizer: steps.normalizer,
    pre_tokenizer: steps.preTokenizer,
    post_processor: null,
    decoder: byteLevel(true, true),
    model: {
      type: 'BPE',
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: legacy.vocab,
      merges: legacy.merges,
    },
  };
}

/** Added tokens by id: those of `added_tokens.json`, and the special tokens that the vocabulary has. */
function addedTokens({ vocab, addedTokens: added }: LegacyTokenizer, tokenizerConfig: JsonObject): JsonObject[] {
  const named = readSpecialTokens(tokenizerConfig).all;
  const special = new Set(named.length > 0 ? named : [gpt2EndOfText]);
  // Tokens that are added are cut out of the text before anything else happens to it, so special ones in the vocabulary count too.
  const idByText = new Map(Object.entries(added));
  for (const text of special) {
    const id = vocab[text];
    if (id !== undefined) idByText.set(text, id);
  }
  return [...idByText]
    .sort(([, first], [, second]) => first - second)
    .map(([content, id]) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: special.has(content),
    }));
}
