/** What a processor may know beside the scores. */
export interface ProcessorContext {
  /** Prompt and generated ids so far. */
  readonly tokenIds: readonly number[];
  /** How many of `tokenIds` are the prompt. */
  readonly promptLength: number;
}

/**
 * Changes the scores of the next token in place: shape `[vocabulary]`, raw logits or their reweighting, `-Infinity` where a token is ruled out.
 *
 * Pure but for `scores`; each one equals the processor of Hugging Face transformers of the same name, where there is one.
 */
export type LogitsProcessor = (scores: Float32Array, context: ProcessorContext) => void;
