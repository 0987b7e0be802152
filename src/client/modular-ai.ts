import type { CoreConfig } from '../config/core-config';
import type { LoadProgress } from '../engines/engine';
import type { TokenizeRequest, TokenizeResult } from '../engines/llm/text-engine';
import type { ModelInfo, TextPart, TextResult } from '../engines/llm/text-part';
import type { ChatMessage, ChatRequest, TextOptions, TextRequest } from '../engines/llm/text-request';
import type { ModelReference } from '../models/model-reference';
import type { LoadPart } from '../services/generation/model-operations';
import type { HealthStatus } from '../services/generation/health-status';
import { ShutDownError } from '../errors';
import type { WireEvent } from '../wire/protocol';
import { runCall, type CallOptions } from './call-runner';
import { EventHub, type AiEventName, type AiEvents, type AiListener } from './events';
import { Ledger } from './ledger';
import { onlySignal, splitSignal, type SignalOptions } from './split-signal';
import { refuseNoFunction, refuseOthers } from './refuse';
import { TextStream } from './stream';
import { WorkerHost } from './worker-host';

/** Options that every text call takes. */
export type TextCallOptions = TextOptions & { readonly signal?: AbortSignal };
/** Options of a chat. */
export type ChatCallOptions = TextCallOptions & Pick<ChatRequest, 'templateOptions'>;
/** Options of `tokenize` and `countTokens`. */
export type TokenizeCallOptions = Omit<TokenizeRequest, 'text'> & { readonly signal?: AbortSignal };

export interface LoadModelOptions {
  readonly signal?: AbortSignal;
  /** Bytes, files and phase, several times a second while a model is fetched. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/**
 * Private AI inside the page: models run in a worker of this page, and no prompt leaves the machine.
 *
 * The worker starts at the first call. Every call takes a `signal`; an aborted call rejects at once with an `AbortError` that carries the
 * partial text.
 */
export class ModularAI {
  readonly #events = new EventHub();
  readonly #ledger = new Ledger();
  readonly #host: WorkerHost;

  /** Use {@link createModularAI}. */
  constructor(config: CoreConfig | string = {}) {
    this.#host = new WorkerHost({
      config,
      onEvent: (event) => this.#emit(event),
      onLost: (reason) => this.#events.emit('degraded', { reason }),
      onReplaced: (reason) => this.#events.emit('recovered', { reason }),
    });
  }

  /**
   * Continues a text.
   *
   * @example
   * const { text } = await ai.generateText('Once upon a time', { maxLength: 64, temperature: 0 });
   * @throws {AbortError} with the partial text
   */
  async generateText(prompt: string, options?: TextCallOptions): Promise<TextResult> {
    return this.streamText(prompt, options).finalResult();
  }

  /**
   * Continues a text, part by part.
   *
   * @example
   * for await (const part of ai.streamText('Once upon a time')) if (part.type === 'text') output.append(part.text);
   */
  streamText(prompt: string, options?: TextCallOptions): TextStream {
    const { signal, rest } = splitSignal('streamText', options);
    return this.#stream('llm.generate', { ...rest, prompt } satisfies TextRequest, signal);
  }

  /**
   * Answers a chat, by the model's chat template.
   *
   * @example
   * const { text } = await ai.chat([{ role: 'user', content: 'Hello' }]);
   * @throws {ChatTemplateMissingError} where the model does not chat
   */
  async chat(messages: readonly ChatMessage[], options?: ChatCallOptions): Promise<TextResult> {
    return this.streamChat(messages, options).finalResult();
  }

  /** Answers a chat, part by part. */
  streamChat(messages: readonly ChatMessage[], options?: ChatCallOptions): TextStream {
    const { signal, rest } = splitSignal('streamChat', options);
    return this.#stream('llm.chat', { ...rest, messages } satisfies ChatRequest, signal);
  }

  /** Cuts a text into the model's tokens. */
  async tokenize(text: string, options?: TokenizeCallOptions): Promise<TokenizeResult> {
    const { signal, rest } = splitSignal('tokenize', options);
    return this.#single('llm.tokenize', { ...rest, text }, { signal });
  }

  /** Tokens of a text, counted by the model's tokenizer. */
  async countTokens(text: string, options?: TokenizeCallOptions): Promise<number> {
    const { signal, rest } = splitSignal('countTokens', options);
    return this.#single('llm.countTokens', { ...rest, text }, { signal });
  }

  /**
   * Makes a model resident before it is needed.
   *
   * @param model - @default the config's `models.text`
   */
  async loadModel(model?: ModelReference, options?: LoadModelOptions): Promise<ModelInfo> {
    const { signal, rest } = splitSignal('loadModel', options);
    refuseOthers('loadModel', rest, ['onProgress']);
    if (rest.onProgress !== undefined) refuseNoFunction('loadModel', 'onProgress', rest.onProgress);
    let loaded: ModelInfo | undefined;
    for await (const part of this.#run<LoadPart>('models.load', { model }, { signal })) {
      if (part.type === 'progress') rest.onProgress?.(part.progress);
      else loaded = part.model;
    }
    if (loaded === undefined) throw new ShutDownError();
    return loaded;
  }

  /** Frees a model. @returns whether it was resident */
  async unloadModel(model?: ModelReference, options?: SignalOptions): Promise<boolean> {
    return this.#single('models.unload', { model }, onlySignal('unloadModel', options));
  }

  /** Models that are resident, most recently used first. */
  async listModels(options?: SignalOptions): Promise<ModelInfo[]> {
    return this.#single('models.list', {}, onlySignal('listModels', options));
  }

  /** What the device can do, what is loaded, and how the engines are. */
  async getHealthStatus(options?: SignalOptions): Promise<HealthStatus> {
    return this.#single('system.health', {}, onlySignal('getHealthStatus', options));
  }

  /**
   * Hears of status outside of streams.
   *
   * @returns the function that ends the subscription
   */
  on<Name extends AiEventName>(name: Name, listener: AiListener<Name>): () => void {
    return this.#events.on(name, listener);
  }

  /** Ends open calls with a `ShutDownError` and frees everything. Later calls reject; calling it again does nothing. */
  async shutdown(): Promise<void> {
    this.#host.close();
    this.#events.clear();
  }

  #stream(operation: string, request: TextRequest | ChatRequest, signal: AbortSignal | undefined): TextStream {
    const { timeoutMs, metadata } = request;
    return new TextStream(this.#run<TextPart>(operation, request, { signal, timeoutMs }), metadata);
  }

  async #single<Result>(operation: string, request: unknown, options: CallOptions): Promise<Result> {
    for await (const part of this.#run<Result>(operation, request, options)) return part;
    throw new ShutDownError({ reason: `${operation} gave no answer` });
  }

  #run<Part>(operation: string, request: unknown, options: CallOptions): AsyncIterableIterator<Part, void, undefined> {
    return runCall<Part>({ host: this.#host, ledger: this.#ledger }, operation, request, options);
  }

  #emit(event: WireEvent): void {
    const { type, ...rest } = event as { type: AiEventName } & Record<string, unknown>;
    this.#events.emit(type, rest as unknown as AiEvents[typeof type]);
  }
}
