import { InvalidInputError, RuntimeFaultError } from '../../../errors';
import { buildProcessors, type ProcessorFacts } from './build-processors';
import { createLogprobs } from './logprobs';
import { uniform } from './philox';
import type { Sample, Sampler } from './sampler';
import { isGreedy, withSamplingDefaults, type SamplingOptions } from './sampling-options';
import { softmaxWeights } from './softmax-weights';

/** What a sampler needs beside the options. */
export interface SamplerFacts extends ProcessorFacts {
  /** Integer, 0 to 2^53 - 1; see {@link uniform}. */
  readonly seed: number;
  /** Tokens of the prompt: the penalties of generated text do not count them. */
  readonly promptLength: number;
}

/**
 * Makes the sampler of one sequence.
 *
 * Greedy (`doSample: false` or temperature 0) takes the best token, the first of those that tie, and draws nothing. Otherwise each token
 * takes one random number: the first token at which the running sum of probabilities, by id and in double precision, exceeds it.
 */
export function createSampler(options: SamplingOptions, facts: SamplerFacts): Sampler {
  const settings = withSamplingDefaults(options);
  const processors = buildProcessors(options, facts);
  const greedy = isGreedy(settings);
  const readLogprobs = settings.logprobs ? createLogprobs(settings.topLogprobs) : undefined;
  const { seed, promptLength } = facts;
  let weights = new Float64Array(0);

  const sampler: Sampler = {
    randomPosition: 0,
    sample(logits, tokenIds): Sample {
      assertUsable(logits);
      const logprobsOf = readLogprobs?.(logits);
      const context = { tokenIds, promptLength };
      for (const process of processors) process(logits, context);
      const best = argmax(logits);
      if (logits[best] === -Infinity) throw nothingLeft();
      let tokenId = best;
      if (!greedy) {
        if (weights.length < logits.length) weights = new Float64Array(logits.length);
        const total = softmaxWeights(logits, weights);
        tokenId = draw(weights, logits.length, total * uniform(seed, sampler.randomPosition));
        sampler.randomPosition += 1;
      }
      return logprobsOf === undefined ? { tokenId } : { tokenId, logprobs: logprobsOf(tokenId) };
    },
  };
  return sampler;
}

/** @throws {RuntimeFaultError} where the numbers are no distribution: the run behind them went wrong */
function assertUsable(logits: Float32Array): void {
  let finite = 0;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    // Only NaN and the infinities fail this.
    if (logit - logit === 0) finite += 1;
    else if (logit !== -Infinity)
      throw new RuntimeFaultError({ phase: 'sample', reason: `the model's logits hold ${logit} (token ${id})` });
  }
  if (finite === 0) throw new RuntimeFaultError({ phase: 'sample', reason: "all of the model's logits are -Infinity" });
}

function nothingLeft(): InvalidInputError {
  return new InvalidInputError({
    subject: 'sampling',
    problems: [
      {
        field: 'badWords, noRepeatNgramSize, minLength, logitBias',
        expected: 'options that leave at least one token at every step',
        received: 'options that together rule out the whole vocabulary',
      },
    ],
  });
}

function argmax(scores: Float32Array): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) if (scores[id]! > scores[best]!) best = id;
  return best;
}

/** The first id at which the running sum of weights exceeds `threshold`. */
function draw(weights: Float64Array, count: number, threshold: number): number {
  let sum = 0;
  let last = 0;
  for (let id = 0; id < count; id++) {
    const weight = weights[id]!;
    if (weight === 0) continue;
    sum += weight;
    if (sum > threshold) return id;
    last = id;
  }
  // `total * uniform` can round up to the total.
  return last;
}
