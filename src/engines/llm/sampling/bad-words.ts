import type { LogitsProcessor } from './logits-processor';

/**
 * Rules out the last token of each banned sequence where the tokens before it stand already.
 *
 * Equals `NoBadWordsLogitsProcessor`: a sequence that is nothing but an end-of-sequence token is not banned.
 */
export function createBadWords(
  sequences: readonly (readonly number[])[],
  eosTokenIds: readonly number[],
): LogitsProcessor {
  const banned = sequences.filter((ids) => ids.length > 1 || (ids.length === 1 && !eosTokenIds.includes(ids[0]!)));
  return (scores, { tokenIds }) => {
    for (const sequence of banned) {
      const last = sequence.length - 1;
      const start = tokenIds.length - last;
      if (start < 0) continue;
      let matched = 0;
      while (matched < last && sequence[matched] === tokenIds[start + matched]) matched++;
      const id = sequence[last]!;
      if (matched === last && id < scores.length) scores[id] = -Infinity;
    }
  };
}
