import { describe, expect, it } from 'vitest';
import { ModelFileInvalidError } from '../../../../../src/errors';
import { createTextTokenizer } from '../../../../../src/engines/llm/text/tokenizer';
import { goldenCases, readModelJson, tokenizerFiles, tokenizerOf, zooModels } from './tokenizer-fixtures';

const models = ['stories260K', 'babyllama-105', ...zooModels];

describe('ids of prompts', () => {
  it.each(models)('%s: are those of Hugging Face transformers', (model) => {
    const tokenizer = tokenizerOf(model);
    for (const { prompt, input_ids: ids } of goldenCases(model)) expect(tokenizer.encode(prompt)).toEqual(ids);
  });

  it.each(models)('%s: the greedy ids decode to the golden text', (model) => {
    const tokenizer = tokenizerOf(model);
    for (const { greedy_ids: ids, text } of goldenCases(model)) expect(tokenizer.decode(ids)).toBe(text);
  });

  it.each(['stories260K', 'tiny-zoo/qwen3'])('%s: text survives the way there and back', (model) => {
    const tokenizer = tokenizerOf(model);
    const texts = ['Once upon a time', ' two  spaces\n\n\ttab', 'naïve café — 中文 👩‍👩‍👧 ﷽', "x = [1 , 2] ; don 't", ''];
    for (const text of texts) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });
});

