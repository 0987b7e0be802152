import { describe, expect, it } from 'vitest';
import { uniform } from '../../../../../src/engines/llm/sampling/philox';
import { StreamingDetokenizer } from '../../../../../src/engines/llm/text/streaming-detokenizer';
import type { TextTokenizer } from '../../../../../src/engines/llm/text/tokenizer';
import { metaspaceTokenizer, tokenizerOf } from './tokenizer-fixtures';

const tokenizers: [string, TextTokenizer][] = [
  ['byte-level BPE', tokenizerOf('tiny-zoo/qwen3')],
  ['byte fallback', tokenizerOf('stories260K')],
  ['one token a character', tokenizerOf('babyllama-105')],
  ['Metaspace', metaspaceTokenizer()],
];

function stream(tokenizer: TextTokenizer, ids: readonly number[], options = {}): string[] {
  const detokenizer = new StreamingDetokenizer(tokenizer, options);
  return [...ids.map((id) => detokenizer.push(id)), detokenizer.flush()];
}

/** Ids that hold every byte token, so that random sequences are full of broken characters. */
function byteIds(tokenizer: TextTokenizer): number[] {
  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
  return ids.filter((id) => tokenizer.tokenText(id) === '\uFFFD');
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

describe.each(tokenizers)('%s: whatever the ids are', (_, tokenizer) => {
  const plain = Array.from({ length: tokenizer.vocabularySize }, (_unused, id) => id);
  const bytes = byteIds(tokenizer);

  it.each([0, 0.3, 0.9])('the pieces add up to the whole text, with a share of %s of broken bytes', (brokenShare) => {
    for (let round = 0; round < 150; round++) {
      let position = 0;
      const random = (): number => uniform(1_000 * round + Math.round(brokenShare * 10), position++);
      const draw = (): number => {
        const from = bytes.length > 0 && random() < brokenShare ? bytes : plain;
        return from[Math.floor(random() * from.length)]!;
      };
      const promptTokenIds = round % 3 === 0 ? [] : tokenizer.encode('Once upon a time'.slice(0, round % 17));
      const ids = Array.from({ length: 1 + Math.floor(random() * 60) }, draw);
      for (const skipSpecialTokens of [true, false]) {
        const pieces = stream(tokenizer, ids, { promptTokenIds, skipSpecialTokens });
        const whole = tokenizer.decode([...promptTokenIds, ...ids], { skipSpecialTokens });
        expect(pieces.join('')).toBe(whole.slice(tokenizer.decode(promptTokenIds, { skipSpecialTokens }).length));
        expect(pieces.filter((piece) => loneSurrogate.test(piece))).toEqual([]);
      }
    }
  });
});

describe.each([tokenizers[0]!, tokenizers[1]!, tokenizers[3]!])(
  '%s: characters of several bytes',
  (name, tokenizer) => {
    // Metaspace alone knows no byte tokens: only what the vocabulary has can be spelled.
    const text = name === 'Metaspace' ? 'a dog, the day. "Yes!"' : 'é 中文 👩‍👩‍👧 🏳️‍🌈 x';

    it('come whole or not at all', () => {
      const pieces = stream(tokenizer, tokenizer.encode(text, { addSpecialTokens: false }));
      expect(pieces.join('')).toBe(text);
      expect(pieces.filter((piece) => piece.includes('\uFFFD'))).toEqual([]);
      expect(pieces.at(-1)).toBe('');
    });
  },
);

describe('text comes as soon as it is certain', () => {
  it.each(tokenizers)('%s: plain words come with their token', (_, tokenizer) => {
    const promptTokenIds = tokenizer.encode('Once upon');
    const ids = tokenizer.encode(' a little dog', { addSpecialTokens: false });
    const pieces = stream(tokenizer, ids, { promptTokenIds });
    expect(pieces.slice(0, -1).every((piece) => piece !== '')).toBe(true);
    expect(pieces.at(-1)).toBe('');
  });

  it('a byte that can no longer become a character is shown when the next token comes', () => {
    const tokenizer = tokenizerOf('stories260K');
    const [broken, letter] = [tokenizer.tokenId('<0xE4>')!, tokenizer.tokenId('e')!];
    expect(stream(tokenizer, [broken, letter])).toEqual(['', '\uFFFDe', '']);
    expect(stream(tokenizer, [broken, broken, broken])).toEqual(['', '\uFFFD', '\uFFFD', '\uFFFD']);
  });

  it('a character that stays unfinished shows as U+FFFD at the end', () => {
    const tokenizer = tokenizerOf('stories260K');
    const ids = ['<0xE4>', '<0xB8>'].map((text) => tokenizer.tokenId(text)!);
    expect(stream(tokenizer, ids)).toEqual(['', '', '\uFFFD']);
  });
});

describe('spaces', () => {
  it.each(tokenizers)('%s: the first word keeps its space after a prompt and loses it without one', (_, tokenizer) => {
    const promptTokenIds = tokenizer.encode('the');
    const ids = tokenizer.encode(' dog', { addSpecialTokens: false });
    expect(stream(tokenizer, ids, { promptTokenIds }).join('')).toMatch(/^ +dog$/);
    const first = tokenizer.encode('the dog', { addSpecialTokens: false });
    expect(stream(tokenizer, first).join('')).toBe('the dog');
  });

  it('are kept after a special token that is not shown', () => {
    const tokenizer = tokenizerOf('stories260K');
    const [was, end] = [tokenizer.encode('was', { addSpecialTokens: false }), tokenizer.eosTokenIds[0]!];
    expect(stream(tokenizer, [...was, end, ...was], { promptTokenIds: [1] }).join('')).toBe('was was');
  });
});

describe('cost', () => {
  it('each step decodes a few tokens, however long the text is or how broken', () => {
    const tokenizer = tokenizerOf('stories260K');
    let longest = 0;
    const counting = Object.create(tokenizer) as TextTokenizer;
    Object.defineProperties(counting, {
      decode: {
        value: (ids: readonly number[]) => {
          longest = Math.max(longest, ids.length);
          return tokenizer.decode(ids, { skipSpecialTokens: false });
        },
      },
      hasText: { value: (id: number) => tokenizer.hasText(id) },
    });
    const words = tokenizer.encode('Once upon a time there was a little dog. '.repeat(40), { addSpecialTokens: false });
    const broken = Array.from({ length: 2000 }, () => tokenizer.tokenId('<0xFF>')!);
    stream(counting, [...words, ...broken, ...words], { promptTokenIds: words });
    expect(longest).toBeLessThanOrEqual(24);
  });
});
