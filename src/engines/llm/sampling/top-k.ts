import { createDescendingThreshold } from './descending-threshold';
import type { LogitsProcessor } from './logits-processor';

/**
 * Keeps the `k` best tokens, and all that tie with the last of them.
 *
 * Equals `TopKLogitsWarper`.
 *
 * @param k - integer, at least 1; more than the vocabulary keeps everything
 */
export function createTopK(k: number): LogitsProcessor {
  const findThreshold = createDescendingThreshold();
  return (scores) => {
    if (k >= scores.length) return;
    const { value } = findThreshold(scores, undefined, k);
    for (let id = 0; id < scores.length; id++) if (scores[id]! < value) scores[id] = -Infinity;
  };
}
