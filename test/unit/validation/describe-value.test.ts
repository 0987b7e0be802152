import { describe, expect, it } from 'vitest';
import { describeValue } from '../../../src/validation/describe-value';

describe('describeValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['', 'an empty string'],
    ['a "b"', '"a \\"b\\""'],
    [Number.NaN, 'NaN'],
    [5n, '5n'],
    [() => 1, 'a function'],
    [Symbol('s'), 'a symbol'],
    [[], 'an empty array'],
    [[1, 2], 'an array of 2'],
    [{}, 'an empty object'],
    [{ a: 1, b: 2 }, 'an object with a, b'],
    [Object.create(null), 'an empty object'],
    [new Map(), 'an object of Map'],
  ])('puts %o in words', (value, words) => {
    expect(describeValue(value)).toBe(words);
  });

  it('shortens what is long', () => {
    expect(describeValue('x'.repeat(1000)).length).toBeLessThan(70);
    expect(describeValue({ ['k'.repeat(1000)]: 1 }).length).toBeLessThan(90);
  });

  it.each(['browser.hub.token', 'security.encryptionKey', 'browser.hub.headers', 'browser.hub.headers["X-Api-Key"]'])(
    'says only of what type the value of %s is',
    (field) => {
      expect(describeValue('4711', field)).toBe('a string');
      expect(describeValue(4711, field)).toBe('a number');
      expect(describeValue('', field)).toBe('an empty string');
    },
  );

  it('quotes fields whose names only resemble secret ones', () => {
    expect(describeValue('x', 'tokenizer')).toBe('"x"');
    expect(describeValue(1, 'headersTimeout')).toBe('1');
  });
});
