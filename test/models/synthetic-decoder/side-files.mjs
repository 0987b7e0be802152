const endOfText = '<|endoftext|>';

/**
 * The files of a repository beside its graphs, by name.
 *
 * @param {import('./shapes.mjs').DecoderShape} shape
 * @param {readonly string[]} graphFiles graphs with weights in a file of their own
 * @returns {Readonly<Record<string, unknown>>}
 */
export function sideFiles(shape, graphFiles) {
  return {
    'config.json': {
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      hidden_act: 'silu',
      hidden_size: shape.hiddenSize,
      intermediate_size: shape.feedForwardSize,
      num_hidden_layers: shape.layers,
      num_attention_heads: shape.heads,
      num_key_value_heads: shape.kvHeads,
      head_dim: shape.headSize,
      vocab_size: shape.vocabularySize,
      max_position_embeddings: shape.contextLength,
      rms_norm_eps: 1e-5,
      rope_theta: 10_000,
      bos_token_id: 0,
      eos_token_id: 0,
      tie_word_embeddings: false,
      'transformers.js_config': { use_external_data_format: Object.fromEntries(graphFiles.map((file) => [file, 1])) },
    },
    'generation_config.json': { bos_token_id: 0, eos_token_id: 0 },
    'tokenizer_config.json': {
      tokenizer_class: 'GPT2Tokenizer',
      bos_token: endOfText,
      eos_token: endOfText,
      unk_token: endOfText,
      add_prefix_space: false,
      clean_up_tokenization_spaces: false,
      model_max_length: shape.contextLength,
    },
    'tokenizer.json': tokenizer(shape.vocabularySize),
  };
}

/**
 * Byte-level BPE without merges: each byte of a text is a token, and the rest of the vocabulary is never read, only written.
 *
 * @param {number} vocabularySize
 */
function tokenizer(vocabularySize) {
  const tokens = [endOfText, ...byteCharacters()];
  while (tokens.length < vocabularySize) tokens.push(`<f${tokens.length}>`);
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      {
        id: 0,
        content: endOfText,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      },
    ],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: [],
    },
  };
}

/** GPT-2's printable stand-ins for bytes, in the order of the bytes: those that do not print go up from U+0100. */
function byteCharacters() {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCodePoint(prints ? byte : 0x100 + moved++);
  });
}
