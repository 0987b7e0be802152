import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../../src/errors';
import { checkSamplingIds } from '../../../../../src/engines/llm/sampling/check-sampling-ids';

describe('token ids that a caller names', () => {
  it('are accepted when the vocabulary has them', () => {
    expect(() =>
      checkSamplingIds({ logitBias: { 0: 1, 9: -1 }, badWordIds: [[3, 4]] }, 10, 'generateText'),
    ).not.toThrow();
  });

  it('are refused by field when it has not', () => {
    const check = () => checkSamplingIds({ logitBias: { 10: 1 }, badWordIds: [[1], [2, -1]] }, 10, 'generateText');
    expect(check).toThrow(InvalidInputError);
    expect(check).toThrow(/logitBias\[10\]: expected a token id from 0 to 9, received 10; badWords\[1\]/);
  });
});
