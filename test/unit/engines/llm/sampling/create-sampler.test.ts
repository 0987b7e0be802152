import { describe, expect, it } from 'vitest';
import { InvalidInputError, RuntimeFaultError } from '../../../../../src/errors';
import { createSampler, type SamplerFacts } from '../../../../../src/engines/llm/sampling/create-sampler';
import type { SamplingOptions } from '../../../../../src/engines/llm/sampling/sampling-options';
import { goldenLogits, logSoftmaxCases } from './processor-golden';

const facts: SamplerFacts = { seed: 42, eosTokenIds: [2], badWordIds: [], maxTokens: 100, promptLength: 1 };
const untouched: SamplingOptions = { temperature: 1, topP: 1 };

function sampleMany(options: SamplingOptions, count: number, changes: Partial<SamplerFacts> = {}): number[] {
  const sampler = createSampler(options, { ...facts, ...changes });
  return Array.from({ length: count }, () => sampler.sample(goldenLogits('seven'), [0]).tokenId);
}

describe('greedy sampling', () => {
  it.each([{ temperature: 0 }, { doSample: false, temperature: 1.5 }])(
    'takes the first best token with %o',
    (options) => {
      const sampler = createSampler(options, facts);
      expect(sampler.sample(new Float32Array([0, 3, -1, 3]), [0]).tokenId).toBe(1);
      expect(sampler.randomPosition).toBe(0);
    },
  );

  it('still obeys penalties and bans', () => {
    const options: SamplingOptions = { temperature: 0, repetitionPenalty: 2 };
    const logits = () => new Float32Array([1, 4, 3, 0]);
    expect(createSampler(options, facts).sample(logits(), [0, 1]).tokenId).toBe(2);
    expect(createSampler(options, { ...facts, badWordIds: [[2], [0]] }).sample(logits(), [0, 3]).tokenId).toBe(1);
  });
});

describe('drawing', () => {
  it('gives the same tokens for the same seed and others for another', () => {
    expect(sampleMany(untouched, 40)).toEqual(sampleMany(untouched, 40));
    expect(sampleMany(untouched, 40)).not.toEqual(sampleMany(untouched, 40, { seed: 43 }));
  });

  it('takes one number per token and goes on where its position is set', () => {
    const first = createSampler(untouched, facts);
    const tokens = Array.from({ length: 20 }, () => first.sample(goldenLogits('fifty'), [0]).tokenId);
    expect(first.randomPosition).toBe(20);
    const second = createSampler(untouched, facts);
    second.randomPosition = 12;
    const rest = Array.from({ length: 8 }, () => second.sample(goldenLogits('fifty'), [0]).tokenId);
    expect(rest).toEqual(tokens.slice(12));
  });

  it('follows the softmax of the logits', () => {
    const logits = goldenLogits('seven');
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const draws = 20_000;
    const counts = Array.from({ length: 7 }, () => 0);
    for (const id of sampleMany(untouched, draws)) counts[id]! += 1;
    counts.forEach((count, id) => {
      const probability = Math.exp(logits[id]!) / total;
      // Four standard deviations.
      const tolerance = 4 * Math.sqrt(draws * probability * (1 - probability));
      expect(Math.abs(count - draws * probability)).toBeLessThanOrEqual(tolerance);
    });
  });

  it('never takes what a processor has ruled out', () => {
    const best = sampleMany({ temperature: 5, topK: 2, topP: 1 }, 300);
    expect(new Set(best).size).toBe(2);
    expect(new Set(sampleMany({ temperature: 5, topP: 1e-6 }, 50)).size).toBe(1);
  });
});

describe('logits that are no distribution', () => {
  it.each([
    [[0, NaN, 1], /NaN/],
    [[0, Infinity, 1], /Infinity/],
    [[-Infinity, -Infinity], /all of the model's logits are -Infinity/],
  ])('%o is a runtime fault that says so', (logits, message) => {
    for (const temperature of [0, 1]) {
      const sample = () => createSampler({ temperature }, facts).sample(new Float32Array(logits), [0]);
      expect(sample).toThrow(RuntimeFaultError);
      expect(sample).toThrow(message);
    }
  });

  it('options that leave no token are an input error', () => {
    const sampler = createSampler({ temperature: 1 }, { ...facts, badWordIds: [[0], [1]] });
    expect(() => sampler.sample(new Float32Array([1, 2]), [0])).toThrow(InvalidInputError);
  });
});

describe('log-probabilities', () => {
  it.each(logSoftmaxCases)(
    'are the log-softmax of $logits, as torch has it',
    ({ logits, token_ids: ids, logprobs }) => {
      const sampler = createSampler({ temperature: 0, logprobs: true, topLogprobs: 5 }, facts);
      const answer = sampler.sample(goldenLogits(logits), [0]).logprobs!;
      expect(answer.tokenId).toBe(ids[0]);
      expect(answer.logprob).toBeCloseTo(logprobs[0]!, 6);
      expect(answer.top.map(({ tokenId }) => tokenId)).toEqual(ids);
      answer.top.forEach(({ logprob }, place) => expect(logprob).toBeCloseTo(logprobs[place]!, 6));
    },
  );

  it('come before every sampling option', () => {
    const options: SamplingOptions = {
      temperature: 0.1,
      topK: 1,
      logitBias: { 3: 100 },
      logprobs: true,
      topLogprobs: 7,
    };
    const { tokenId, logprobs } = createSampler(options, facts).sample(goldenLogits('seven'), [0]);
    const logits = goldenLogits('seven');
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    expect(tokenId).toBe(3);
    expect(logprobs!.logprob).toBeCloseTo(logits[3]! - Math.log(total), 6);
    expect(logprobs!.top.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 6);
  });

  it('are left out unless they are asked for', () => {
    expect(createSampler({ temperature: 0 }, facts).sample(goldenLogits('seven'), [0])).not.toHaveProperty('logprobs');
  });

  it('give tied tokens by id', () => {
    const sampler = createSampler({ temperature: 0, logprobs: true, topLogprobs: 3 }, facts);
    expect(sampler.sample(goldenLogits('all_equal'), [0]).logprobs!.top.map(({ tokenId }) => tokenId)).toEqual([
      0, 1, 2,
    ]);
  });
});
