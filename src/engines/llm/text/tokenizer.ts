import { Tokenizer } from '@huggingface/tokenizers';
import { ModelFileInvalidError } from '../../../errors';
import type { JsonObject, TextModelFiles } from '../../../models/text-model-files';
import { tokenizerFromLegacy } from './legacy-tokenizer';
import { readSpecialTokens } from './special-tokens';

export interface EncodeOptions {
  /**
   * Adds what the tokenizer adds to a prompt, such as a BOS token. False for text of a chat template, which writes its special tokens itself.
   *
   * @default true
   */
  readonly addSpecialTokens?: boolean;
}

export interface DecodeOptions {
  /** Leaves out tokens such as BOS and EOS. @default true */
  readonly skipSpecialTokens?: boolean;
}

/** The parts of a repository that make its tokenizer. */
export type TokenizerFiles = Pick<TextModelFiles, 'name' | 'tokenizer' | 'tokenizerConfig' | 'legacyTokenizer'>;

/** Classes whose `add_bos_token: false` overrules a post-processor that adds a BOS token, as in transformers 4. */
const ruledByConfig = /^(Llama|CodeLlama|Gemma|Mistral|Cohere)/;

/**
 * Text to token ids and back.
 *
 * Decoding never "cleans up" spaces before punctuation, which some configs still ask for: it would change what the model has written
 * (code, verse), and could take back a space that is shown already.
 */
export class TextTokenizer {
  readonly bosTokenId: number | undefined;
  /** Ids that the tokenizer's config calls end of sequence; a model's own list is in its generation config. */
  readonly eosTokenIds: readonly number[];
  /** Texts of special tokens by the names that chat templates know: `bos_token`, `eos_token`, … */
  readonly specialTokens: Readonly<Record<string, string>>;
  /** Ids that decoding leaves out. */
  readonly specialTokenIds: ReadonlySet<number>;
  /** Highest id plus 1. A model's logits may be longer: they are padded. */
  readonly vocabularySize: number;

  readonly #tokenizer: Tokenizer;
  readonly #bosRule: 'always' | 'never' | 'post-processor';
  /** A token of plain text, to put before others: decoders cut a space off the start. */
  readonly #anchor: readonly number[];

  constructor(tokenizer: Tokenizer, tokenizerConfig: JsonObject) {
    this.#tokenizer = tokenizer;
    const { byName, all } = readSpecialTokens(tokenizerConfig);
    const added = tokenizer.get_added_tokens_decoder();
    this.specialTokens = byName;
    this.bosTokenId = this.tokenId(byName['bos_token']);
    const eosTokenId = this.tokenId(byName['eos_token']);
    this.eosTokenIds = eosTokenId === undefined ? [] : [eosTokenId];
    this.specialTokenIds = new Set([
      ...[...added.values()].filter(({ special }) => special).map(({ id }) => id),
      ...all.map((text) => this.tokenId(text)).filter((id) => id !== undefined),
    ]);
    this.vocabularySize = tokenizer.model?.vocab.length ?? 0;
    this.#bosRule = bosRule(tokenizerConfig);
    this.#anchor = this.encode('a', { addSpecialTokens: false }).slice(-1);
  }

  /** The id of a token by its text in the vocabulary. */
  tokenId(text: string | undefined): number | undefined {
    return text === undefined ? undefined : this.#tokenizer.token_to_id(text);
  }

  encode(text: string, { addSpecialTokens = true }: EncodeOptions = {}): number[] {
    const addsAny = addSpecialTokens && this.#bosRule !== 'never';
    const { ids } = this.#tokenizer.encode(text, { add_special_tokens: addsAny });
    // Pieces that are not in the vocabulary have no id where there is no unknown token either; they are left out, as elsewhere.
    const known = ids.filter((id) => id !== undefined);
    const bos = this.bosTokenId;
    const lacksBos = addSpecialTokens && this.#bosRule === 'always' && bos !== undefined && known[0] !== bos;
    return lacksBos ? [bos, ...known] : known;
  }

  decode(ids: readonly number[], { skipSpecialTokens = true }: DecodeOptions = {}): string {
    const shown = ids.filter((id) => this.hasText(id) && !(skipSpecialTokens && this.specialTokenIds.has(id)));
    if (shown.length === 0) return '';
    return this.#tokenizer.decode(shown, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  }

  /** False for ids that only pad the model's logits. */
  hasText(id: number): boolean {
    return this.#tokenizer.id_to_token(id) !== undefined;
  }

  /** The text of one token in the middle of a text, its leading space included; bytes that are no character alone show as U+FFFD. */
  tokenText(id: number): string {
    const before = this.decode(this.#anchor);
    return this.decode([...this.#anchor, id], { skipSpecialTokens: false }).slice(before.length);
  }
}

/**
 * Makes the tokenizer of a model.
 *
 * @throws {ModelFileInvalidError} where the tokenizer's files cannot be read as such
 */
export function createTextTokenizer({
  name,
  tokenizer,
  tokenizerConfig,
  legacyTokenizer,
}: TokenizerFiles): TextTokenizer {
  const isLegacy = legacyTokenizer !== undefined;
  const json = isLegacy ? tokenizerFromLegacy(legacyTokenizer, tokenizerConfig, name) : tokenizer;
  try {
    return new TextTokenizer(new Tokenizer(withAllParts(json), tokenizerConfig), tokenizerConfig);
  } catch (error) {
    const file = isLegacy ? 'vocab.json' : 'tokenizer.json';
    const reason = `it is no tokenizer that can be used: ${error instanceof Error ? error.message : String(error)}`;
    throw new ModelFileInvalidError({ model: name, file, reason }, { cause: error });
  }
}

/** Files may leave out the parts that they do not use; the tokenizer wants to see them as null. */
function withAllParts(tokenizer: JsonObject): JsonObject {
  const absent = { added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };
  return { ...absent, ...tokenizer };
}

function bosRule({ add_bos_token: addsBos, tokenizer_class: name }: JsonObject): 'always' | 'never' | 'post-processor' {
  if (addsBos === true) return 'always';
  if (addsBos === false && ruledByConfig.test(String(name))) return 'never';
  return 'post-processor';
}
