import type { LogitsProcessor } from './logits-processor';

/**
 * Divides all scores: below 1 sharpens the distribution, above 1 flattens it.
 *
 * Equals `TemperatureLogitsWarper`.
 *
 * @param temperature - greater than 0
 */
export function createTemperature(temperature: number): LogitsProcessor {
  const divisor = Math.fround(temperature);
  return (scores) => {
    for (let id = 0; id < scores.length; id++) scores[id] = scores[id]! / divisor;
  };
}
