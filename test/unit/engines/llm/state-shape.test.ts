import { describe, expect, it } from 'vitest';
import { resolveStateShape } from '../../../../src/engines/llm/decoder/state-shape';

const facts = { keyValueHeads: 2, headSize: 16 };

describe('the shape of a state tensor', () => {
  it.each([
    ['optimum', ['batch_size', 4, 'past_sequence_length', 64], [1, 4, 0, 64], 2],
    [
      'the genai builder: an open head size',
      ['batch_size', 2, 'past_sequence_length', 'kv_cache_dim'],
      [1, 2, 0, 16],
      2,
    ],
    ['open heads', ['batch_size', 'num_key_value_heads', 'past_sequence_length', 'head_size'], [1, 2, 0, 16], 2],
    ['tokens before heads', ['batch', 'past_len', 2, 64], [1, 0, 2, 64], 1],
    ['heads folded into the batch', ['batch_size x num_heads', 64, 'past_sequence_length'], [2, 64, 0], 2],
    ['symbols without meaning', ['a', 'b', 'c', 'd'], [1, 2, 0, 16], 2],
    ['multi-query attention in one tensor', ['batch_size', 'past_sequence_length', 128], [1, 0, 128], 1],
  ] as const)('is read from %s', (_name, shape, dims, tokenAxis) => {
    expect(resolveStateShape([...shape], facts)).toEqual({ dims, tokenAxis });
  });

  it('has no token axis for convolution state', () => {
    expect(resolveStateShape(['batch_size', 64, 2], facts)).toEqual({ dims: [1, 64, 2], tokenAxis: undefined });
  });

  it('names the symbol that nothing gives a number to', () => {
    expect(resolveStateShape(['batch_size', 'channels', 2], facts)).toEqual({ unknown: 'channels' });
  });
});
