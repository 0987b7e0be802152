import { createDescendingThreshold } from './descending-threshold';
import type { LogitsProcessor } from './logits-processor';
import { greatest, softmaxWeights } from './softmax-weights';

/**
 * Locally typical sampling: keeps the tokens whose information is nearest to the expected one, up to probability `mass` (Meister et al. 2022).
 *
 * Equals `TypicalLogitsWarper`.
 *
 * @param mass - 0 < mass < 1
 */
export function createTypical(mass: number): LogitsProcessor {
  const findThreshold = createDescendingThreshold();
  let weights = new Float64Array(0);
  let nearness = new Float32Array(0);
  return (scores) => {
    if (weights.length !== scores.length) {
      weights = new Float64Array(scores.length);
      nearness = new Float32Array(scores.length);
    }
    const total = softmaxWeights(scores, weights);
    const logNormaliser = greatest(scores) + Math.log(total);
    let entropy = 0;
    for (let id = 0; id < scores.length; id++) {
      const weight = weights[id]!;
      if (weight > 0) entropy -= (weight / total) * (scores[id]! - logNormaliser);
    }
    for (let id = 0; id < scores.length; id++) nearness[id] = -Math.abs(logNormaliser - scores[id]! - entropy);
    const { value } = findThreshold(nearness, weights, mass * total);
    for (let id = 0; id < scores.length; id++) if (nearness[id]! < value) scores[id] = -Infinity;
  };
}
