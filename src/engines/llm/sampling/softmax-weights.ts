/** The greatest score; -Infinity for no scores. */
export function greatest(scores: Float32Array): number {
  let best = -Infinity;
  for (let id = 0; id < scores.length; id++) if (scores[id]! > best) best = scores[id]!;
  return best;
}

/**
 * Writes `exp(score - max)` of each score into `weights`, in double precision.
 *
 * @param weights - at least as long as `scores`
 * @returns the sum of the weights: a weight divided by it is a probability
 */
export function softmaxWeights(scores: Float32Array, weights: Float64Array): number {
  const max = greatest(scores);
  let total = 0;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id]!;
    // Most scores are ruled out once a processor has cut the vocabulary; exp is the dear part.
    const weight = score === -Infinity ? 0 : Math.exp(score - max);
    weights[id] = weight;
    total += weight;
  }
  return total;
}
