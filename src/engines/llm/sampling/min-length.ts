import type { LogitsProcessor } from './logits-processor';

/**
 * Rules out the end-of-sequence tokens until `minLength` tokens are generated.
 *
 * Equals `MinNewTokensLengthLogitsProcessor`.
 */
export function createMinLength(minLength: number, eosTokenIds: readonly number[]): LogitsProcessor {
  return (scores, { tokenIds, promptLength }) => {
    if (tokenIds.length - promptLength >= minLength) return;
    for (const id of eosTokenIds) if (id < scores.length) scores[id] = -Infinity;
  };
}
