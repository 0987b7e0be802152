import type { LogitsProcessor } from './logits-processor';

/**
 * Rules out every token that would complete an n-gram which prompt and text hold already.
 *
 * Equals `NoRepeatNGramLogitsProcessor`.
 *
 * @param size - tokens of an n-gram, at least 1
 */
export function createNoRepeatNgram(size: number): LogitsProcessor {
  return (scores, { tokenIds }) => {
    const last = size - 1;
    const suffixStart = tokenIds.length - last;
    for (let start = 0; start + size <= tokenIds.length; start++) {
      let matched = 0;
      while (matched < last && tokenIds[start + matched] === tokenIds[suffixStart + matched]) matched++;
      const id = tokenIds[start + last]!;
      if (matched === last && id < scores.length) scores[id] = -Infinity;
    }
  };
}
