import type { JsonObject, LegacyTokenizer } from '../../../models/text-model-files';

/**
 * Writes `vocab.json` and `merges.txt` of a byte-level BPE as the `tokenizer.json` that today's tokenizers read.
 *
 * Source of the fields: the format of Hugging Face tokenizers, as its GPT-2 converter fills it.
 */
export function legacyTokenizerJson(
  { vocab, merges, addedTokens }: LegacyTokenizer,
  tokenizerConfig: JsonObject,
): JsonObject {
  const added = new Map(Object.entries(addedTokens));
  for (const key of ['bos_token', 'eos_token', 'unk_token', 'pad_token']) {
    const token = tokenContent(tokenizerConfig[key]);
    const id = token === undefined ? undefined : vocab[token];
    if (token !== undefined && id !== undefined) added.set(token, id);
  }
  // GPT-2's own end of text, where no config names it.
  const endOfText = vocab['<|endoftext|>'];
  if (endOfText !== undefined) added.set('<|endoftext|>', endOfText);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [...added].map(([content, id]) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: 'ByteLevel',
      add_prefix_space: tokenizerConfig['add_prefix_space'] === true,
      trim_offsets: true,
      use_regex: true,
    },
    post_processor: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      vocab,
      merges,
    },
  };
}

/** Special tokens are written as text, or as an object that holds it. */
export function tokenContent(token: unknown): string | undefined {
  if (typeof token === 'string') return token;
  if (typeof token !== 'object' || token === null || !('content' in token)) return undefined;
  return typeof token.content === 'string' ? token.content : undefined;
}
