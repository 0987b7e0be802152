import { createDescendingThreshold } from './descending-threshold';
import type { LogitsProcessor } from './logits-processor';
import { softmaxWeights } from './softmax-weights';

/**
 * Nucleus sampling: keeps the smallest set of best tokens that has at least probability `p` (Holtzman et al. 2020).
 *
 * Equals `TopPLogitsWarper`. Of tokens that tie at the border those with the higher ids stay; torch's sort leaves their order open.
 *
 * @param p - 0 < p < 1
 */
export function createTopP(p: number): LogitsProcessor {
  const findThreshold = createDescendingThreshold();
  let weights = new Float64Array(0);
  return (scores) => {
    if (weights.length < scores.length) weights = new Float64Array(scores.length);
    const target = p * softmaxWeights(scores, weights);
    const { value, weightAbove } = findThreshold(scores, weights, target);
    let kept = weightAbove;
    for (let id = scores.length - 1; id >= 0; id--) {
      const score = scores[id]!;
      if (score > value) continue;
      if (score === value && kept < target) kept += weights[id]!;
      else scores[id] = -Infinity;
    }
  };
}
