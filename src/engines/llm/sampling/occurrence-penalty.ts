import type { LogitsProcessor } from './logits-processor';

export interface OccurrencePenalties {
  /** Subtracted once from tokens that occur in the generated text; negative encourages them. */
  readonly presence: number;
  /** Subtracted for each occurrence. */
  readonly frequency: number;
}

/**
 * Presence and frequency penalty as OpenAI's API defines them: `score - presence * (count > 0) - frequency * count`, where only generated
 * tokens count.
 */
export function createOccurrencePenalty({ presence, frequency }: OccurrencePenalties): LogitsProcessor {
  let counts = new Uint32Array(0);
  return (scores, { tokenIds, promptLength }) => {
    if (counts.length < scores.length) counts = new Uint32Array(scores.length);
    for (let index = promptLength; index < tokenIds.length; index++) {
      const id = tokenIds[index]!;
      if (id < scores.length) counts[id]! += 1;
    }
    for (let index = promptLength; index < tokenIds.length; index++) {
      const id = tokenIds[index]!;
      const count = counts[id] ?? 0;
      // Zero again: an earlier occurrence has been here.
      if (count === 0) continue;
      scores[id] = scores[id]! - presence - frequency * count;
      counts[id] = 0;
    }
  };
}
