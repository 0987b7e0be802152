import { describe, expect, it } from 'vitest';
import { philox4x32, uniform, type PhiloxBlock } from '../../../../../src/engines/llm/sampling/philox';

const words = (text: string): number[] => text.split(' ').map((word) => parseInt(word, 16));

describe('Philox4x32-10', () => {
  // Known answers published with Random123 (tests/kat_vectors, lines `philox4x32 10`): counter, key, result.
  it.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('gives the published answer for counter %s', (counter, key, result) => {
    expect(philox4x32(words(counter) as PhiloxBlock, words(key) as [number, number])).toEqual(words(result));
  });
});

describe('uniform', () => {
  it('takes 53 bits of the first two words', () => {
    expect(uniform(0, 0)).toBe(((0x6627e8d5 >>> 5) * 2 ** 26 + (0xe169c58d >>> 6)) / 2 ** 53);
  });

  it('uses all 53 bits of seed and position', () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52, 2 ** 53 - 1];
    expect(new Set(seeds.map((seed) => uniform(seed, 0))).size).toBe(seeds.length);
    expect(new Set(seeds.map((position) => uniform(0, position))).size).toBe(seeds.length);
  });

  it('stays in [0, 1) and is spread evenly', () => {
    const bins = Array.from({ length: 16 }, () => 0);
    for (let position = 0; position < 16_000; position++) {
      const number = uniform(7, position);
      expect(number >= 0 && number < 1).toBe(true);
      bins[Math.floor(16 * number)]! += 1;
    }
    // Chi-squared with 15 degrees of freedom: 37.7 is passed by one generator in a thousand.
    const chiSquared = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(37.7);
  });
});
