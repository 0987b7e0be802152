import type { Sample } from './sampler';
import { greatest } from './softmax-weights';

/** Looks up log-probabilities in the distribution that was given to {@link createLogprobs}'s function. */
export type LogprobsOf = (tokenId: number) => NonNullable<Sample['logprobs']>;

/**
 * Makes a function that takes the raw logits, before any processor, and answers with the log-softmax of single tokens.
 *
 * The logits are copied, so the processors may change them before the answer is asked.
 *
 * @param count - most probable tokens to give beside the taken one, 0 to 20; those that tie come by id
 */
export function createLogprobs(count: number): (logits: Float32Array) => LogprobsOf {
  let raw = new Float32Array(0);
  return (logits) => {
    if (raw.length !== logits.length) raw = new Float32Array(logits.length);
    raw.set(logits);
    const max = greatest(raw);
    let total = 0;
    for (let id = 0; id < raw.length; id++) total += Math.exp(raw[id]! - max);
    const logNormaliser = max + Math.log(total);
    const logprobOf = (id: number): number => raw[id]! - logNormaliser;
    const top = bestIds(raw, count).map((tokenId) => ({ tokenId, logprob: logprobOf(tokenId) }));
    return (tokenId) => ({ tokenId, logprob: logprobOf(tokenId), top });
  };
}

/** Ids of the greatest scores, best first. */
function bestIds(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  if (count === 0) return best;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id]!;
    if (best.length === count && score <= scores[best[count - 1]!]!) continue;
    let place = best.length;
    while (place > 0 && score > scores[best[place - 1]!]!) place--;
    best.splice(place, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}
