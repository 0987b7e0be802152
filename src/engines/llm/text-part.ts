/** Why a sequence ended: end-of-sequence token, length or context reached, stop sequence found. */
export type FinishReason = 'stop' | 'length' | 'stop_sequence';

/** Log-probability of one token. */
export interface TokenLogprob {
  tokenId: number;
  /** The token's text; bytes that are no character alone show as U+FFFD. */
  token: string;
  /** Natural logarithm of the probability. */
  logprob: number;
}

/** Log-probabilities at one position. */
export interface PositionLogprobs extends TokenLogprob {
  /** The most probable tokens, best first; as many as `topLogprobs` asked. */
  top: TokenLogprob[];
}

/** What is known of the model that wrote the text. */
export interface ModelInfo {
  id: string;
  revision?: string;
  dtype: string;
  device: 'wasm' | 'webgpu';
  /** How ONNX Runtime was driven. */
  path: 'raw' | 'api';
  /** Architecture by `config.json`. */
  architecture: string;
  /** Positions that can be used, in tokens. */
  contextLength: number;
  vocabularySize: number;
  /** The model has a chat template. */
  chat: boolean;
  /** Bytes of graph and weights. */
  sizeBytes: number;
}

/** Tokens that a call took and gave. */
export interface Usage {
  promptTokens: number;
  /** Over all sequences, without end-of-sequence tokens. */
  completionTokens: number;
  totalTokens: number;
}

/** Milliseconds of wall time. */
export interface Timings {
  /** Waiting for the engine. */
  queueMs: number;
  /** Fetching and creating the model; 0 when it was resident. */
  loadMs: number;
  prefillMs: number;
  decodeMs: number;
  totalMs: number;
  /** Decoded tokens per second, the first one not counted; 0 when there was but one. */
  tokensPerSecond: number;
}

/** Parts of a text stream, in the order `start`, `text`…, `finish`; `recovered` may stand between. */
export type TextPart =
  | {
      type: 'start';
      model: ModelInfo;
      promptTokenIds: number[];
      /** The seed in use, also when none was given. */
      seed: number;
      queueMs: number;
      loadMs: number;
    }
  | {
      type: 'text';
      /** Index of the sequence; 0 unless `numReturnSequences` asks for more. */
      sequence: number;
      /** May be empty: a token can end inside a character or be held back for a stop sequence. */
      text: string;
      tokenIds: number[];
      /** Random numbers that this sequence has drawn so far: where a replay goes on. */
      randomPosition: number;
      logprobs?: PositionLogprobs[];
    }
  | {
      type: 'sequence-finish';
      sequence: number;
      finishReason: FinishReason;
      /** The stop sequence that was found. */
      stopSequence?: string;
    }
  | { type: 'recovered'; reason: string; attempt: number }
  | { type: 'finish'; usage: Usage; timings: Timings };

/** One continuation. */
export interface TextSequence {
  text: string;
  /** The generated ids, without prompt and end-of-sequence token. */
  tokenIds: number[];
  finishReason: FinishReason;
  stopSequence?: string;
  logprobs?: PositionLogprobs[];
}

/** The whole answer to a text call. */
export interface TextResult {
  /** Text of the first sequence. */
  text: string;
  /** Ids of the first sequence, without prompt and end-of-sequence token. */
  tokenIds: number[];
  /** Of the first sequence. */
  finishReason: FinishReason;
  sequences: TextSequence[];
  promptTokenIds: number[];
  usage: Usage;
  timings: Timings;
  model: ModelInfo;
  seed: number;
  metadata: Readonly<Record<string, unknown>>;
}
