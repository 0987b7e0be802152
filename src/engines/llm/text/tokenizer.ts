import { Tokenizer } from '@huggingface/tokenizers';
import { ModelFileInvalidError } from '../../../errors';
import type { TextModelFiles } from '../../../models/text-model-files';
import { legacyTokenizerJson, tokenContent } from './legacy-tokenizer';

export interface EncodeOptions {
  /** What the tokenizer adds to a prompt, such as a BOS token. Text of a chat template brings its own. */
  readonly addSpecialTokens: boolean;
}

/** Text to ids and back, as the repository's own tokenizer has it. */
export interface TextTokenizer {
  readonly bosTokenId: number | undefined;
  /** The tokenizer's end-of-sequence token; the model's configs may name more. */
  readonly eosTokenIds: readonly number[];
  readonly vocabularySize: number;
  /** Texts of special tokens by the names that templates use: `bos_token`, `eos_token`, … */
  readonly specialTokens: Readonly<Record<string, string>>;
  encode(text: string, options: EncodeOptions): number[];
  /** Special tokens are left out; spaces stay as they are. */
  decode(tokenIds: readonly number[]): string;
  /** The text of one token inside a text, special tokens included. */
  tokenText(tokenId: number): string;
}

const specialNames = ['bos_token', 'eos_token', 'unk_token', 'pad_token', 'sep_token', 'cls_token', 'mask_token'];
/** Classes that add or leave out a BOS token as `add_bos_token` says, whatever the post-processor does. */
const ruledByConfig = /^(Llama|CodeLlama|Gemma|Mistral|Cohere)/;

/** @throws {ModelFileInvalidError} where the tokenizer files cannot be read */
export function createTextTokenizer(files: TextModelFiles): TextTokenizer {
  const { tokenizerConfig: config, legacyTokenizer } = files;
  const json = legacyTokenizer === undefined ? files.tokenizer : legacyTokenizerJson(legacyTokenizer, config);
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(json, config);
  } catch (error) {
    const reason = `the tokenizer cannot be built: ${error instanceof Error ? error.message : String(error)}`;
    throw new ModelFileInvalidError({ model: files.name, file: 'tokenizer.json', reason }, { cause: error });
  }
  const specialTokens = Object.fromEntries(
    specialNames.flatMap((name) => {
      const content = tokenContent(config[name]);
      return content === undefined ? [] : [[name, content]];
    }),
  );
  const idOf = (name: string): number | undefined => {
    const content = specialTokens[name];
    return content === undefined ? undefined : tokenizer.token_to_id(content);
  };
  const bosTokenId = idOf('bos_token');
  const eosTokenId = idOf('eos_token');
  const addsBos = bosRule(config['add_bos_token'], String(config['tokenizer_class'] ?? ''));
  const decode = (tokenIds: readonly number[], skipSpecial: boolean): string =>
    tokenIds.length === 0
      ? ''
      : tokenizer.decode([...tokenIds], { skip_special_tokens: skipSpecial, clean_up_tokenization_spaces: false });

  const encode = (text: string, { addSpecialTokens }: EncodeOptions): number[] => {
    const ids = text === '' && !addSpecialTokens ? [] : tokenizer.encode(text, { add_special_tokens: addSpecialTokens }).ids;
    if (!addSpecialTokens || bosTokenId === undefined) return ids;
    if (addsBos === 'always' && ids[0] !== bosTokenId) return [bosTokenId, ...ids];
    if (addsBos === 'never' && ids[0] === bosTokenId && !text.startsWith(specialTokens['bos_token'] ?? ''))
      return ids.slice(1);
    return ids;
  };
  /** Something for a token to stand behind, so that its leading space shows. */
  const anchor = encode('a', { addSpecialTokens: false }).slice(-1);
  const anchorLength = decode(anchor, false).length;

  return {
    bosTokenId,
    eosTokenIds: eosTokenId === undefined ? [] : [eosTokenId],
    vocabularySize: tokenizer.get_vocab(true).size,
    specialTokens,
    encode,
    decode: (tokenIds) => decode(tokenIds, true),
    tokenText: (tokenId) => decode([...anchor, tokenId], false).slice(anchorLength),
  };
}

function bosRule(addBosToken: unknown, tokenizerClass: string): 'always' | 'never' | 'post-processor' {
  if (addBosToken === true) return 'always';
  if (addBosToken === false && ruledByConfig.test(tokenizerClass)) return 'never';
  return 'post-processor';
}