describe('special tokens', () => {
  it('are named by the config and left out of decoded text', () => {
    const tokenizer = tokenizerOf('stories260K');
    expect(tokenizer.bosTokenId).toBe(1);
    expect(tokenizer.eosTokenIds).toEqual([2]);
    expect(tokenizer.specialTokens).toMatchObject({ bos_token: '<s>', eos_token: '</s>' });
    expect([...tokenizer.specialTokenIds].sort()).toEqual([0, 1, 2]);
    expect(tokenizer.vocabularySize).toBe(512);
    const ids = [...tokenizer.encode('Hello there'), 2];
    expect(tokenizer.decode(ids)).toBe('Hello there');
    expect(tokenizer.decode(ids, { skipSpecialTokens: false })).toBe('<s> Hello there</s>');
  });

  it('are found in text that spells them out, and nothing is added to text of a chat template', () => {
    const tokenizer = tokenizerOf('tiny-zoo/qwen3');
    const ids = tokenizer.encode('<|im_start|>user\nhi<|im_end|>', { addSpecialTokens: false });
    expect(ids[0]).toBe(tokenizer.tokenId('<|im_start|>'));
    expect(ids.at(-1)).toBe(tokenizer.tokenId('<|im_end|>'));
    const llama = tokenizerOf('stories260K');
    expect(llama.encode('<s>Hi', { addSpecialTokens: false }).filter((id) => id === 1)).toHaveLength(1);
    expect(llama.encode('', { addSpecialTokens: false })).toEqual([]);
  });

  it('count as special when only tokenizer_config.json says so', () => {
    const { tokenizer, tokenizerConfig } = tokenizerFiles('tiny-zoo/qwen3');
    const plain = { ...tokenizer, added_tokens: [] };
    const declared = { 3: { content: '<|im_end|>', special: true } };
    const config = { ...tokenizerConfig, added_tokens_decoder: declared, additional_special_tokens: ['<|im_start|>'] };
    const made = tokenizerOf('tiny-zoo/qwen3', { tokenizer: plain, tokenizerConfig: config });
    expect([...made.specialTokenIds].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe('the BOS token', () => {
  const withConfig = (model: string, changes: object) =>
    tokenizerOf(model, { tokenizerConfig: { ...readModelJson(`${model}/tokenizer_config.json`), ...changes } });

  it('is put before the prompt where add_bos_token asks for it and the post-processor does not', () => {
    const tokenizer = withConfig('tiny-zoo/qwen3', { add_bos_token: true });
    expect(tokenizer.encode('Once')).toEqual([0, 394]);
    expect(tokenizer.encode('')).toEqual([0]);
    expect(tokenizer.encode('Once', { addSpecialTokens: false })).toEqual([394]);
  });

  it('is never doubled', () => {
    expect(withConfig('stories260K', { add_bos_token: true }).encode('Once')[1]).not.toBe(1);
    expect(withConfig('tiny-zoo/qwen3', { add_bos_token: true }).encode('<|bos|>Once')).toEqual([0, 394]);
  });

  it('is left out by Llama tokenizers whose add_bos_token is false', () => {
    const tokenizer = withConfig('stories260K', { add_bos_token: false });
    expect(tokenizer.encode('Once')).not.toContain(1);
    expect(tokenizer.encode('<s>Once').filter((id) => id === 1)).toHaveLength(1);
  });

  it('stays where the post-processor of another class adds it', () => {
    const tokenizer = withConfig('stories260K', { add_bos_token: false, tokenizer_class: 'PreTrainedTokenizerFast' });
    expect(tokenizer.encode('Once')[0]).toBe(1);
  });
});

describe('decoding', () => {
  it('keeps spaces before punctuation, whatever the config asks', () => {
    const config = { ...readModelJson('tiny-zoo/qwen3/tokenizer_config.json'), clean_up_tokenization_spaces: true };
    const tokenizer = tokenizerOf('tiny-zoo/qwen3', { tokenizerConfig: config });
    expect(tokenizer.decode(tokenizer.encode("a , b . do n't"))).toBe("a , b . do n't");
  });

  it('passes over ids that only pad the logits', () => {
    const tokenizer = tokenizerOf('tiny-zoo/qwen3');
    expect(tokenizer.hasText(100_000)).toBe(false);
    expect(tokenizer.decode([394, 100_000, 417])).toBe(tokenizer.decode([394, 417]));
    expect(tokenizer.decode([100_000])).toBe('');
    expect(tokenizer.tokenText(100_000)).toBe('');
  });

  it.each(['stories260K', 'tiny-zoo/qwen3'])('%s: shows a single token with its leading space', (model) => {
    const tokenizer = tokenizerOf(model);
    const ids = tokenizer.encode('It was a dog', { addSpecialTokens: false });
    expect(
      ids
        .map((id) => tokenizer.tokenText(id))
        .join('')
        .trimStart(),
    ).toBe('It was a dog');
    expect(tokenizer.tokenText(ids.at(-1)!)).toBe(' dog'.slice(-tokenizer.tokenText(ids.at(-1)!).length));
    expect(tokenizer.tokenText(tokenizer.encode(' the', { addSpecialTokens: false }).at(-1)!)).toBe(' the');
  });

  it('shows bytes that are no character alone as U+FFFD', () => {
    const tokenizer = tokenizerOf('stories260K');
    expect(tokenizer.tokenText(tokenizer.tokenId('<0xE4>')!)).toBe('\uFFFD');
    expect(tokenizer.tokenText(tokenizer.tokenId('<0x41>')!)).toBe('A');
  });
});

describe('files that are no tokenizer', () => {
  it.each([
    ['an empty object', {}],
    ['an unknown model type', { model: { type: 'Magic' } }],
    ['a vocabulary that is missing', { model: { type: 'BPE', merges: [] } }],
    ['an unknown decoder', { ...readModelJson('stories260K/tokenizer.json'), decoder: { type: 'Magic' } }],
  ])('%s is refused by name', (_, tokenizer) => {
    const create = () => createTextTokenizer({ name: 'broken', tokenizer, tokenizerConfig: {} });
    expect(create).toThrow(ModelFileInvalidError);
    expect(create).toThrow(/broken, file tokenizer\.json/);
  });

  it('parts that a file leaves out count as absent', () => {
    const { tokenizer } = tokenizerFiles('tiny-zoo/qwen3');
    const { normalizer: _normalizer, post_processor: _postProcessor, ...rest } = tokenizer;
    const made = tokenizerOf('tiny-zoo/qwen3', { tokenizer: rest });
    expect(made.encode('Once')).toEqual([394]);
  });
});
