import { AbortError } from '../../../errors';
import type { YieldToEvents } from '../../yield-to-events';
import type { KvCache } from '../cache/kv-cache';
import type { LanguageModel } from '../model/language-model';
import type { ResumePoint } from '../resume-point';
import { checkSamplingIds } from '../sampling/check-sampling-ids';
import { createSampler } from '../sampling/create-sampler';
import type { Sample } from '../sampling/sampler';
import { StopSequenceMatcher } from '../text/stop-sequences';
import { StreamingDetokenizer } from '../text/streaming-detokenizer';
import type { PositionLogprobs, TextPart, Timings } from '../text-part';
import type { TextOptions } from '../text-request';
import { decodeSequence } from './decode-sequence';
import { preparePrompt } from './prepare-prompt';
import { SequenceWriter } from './sequence-writer';

export interface GenerateOptions {
  readonly model: LanguageModel;
  /** The prompt as ids, before it is fitted into the context. */
  readonly promptTokenIds: readonly number[];
  readonly options: TextOptions;
  /** The call, for messages. */
  readonly subject: string;
  readonly signal: AbortSignal;
  readonly resume: ResumePoint | undefined;
  /** Milliseconds spent before this model could work on the call. */
  readonly waited: { readonly queueMs: number; readonly loadMs: number };
  readonly yieldToEvents: YieldToEvents;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** A seed for calls that bring none. */
  readonly randomSeed: () => number;
}

/** Writes one or more continuations of a prompt, one after the other on the same prefilled cache. */
export async function* generateText(context: GenerateOptions): AsyncGenerator<TextPart, void, undefined> {
  const { model, options, signal, resume, now } = context;
  const { maxLength = 100, numReturnSequences = 1, truncate = 'error' } = options;
  const { tokenIds: promptTokenIds, maxTokens } = preparePrompt(context.promptTokenIds, {
    contextLength: model.info.contextLength,
    maxLength,
    truncate,
    bosTokenId: model.tokenizer.bosTokenId ?? model.facts.bosTokenId,
    subject: context.subject,
  });
  const seed = resume?.seed ?? options.seed ?? context.randomSeed();
  yield { type: 'start', model: model.info, promptTokenIds: [...promptTokenIds], seed, ...context.waited };

  // Not before: how long the consumer takes to ask for the next part is no work.
  const startedAt = now();
  const prompt = model.decoder.createCache(promptTokenIds.length + maxTokens);
  let completionTokens = 0;
  let prefillMs = 0;
  let decodeMs = 0;
  let decodedSteps = 0;
  /** The prompt's cache goes to the last sequence, copies to those before it. */
  let current: KvCache | undefined;
  try {
    const promptLogits = await prefill(context, prompt, promptTokenIds);
    prefillMs = now() - startedAt;
    const bannedIds = badWordIds(model, options);
    checkSamplingIds({ logitBias: options.logitBias, badWordIds: bannedIds }, promptLogits.length, context.subject);
    for (let sequence = 0; sequence < numReturnSequences; sequence++) {
      throwIfAborted(signal);
      const isLast = sequence === numReturnSequences - 1;
      current = isLast ? prompt : await prompt.fork();
      const resumed = resume?.sequences[sequence];
      const sampler = createSampler(options, {
        seed: seedOf(seed, sequence),
        eosTokenIds: model.eosTokenIds,
        badWordIds: bannedIds,
        maxTokens,
        promptLength: promptTokenIds.length,
      });
      sampler.randomPosition = resumed?.randomPosition ?? 0;
      const decodeStartedAt = now();
      let tokens = resumed?.tokenIds.length ?? 0;
      for await (const step of decodeSequence({
        decoder: model.decoder,
        cache: current,
        logits: isLast ? promptLogits : promptLogits.slice(),
        promptTokenIds,
        sampler,
        writer: new SequenceWriter(
          new StreamingDetokenizer(model.tokenizer, { promptTokenIds }),
          new StopSequenceMatcher(options.stopSequences ?? []),
          resumed?.text,
        ),
        maxTokens,
        eosTokenIds: new Set(model.eosTokenIds),
        replayedTokenIds: resumed?.tokenIds,
        yieldToEvents: context.yieldToEvents,
        signal,
      })) {
        if (step.type === 'end') {
          const { finishReason, stopSequence } = step;
          yield {
            type: 'sequence-finish',
            sequence,
            finishReason,
            ...(stopSequence !== undefined && { stopSequence }),
          };
          continue;
        }
        const isToken = step.type === 'token';
        if (isToken) tokens += 1;
        const logprobs = isToken ? namedLogprobs(model, step.sample) : undefined;
        yield {
          type: 'text',
          sequence,
          text: step.text,
          tokenIds: isToken ? [step.sample.tokenId] : [],
          randomPosition: sampler.randomPosition,
          ...(logprobs !== undefined && { logprobs: [logprobs] }),
        };
      }
      throwIfAborted(signal);
      decodeMs += now() - decodeStartedAt;
      decodedSteps += Math.max(0, tokens - 1);
      completionTokens += tokens;
      if (!isLast) current.dispose();
    }
  } finally {
    if (current !== prompt) current?.dispose();
    prompt.dispose();
  }
  const promptTokens = promptTokenIds.length;
  const timings: Timings = {
    ...context.waited,
    prefillMs,
    decodeMs,
    totalMs: context.waited.queueMs + context.waited.loadMs + now() - startedAt,
    tokensPerSecond: decodeMs > 0 ? (1000 * decodedSteps) / decodeMs : 0,
  };
  yield {
    type: 'finish',
    usage: { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens },
    timings,
  };
}

async function prefill(
  { model, signal, yieldToEvents }: GenerateOptions,
  cache: KvCache,
  tokenIds: readonly number[],
): Promise<Float32Array> {
  let logits: Float32Array = new Float32Array();
  for (const chunk of model.decoder.chunks(tokenIds)) {
    await yieldToEvents();
    throwIfAborted(signal);
    logits = await model.decoder.forward(chunk, cache);
  }
  return logits;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AbortError();
}

/** Seeds go round at 2^53, past which integers are not exact. */
function seedOf(seed: number, sequence: number): number {
  const left = Number.MAX_SAFE_INTEGER - seed;
  return sequence <= left ? seed + sequence : sequence - left - 1;
}

function badWordIds({ tokenizer }: LanguageModel, { badWords = [] }: TextOptions): number[][] {
  // A word is banned both at the start of a text and after a space.
  return badWords.flatMap((word) =>
    typeof word === 'string'
      ? [word, ` ${word}`].map((text) => tokenizer.encode(text, { addSpecialTokens: false }))
      : [[...word]],
  );
}

function namedLogprobs({ tokenizer }: LanguageModel, { logprobs }: Sample): PositionLogprobs | undefined {
  if (logprobs === undefined) return undefined;
  const named = ({ tokenId, logprob }: { tokenId: number; logprob: number }) => ({
    tokenId,
    token: tokenizer.tokenText(tokenId),
    logprob,
  });
  return { ...named(logprobs), top: logprobs.top.map(named) };
}
