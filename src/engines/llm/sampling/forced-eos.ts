import type { LogitsProcessor } from './logits-processor';

/**
 * Leaves nothing but the end-of-sequence tokens at the last step.
 *
 * Equals `ForcedEOSTokenLogitsProcessor`.
 *
 * @param maxTokens - generated tokens at most, in tokens
 */
export function createForcedEos(maxTokens: number, eosTokenIds: readonly number[]): LogitsProcessor {
  return (scores, { tokenIds, promptLength }) => {
    if (tokenIds.length - promptLength !== maxTokens - 1) return;
    scores.fill(-Infinity);
    for (const id of eosTokenIds) if (id < scores.length) scores[id] = 0;
  };
}
