import type { PositionLogprobs } from '../text-part';

/** What was chosen. */
export interface Sample {
  readonly tokenId: number;
  /** Present when log-probabilities were asked; without the tokens' texts, which the tokenizer adds. */
  readonly logprobs?: Omit<PositionLogprobs, 'token' | 'top'> & {
    readonly top: readonly { readonly tokenId: number; readonly logprob: number }[];
  };
}

/** Chooses tokens of one sequence. Deterministic: seed and position decide, nothing else is kept. */
export interface Sampler {
  /** Random numbers drawn so far; may be set to go on where an interrupted run stood. */
  randomPosition: number;
  /**
   * @param logits - shape `[vocabulary]`; is changed
   * @param tokenIds - prompt and generated ids so far
   */
  sample(logits: Float32Array, tokenIds: readonly number[]): Sample;
}
