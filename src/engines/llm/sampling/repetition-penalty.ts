import type { LogitsProcessor } from './logits-processor';

/**
 * Makes every token of prompt and text less probable: positive scores are divided, negative ones multiplied (Keskar et al. 2019, CTRL).
 *
 * Equals `RepetitionPenaltyLogitsProcessor`.
 *
 * @param penalty - greater than 0; below 1 encourages repetition
 */
export function createRepetitionPenalty(penalty: number): LogitsProcessor {
  const factor = Math.fround(penalty);
  let done = new Uint8Array(0);
  return (scores, { tokenIds }) => {
    if (done.length < scores.length) done = new Uint8Array(scores.length);
    for (const id of tokenIds) {
      if (id >= scores.length || done[id] === 1) continue;
      done[id] = 1;
      const score = scores[id]!;
      scores[id] = score < 0 ? score * factor : score / factor;
    }
    for (const id of tokenIds) done[id] = 0;
  };
}
