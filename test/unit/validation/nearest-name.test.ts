import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../src/validation/nearest-name';

const known = ['maxLength', 'minLength', 'topP', 'topK', 'seed', 'wasm', 'stopSequences'];

describe('nearestName', () => {
  it.each([
    ['maxLenght', 'maxLength'],
    ['max_length', 'maxLength'],
    ['MAXLENGTH', 'maxLength'],
    ['min-length', 'minLength'],
    ['top_k', 'topK'],
    ['wsam', 'wasm'],
    ['sed', 'seed'],
    ['stopSequence', 'stopSequences'],
  ])('takes %s for %s', (name, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it.each(['temperature', 'x1', '', 'somethingElse'])('guesses nothing for %j', (name) => {
    expect(nearestName(name, known)).toBeUndefined();
  });

  it('guesses nothing where nothing is known', () => {
    expect(nearestName('seed', [])).toBeUndefined();
  });
});
