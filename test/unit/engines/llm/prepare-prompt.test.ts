import { describe, expect, it } from 'vitest';
import { preparePrompt } from '../../../../src/engines/llm/generate/prepare-prompt';

const limits = { contextLength: 10, maxLength: 4, truncate: 'error', bosTokenId: 1, subject: 'generateText' } as const;

describe('fitting a prompt into the context', () => {
  it('leaves a prompt that fits as it is and cuts the length to what is left', () => {
    expect(preparePrompt([5, 6, 7], limits)).toEqual({ tokenIds: [5, 6, 7], maxTokens: 4 });
    expect(preparePrompt([1, 2, 3, 4, 5, 6, 7, 8], limits).maxTokens).toBe(2);
  });

  it('says by how much a prompt is too long', () => {
    const prompt = Array.from({ length: 12 }, (_, id) => id);
    expect(() => preparePrompt(prompt, limits)).toThrow(/12 tokens, 3 more than the 9 that fit/);
  });

  it('drops tokens from the start when that is asked, but keeps the token that begins a text', () => {
    const prompt = [1, ...Array.from({ length: 11 }, (_, id) => 20 + id)];
    const { tokenIds, maxTokens } = preparePrompt(prompt, { ...limits, truncate: 'start' });
    expect(tokenIds).toEqual([1, 26, 27, 28, 29, 30]);
    expect(maxTokens).toBe(4);
  });

  it('starts an empty prompt with the begin-of-sequence token, and refuses it where there is none', () => {
    expect(preparePrompt([], limits).tokenIds).toEqual([1]);
    expect(() => preparePrompt([], { ...limits, bosTokenId: undefined })).toThrow(/no begin-of-sequence token/);
  });
});
