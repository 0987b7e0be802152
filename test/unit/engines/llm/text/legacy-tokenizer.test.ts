import { describe, expect, it } from 'vitest';
import { ModelFileInvalidError } from '../../../../../src/errors';
import { createTextTokenizer } from '../../../../../src/engines/llm/text/tokenizer';
import type { JsonObject, LegacyTokenizer } from '../../../../../src/models/text-model-files';
import { goldenCases, readModelJson } from './tokenizer-fixtures';

const model = 'tiny-zoo/gpt2';
const bpe = readModelJson(`${model}/tokenizer.json`)['model'] as {
  vocab: Record<string, number>;
  merges: [string, string][];
};

/** The zoo's tokenizer as an old repository would hold it. */
const legacy: LegacyTokenizer = {
  vocab: bpe.vocab,
  merges: bpe.merges.map((pair) => pair.join(' ')),
  addedTokens: {},
};

function create(tokenizerConfig: JsonObject, changes: Partial<LegacyTokenizer> = {}) {
  return createTextTokenizer({
    name: 'old',
    tokenizer: {},
    tokenizerConfig,
    legacyTokenizer: { ...legacy, ...changes },
  });
}

describe('a repository with vocab.json and merges.txt', () => {
  const config = readModelJson(`${model}/tokenizer_config.json`);

  it('encodes as its tokenizer.json would', () => {
    const tokenizer = create(config);
    for (const { prompt, input_ids: ids } of goldenCases(model)) expect(tokenizer.encode(prompt)).toEqual(ids);
    expect(tokenizer.decode(tokenizer.encode('naïve 中文 👩‍👧\n'))).toBe('naïve 中文 👩‍👧\n');
  });

  it('counts as GPT-2 where no class is named', () => {
    expect(create({}).encode('Once upon')).toEqual(create(config).encode('Once upon'));
  });

  it('cuts special tokens of the vocabulary out of the text', () => {
    const tokenizer = create(config);
    expect(tokenizer.encode('<|bos|>Once<|eos|>')).toEqual([0, 394, 1]);
    expect(tokenizer.decode([0, 394, 1])).toBe('Once');
  });

  it("knows GPT-2's end of text where there is no config", () => {
    const tokenizer = create({}, { vocab: { ...bpe.vocab, '<|endoftext|>': 512 } });
    expect(tokenizer.encode('Once<|endoftext|>')).toEqual([394, 512]);
    expect(tokenizer.decode([394, 512])).toBe('Once');
  });

  it('takes the tokens of added_tokens.json, which are shown unless they are special', () => {
    const tokenizer = create({ additional_special_tokens: ['<x>'] }, { addedTokens: { '<tool>': 513, '<x>': 512 } });
    expect(tokenizer.encode('<tool>Once<x>')).toEqual([513, 394, 512]);
    expect(tokenizer.decode([513, 394, 512])).toBe('<tool>Once');
  });

  it('puts a space before the text where add_prefix_space asks for it', () => {
    const tokenizer = create({ ...config, add_prefix_space: true });
    expect(tokenizer.decode(tokenizer.encode('upon'))).toBe(' upon');
  });

  it("splits digits one by one and normalises for Qwen2's class", () => {
    const tokenizer = create({ ...config, tokenizer_class: 'Qwen2TokenizerFast' });
    const digits = [...'2024'].map((digit) => tokenizer.tokenId(digit));
    expect(tokenizer.encode('2024')).toEqual(digits);
    expect(tokenizer.encode('e\u0301')).toEqual(tokenizer.encode('é'));
  });

  it('is refused for a class that reads the files otherwise', () => {
    expect(() => create({ tokenizer_class: 'CLIPTokenizer' })).toThrow(ModelFileInvalidError);
    expect(() => create({ tokenizer_class: 'CLIPTokenizer' })).toThrow(/tokenizer_class is CLIPTokenizer/);
  });
});
