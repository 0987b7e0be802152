import type { LogitsProcessor } from './logits-processor';
import { greatest } from './softmax-weights';

/**
 * Keeps tokens that are at least `minP` times as probable as the best one (Nguyen et al. 2024).
 *
 * Equals `MinPLogitsWarper`; works on logits, where the ratio of probabilities is a difference.
 *
 * @param minP - 0 < minP <= 1
 */
export function createMinP(minP: number): LogitsProcessor {
  const margin = Math.log(minP);
  return (scores) => {
    const threshold = greatest(scores) + margin;
    for (let id = 0; id < scores.length; id++) if (scores[id]! < threshold) scores[id] = -Infinity;
  };
}
