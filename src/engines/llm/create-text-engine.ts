import {
  AbortError,
  ChatTemplateMissingError,
  isFatal,
  ModelNotSetError,
  ShutDownError,
  toBlazeError,
} from '../../errors';
import type { ModelDescriptor, ModelReference } from '../../models/model-reference';
import { parseModelReference } from '../../models/sources/parse-model-reference';
import type { EngineHealth, EngineState, LoadProgress } from '../engine';
import { Lane } from '../lane';
import { ResidentModels } from '../resident-models';
import { createYieldToEvents, type YieldToEvents } from '../yield-to-events';
import { generateText } from './generate/generate-text';
import type { LanguageModel } from './model/language-model';
import { loadLanguageModel, type LoadDependencies } from './model/load-language-model';
import { residentKey } from './model/resident-key';
import type { EngineCall, TextEngine } from './text-engine';
import type { ModelInfo, TextPart } from './text-part';
import type { TextOptions } from './text-request';

/** What an engine tells of itself outside its calls. */
export type TextEngineEvent =
  | { readonly type: 'loading'; readonly progress: LoadProgress }
  | { readonly type: 'ready'; readonly model: ModelInfo }
  | { readonly type: 'evicted'; readonly model: ModelInfo }
  | { readonly type: 'degraded'; readonly reason: string };

export interface TextEngineOptions extends LoadDependencies {
  /** Taken by calls that name no model. */
  readonly defaultModel: ModelReference | undefined;
  /** Bytes of models that may be resident together. */
  readonly budgetBytes: number;
  /** Addresses on this host are read as repositories. @default the public hub */
  readonly hubHost?: string;
  readonly onEvent?: (event: TextEngineEvent) => void;
  /** @default `performance.now` */
  readonly now?: () => number;
  /** @default a random integer below 2^48 */
  readonly randomSeed?: () => number;
  readonly yieldToEvents?: YieldToEvents;
}

const seedBytes = 6;

function cryptoSeed(): number {
  return crypto.getRandomValues(new Uint8Array(seedBytes)).reduce((seed, byte) => seed * 256 + byte, 0);
}

