import type { LogitsProcessor } from './logits-processor';

/**
 * Adds a bias to the scores of single tokens.
 *
 * Equals `SequenceBiasLogitsProcessor` for sequences of one token.
 *
 * @param bias - by token id
 */
export function createLogitBias(bias: Readonly<Record<number, number>>): LogitsProcessor {
  const ids = Object.keys(bias).map(Number);
  const values = ids.map((id) => bias[id]!);
  return (scores) => {
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index]!;
      if (id < scores.length) scores[id] = scores[id]! + values[index]!;
    }
  };
}
