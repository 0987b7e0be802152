import type { ModelReference } from '../../models/model-reference';

/** Options of every text call. All lengths are in tokens. */
export interface TextOptions {
  /** Model for this call. @default the config's `models.text` */
  model?: ModelReference;
  /** New tokens at most; cut to what the context leaves. @default 100 */
  maxLength?: number;
  /** Tokens before which the end-of-sequence token is not taken. @default 0 */
  minLength?: number;
  /** 0 is greedy. @default 0.7 */
  temperature?: number;
  /** False is greedy, whatever the temperature. @default true */
  doSample?: boolean;
  /** Nucleus: the smallest set of tokens with at least this probability. 0 < p <= 1. @default 0.9 */
  topP?: number;
  /** Only the k most probable tokens; 0 is off. @default 0 */
  topK?: number;
  /** Only tokens at least this fraction as probable as the best. 0 is off. @default 0 */
  minP?: number;
  /** Locally typical sampling, mass to keep; 1 is off. @default 1 */
  typicalP?: number;
  /** Divides the logits of tokens seen in prompt or text; > 0, 1 is off. @default 1 */
  repetitionPenalty?: number;
  /** Subtracted once from the logits of tokens in the generated text; -2 to 2. @default 0 */
  presencePenalty?: number;
  /** Subtracted per occurrence in the generated text; -2 to 2. @default 0 */
  frequencyPenalty?: number;
  /** No n-gram of this size occurs twice; 0 is off. @default 0 */
  noRepeatNgramSize?: number;
  /** Added to the logits of single tokens, by token id; -100 to 100. */
  logitBias?: Readonly<Record<number, number>>;
  /** Token sequences that must not be generated: words, or token ids. */
  badWords?: readonly (string | readonly number[])[];
  /** Takes the end-of-sequence token when `maxLength` is reached. @default false */
  forcedEos?: boolean;
  /** Texts at which generation stops; they are not part of the result. */
  stopSequences?: readonly string[];
  /** Same seed, same text, on the same device and numeric path. Integer, 0 to 2^53 - 1. @default random */
  seed?: number;
  /** Independent continuations of one prompt; the i-th takes `seed + i`. @default 1 */
  numReturnSequences?: number;
  /** Gives the log-probability of each token, before any sampling option. @default false */
  logprobs?: boolean;
  /** That many most probable tokens at each position beside the taken one; 0 to 20. @default 0 */
  topLogprobs?: number;
  /** A prompt that does not fit: refuse it, or drop tokens from its start. @default 'error' */
  truncate?: 'error' | 'start';
  /** Milliseconds of execution; downloads and loading do not count. @default none */
  timeoutMs?: number;
  /** Passed through to the result. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** A text request, as operations take it. */
export interface TextRequest extends TextOptions {
  prompt: string;
}

/** One message of a chat. Which roles there are is the template's say. */
export interface ChatMessage {
  role: string;
  content: string;
  /** Further keys that a template may read: `name`, `tool_calls`, `tool_call_id`, `reasoning_content`. */
  [key: string]: unknown;
}

/** A chat request, as operations take it. */
export interface ChatRequest extends TextOptions {
  messages: readonly ChatMessage[];
  /** Variables for the chat template: `enable_thinking`, `tools`, `documents`, … */
  templateOptions?: Readonly<Record<string, unknown>>;
}