/** Makes the engine of decoder-only language models: one call at a time, models loaded at first use. */
export function createTextEngine(options: TextEngineOptions): TextEngine {
  const { now = () => performance.now(), randomSeed = cryptoSeed, onEvent } = options;
  const yieldToEvents = options.yieldToEvents ?? createYieldToEvents();
  const lane = new Lane();
  const closing = new AbortController();
  const models = new ResidentModels<LanguageModel>({
    budgetBytes: options.budgetBytes,
    onEvicted: ({ info }) => onEvent?.({ type: 'evicted', model: info }),
  });
  let state: EngineState = 'uninitialized';
  let requests = 0;
  let failures = 0;
  let lastError: string | undefined;
  /** The runtime under the engine cannot be used again. */
  let broken = false;

  function describe(reference: ModelReference | undefined): ModelDescriptor {
    const chosen = reference ?? options.defaultModel;
    if (chosen === undefined) throw new ModelNotSetError({ task: 'text' });
    return parseModelReference(chosen, { hubHost: options.hubHost });
  }

  async function resident(descriptor: ModelDescriptor, call: EngineCall): Promise<LanguageModel> {
    const source = await options.createSource(descriptor);
    const key = residentKey(source, descriptor);
    const present = models.use(key);
    if (present !== undefined) return present;
    if (models.list().length === 0) state = 'initializing';
    const model = await loadLanguageModel(source, descriptor, options, {
      signal: call.signal,
      onProgress: (progress) => {
        call.onLoadProgress?.(progress);
        onEvent?.({ type: 'loading', progress });
      },
      makeRoom: (sizeBytes) => models.makeRoom(sizeBytes),
      onFallback: (reason) => onEvent?.({ type: 'degraded', reason: `${reason}; the next dtype is taken` }),
    });
    await models.add(key, model);
    onEvent?.({ type: 'ready', model: model.info });
    return model;
  }

  async function residentNow(reference: ModelReference | undefined): Promise<LanguageModel | undefined> {
    if (closing.signal.aborted) throw new ShutDownError();
    const descriptor = describe(reference);
    return models.use(residentKey(await options.createSource(descriptor), descriptor));
  }

  /** Runs `work` with the lane and the model; counts, and turns whatever is thrown into an error of the library. */
  async function* withModel<Part>(
    reference: ModelReference | undefined,
    call: EngineCall,
    work: (
      model: LanguageModel,
      signal: AbortSignal,
      waited: { queueMs: number; loadMs: number },
    ) => AsyncIterable<Part>,
  ): AsyncGenerator<Part, void, undefined> {
    if (closing.signal.aborted) throw new ShutDownError();
    const signal = AbortSignal.any([call.signal, closing.signal]);
    const descriptor = describe(reference);
    requests += 1;
    const askedAt = now();
    let leave: (() => void) | undefined;
    try {
      leave = await lane.enter(signal);
      const enteredAt = now();
      const model = await resident(descriptor, { ...call, signal });
      state = 'busy';
      yield* work(model, signal, { queueMs: enteredAt - askedAt, loadMs: now() - enteredAt });
    } catch (thrown) {
      const error = toBlazeError(thrown);
      if (!(error instanceof AbortError)) {
        failures += 1;
        lastError = error.message;
        broken ||= isFatal(error);
      }
      throw error instanceof AbortError && closing.signal.aborted ? new ShutDownError() : error;
    } finally {
      if (leave !== undefined) {
        state = closing.signal.aborted ? 'shutdown' : broken ? 'error' : 'idle';
        leave();
      }
    }
  }

  const write = (
    request: TextOptions,
    call: EngineCall,
    subject: string,
    promptOf: (model: LanguageModel) => readonly number[],
  ): AsyncIterable<TextPart> =>
    withModel(request.model, call, (model, signal, waited) =>
      generateText({
        model,
        promptTokenIds: promptOf(model),
        options: request,
        subject,
        signal,
        resume: call.resume,
        waited,
        yieldToEvents,
        now,
        randomSeed,
      }),
    );

  async function single<T>(
    reference: ModelReference | undefined,
    call: EngineCall,
    answer: (model: LanguageModel) => T,
  ): Promise<T> {
    const parts = withModel(reference, call, async function* (model) {
      yield answer(model);
    });
    for await (const part of parts) return part;
    throw new AbortError();
  }

  return {
    name: 'llm',
    generate: (request, call) =>
      write(request, call, 'generateText', ({ tokenizer }) =>
        tokenizer.encode(request.prompt, { addSpecialTokens: true }),
      ),
    chat: (request, call) =>
      write(request, call, 'chat', ({ chatTemplate, tokenizer, info }) => {
        if (chatTemplate === undefined) throw new ChatTemplateMissingError({ model: info.id });
        const rendered = chatTemplate.render(request.messages, request.templateOptions);
        // The template writes the special tokens itself.
        return tokenizer.encode(rendered, { addSpecialTokens: false });
      }),
    async tokenize({ text, model, addSpecialTokens = true }, call) {
      const answer = ({ tokenizer }: LanguageModel) => {
        const tokenIds = tokenizer.encode(text, { addSpecialTokens });
        return { tokenIds, tokens: tokenIds.map((id) => tokenizer.tokenText(id)) };
      };
      const present = await residentNow(model);
      // A tokenizer needs no turn on the device: it answers beside a text that is being written.
      return present === undefined ? single(model, call, answer) : answer(present);
    },
    load: (model, call) => single(model, call, ({ info }) => info),
    async unload(reference) {
      const leave = await lane.enter(closing.signal).catch(() => {
        throw new ShutDownError();
      });
      try {
        const descriptor = describe(reference);
        return await models.remove(residentKey(await options.createSource(descriptor), descriptor));
      } finally {
        leave();
      }
    },
    loaded: () => models.list().map(({ info }) => info),
    health(): EngineHealth {
      return { state, queued: lane.queued, requests, failures, ...(lastError !== undefined && { lastError }) };
    },
    async dispose() {
      closing.abort();
      const leave = await lane.enter(new AbortController().signal);
      await models.dispose();
      state = 'shutdown';
      leave();
    },
  };
}
