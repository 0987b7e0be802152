import { describe, expect, it } from 'vitest';
import { createOccurrencePenalty } from '../../../../../src/engines/llm/sampling/occurrence-penalty';
import { buildProcessors } from '../../../../../src/engines/llm/sampling/build-processors';
import { createDescendingThreshold } from '../../../../../src/engines/llm/sampling/descending-threshold';
import { uniform } from '../../../../../src/engines/llm/sampling/philox';
import { createRepetitionPenalty } from '../../../../../src/engines/llm/sampling/repetition-penalty';
import { createTopK } from '../../../../../src/engines/llm/sampling/top-k';
import { createTopP } from '../../../../../src/engines/llm/sampling/top-p';

const randomScores = (count: number, seed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => 16 * (uniform(seed, index) - 0.5));

describe('presence and frequency penalty', () => {
  it('count generated tokens only, presence once and frequency per occurrence', () => {
    const scores = new Float32Array([1, 1, 1, 1]);
    createOccurrencePenalty({ presence: 0.5, frequency: 0.25 })(scores, {
      tokenIds: [3, 3, 0, 1, 1, 1, 0],
      promptLength: 3,
    });
    expect([...scores]).toEqual([0.25, -0.25, 1, 1]);
  });

  it('forget what they counted for the step before', () => {
    const penalise = createOccurrencePenalty({ presence: 0, frequency: 1 });
    penalise(new Float32Array(3), { tokenIds: [0, 0, 2], promptLength: 0 });
    const scores = new Float32Array(3);
    penalise(scores, { tokenIds: [2], promptLength: 0 });
    expect([...scores]).toEqual([0, 0, -1]);
  });

  it('encourage repetition when they are negative', () => {
    const scores = new Float32Array(2);
    createOccurrencePenalty({ presence: -1, frequency: -0.5 })(scores, { tokenIds: [1, 1], promptLength: 0 });
    expect([...scores]).toEqual([0, 2]);
  });
});

describe('ids beyond the logits', () => {
  it('are passed over: an embedding may be larger than the output', () => {
    const scores = new Float32Array([2, -2]);
    const context = { tokenIds: [7, 0, 7], promptLength: 0 };
    createRepetitionPenalty(2)(scores, context);
    createOccurrencePenalty({ presence: 1, frequency: 0 })(scores, context);
    expect([...scores]).toEqual([0, -2]);
  });
});

describe('buildProcessors', () => {
  const facts = { eosTokenIds: [2], badWordIds: [], maxTokens: 10 };

  it('makes nothing for options that are off', () => {
    expect(buildProcessors({ temperature: 1, topP: 1 }, facts)).toEqual([]);
    expect(buildProcessors({ temperature: 0, topK: 5, topP: 0.5, minP: 0.1, typicalP: 0.5 }, facts)).toEqual([]);
    expect(buildProcessors({ doSample: false }, facts)).toEqual([]);
  });

  it('keeps penalties, bans and lengths for greedy decoding', () => {
    const options = { temperature: 0, repetitionPenalty: 1.2, presencePenalty: 1, minLength: 3, forcedEos: true };
    expect(buildProcessors(options, { ...facts, badWordIds: [[1]] })).toHaveLength(5);
  });

  it('takes the documented defaults for options that are left out: temperature 0.7 and top-p 0.9', () => {
    expect(buildProcessors({}, facts)).toHaveLength(2);
  });

  it('leaves end-of-sequence rules out for a model without such a token', () => {
    const options = { temperature: 0, minLength: 3, forcedEos: true };
    expect(buildProcessors(options, { ...facts, eosTokenIds: [] })).toEqual([]);
  });
});

describe('selection without sorting', () => {
  it('finds the same k-th value as a sort, for every k', () => {
    const scores = randomScores(300, 5).map((score, index) => (index % 3 === 0 ? Math.round(score) : score));
    const sorted = [...scores].sort((a, b) => b - a);
    const find = createDescendingThreshold();
    for (let k = 1; k <= scores.length; k++) expect(find(scores, undefined, k).value).toBe(sorted[k - 1]! + 0);
  });

  it('treats 0 and -0 as one value', () => {
    const scores = new Float32Array([0, -0, 0, -1]);
    createTopK(1)(scores, { tokenIds: [], promptLength: 0 });
    expect([...scores]).toEqual([0, -0, 0, -Infinity]);
  });

  it('keeps the smallest nucleus of a vocabulary of 150,000 tokens', () => {
    const scores = randomScores(150_000, 9);
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    const filtered = scores.slice();
    createTopP(0.9)(filtered, { tokenIds: [], promptLength: 0 });
    const kept = [...filtered].filter((score) => score !== -Infinity);
    const mass = kept.reduce((sum, score) => sum + Math.exp(score), 0) / total;
    const least = Math.exp(Math.min(...kept.slice(0, 50_000), ...kept.slice(50_000))) / total;
    const bestDropped = scores.reduce(
      (best, score, id) => (filtered[id] === -Infinity ? Math.max(best, score) : best),
      -Infinity,
    );
    expect(mass).toBeGreaterThanOrEqual(0.9);
    expect(mass - least).toBeLessThan(0.9);
    expect(Math.exp(bestDropped) / total).toBeLessThanOrEqual(least);
  });
});
