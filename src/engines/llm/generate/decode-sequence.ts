import type { YieldToEvents } from '../../yield-to-events';
import type { KvCache } from '../cache/kv-cache';
import type { Decoder } from '../decoder/decoder';
import type { Sample, Sampler } from '../sampling/sampler';
import type { FinishReason } from '../text-part';
import type { SequenceWriter } from './sequence-writer';

export interface SequenceOptions {
  readonly decoder: Decoder;
  /** Holds the prompt; becomes the sequence's. */
  readonly cache: KvCache;
  /** Logits after the prompt. */
  readonly logits: Float32Array;
  readonly promptTokenIds: readonly number[];
  readonly sampler: Sampler;
  readonly writer: SequenceWriter;
  readonly maxTokens: number;
  readonly eosTokenIds: ReadonlySet<number>;
  /** Tokens that an interrupted run had taken already: they are run again, one by one as before, and not emitted. */
  readonly replayedTokenIds?: readonly number[];
  readonly yieldToEvents: YieldToEvents;
  readonly signal: AbortSignal;
}

/** One step of a sequence. */
export type SequenceStep =
  | { readonly type: 'token'; readonly sample: Sample; readonly text: string }
  | { readonly type: 'rest'; readonly text: string }
  | { readonly type: 'end'; readonly finishReason: FinishReason; readonly stopSequence?: string };

/**
 * The decode loop: sample, show, run.
 *
 * It gives way to the event loop before each run, so that an abort is heard within one step, and ends early when the signal fires; the
 * caller owns cache and signal and decides what an abort means.
 */
export async function* decodeSequence(options: SequenceOptions): AsyncGenerator<SequenceStep, void, undefined> {
  const { decoder, cache, sampler, writer, maxTokens, eosTokenIds, replayedTokenIds = [], signal } = options;
  const tokenIds = [...options.promptTokenIds];
  let logits = options.logits;
  let finishReason: FinishReason = 'length';
  for (let step = 0; step < maxTokens; step++) {
    const replayed = replayedTokenIds[step];
    const sample = replayed === undefined ? sampler.sample(logits, tokenIds) : { tokenId: replayed };
    if (eosTokenIds.has(sample.tokenId)) {
      finishReason = 'stop';
      break;
    }
    tokenIds.push(sample.tokenId);
    const { text, stopSequence } = writer.push(sample.tokenId);
    if (replayed === undefined) yield { type: 'token', sample, text };
    if (stopSequence !== undefined) {
      yield { type: 'end', finishReason: 'stop_sequence', stopSequence };
      return;
    }
    if (step + 1 === maxTokens) break;
    await options.yieldToEvents();
    if (signal.aborted) return;
    logits = await decoder.forward([sample.tokenId], cache);
  }
  const { text, stopSequence } = writer.finish();
  if (text !== '') yield { type: 'rest', text };
  yield stopSequence === undefined
    ? { type: 'end', finishReason }
    : { type: 'end', finishReason: 'stop_sequence', stopSequence };
}
