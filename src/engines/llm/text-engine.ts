import type { ModelReference } from '../../models/model-reference';
import type { ResumePoint } from './resume-point';
import type { Engine, LoadProgress } from '../engine';
import type { ModelInfo, TextPart } from './text-part';
import type { ChatRequest, TextRequest } from './text-request';

/** What accompanies a call into the engine. */
export interface EngineCall {
  readonly signal: AbortSignal;
  readonly resume?: ResumePoint;
  /** Progress of a load that the call has to wait for. */
  readonly onLoadProgress?: (progress: LoadProgress) => void;
}

/** A text to be cut into tokens. */
export interface TokenizeRequest {
  text: string;
  /** @default the config's `models.text` */
  model?: ModelReference;
  /** Adds what the tokenizer adds to a prompt, such as a BOS token. @default true */
  addSpecialTokens?: boolean;
}

/** A text as the model sees it. */
export interface TokenizeResult {
  tokenIds: number[];
  /** The text of each token; bytes that are no character alone show as U+FFFD. */
  tokens: string[];
}

/** The engine of decoder-only language models. */
export interface TextEngine extends Engine {
  /** @throws the typed errors of the library; an abort ends with {@link AbortError} */
  generate(request: TextRequest, call: EngineCall): AsyncIterable<TextPart>;
  chat(request: ChatRequest, call: EngineCall): AsyncIterable<TextPart>;
  tokenize(request: TokenizeRequest, call: EngineCall): Promise<TokenizeResult>;
  /** Makes a model resident; answers at once when it is. */
  load(model: ModelReference | undefined, call: EngineCall): Promise<ModelInfo>;
  /** @returns whether the model was resident */
  unload(model: ModelReference | undefined): Promise<boolean>;
  /** Resident models, most recently used first. */
  loaded(): readonly ModelInfo[];
}
