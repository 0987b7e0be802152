import { createBadWords } from './bad-words';
import { createForcedEos } from './forced-eos';
import { createLogitBias } from './logit-bias';
import type { LogitsProcessor } from './logits-processor';
import { createMinLength } from './min-length';
import { createMinP } from './min-p';
import { createNoRepeatNgram } from './no-repeat-ngram';
import { createOccurrencePenalty } from './occurrence-penalty';
import { createRepetitionPenalty } from './repetition-penalty';
import { isGreedy, withSamplingDefaults, type SamplingOptions } from './sampling-options';
import { createTemperature } from './temperature';
import { createTopK } from './top-k';
import { createTopP } from './top-p';
import { createTypical } from './typical';

/** What processors need of model and call beside the options. */
export interface ProcessorFacts {
  readonly eosTokenIds: readonly number[];
  /** Token sequences that must not be generated. */
  readonly badWordIds: readonly (readonly number[])[];
  /** New tokens at most, after the context has had its say. */
  readonly maxTokens: number;
}

/**
 * Makes the processors that a call's options ask for; what is off is not in the list.
 *
 * The order is that of `generate()` in Hugging Face transformers, with OpenAI's penalties after the repetition penalty. The last five only
 * shape what is drawn from, so greedy decoding goes without them.
 */
export function buildProcessors(options: SamplingOptions, facts: ProcessorFacts): LogitsProcessor[] {
  const settings = withSamplingDefaults(options);
  const { eosTokenIds, badWordIds, maxTokens } = facts;
  const { presencePenalty: presence, frequencyPenalty: frequency } = settings;
  const hasEos = eosTokenIds.length > 0;
  const processors: LogitsProcessor[] = [];
  if (Object.keys(settings.logitBias).length > 0) processors.push(createLogitBias(settings.logitBias));
  if (settings.repetitionPenalty !== 1) processors.push(createRepetitionPenalty(settings.repetitionPenalty));
  if (presence !== 0 || frequency !== 0) processors.push(createOccurrencePenalty({ presence, frequency }));
  if (settings.noRepeatNgramSize > 0) processors.push(createNoRepeatNgram(settings.noRepeatNgramSize));
  if (badWordIds.length > 0) processors.push(createBadWords(badWordIds, eosTokenIds));
  if (settings.minLength > 0 && hasEos) processors.push(createMinLength(settings.minLength, eosTokenIds));
  if (settings.forcedEos && hasEos) processors.push(createForcedEos(maxTokens, eosTokenIds));
  if (isGreedy(settings)) return processors;
  if (settings.temperature !== 1) processors.push(createTemperature(settings.temperature));
  if (settings.topK > 0) processors.push(createTopK(settings.topK));
  if (settings.topP < 1) processors.push(createTopP(settings.topP));
  if (settings.minP > 0) processors.push(createMinP(settings.minP));
  if (settings.typicalP < 1) processors.push(createTypical(settings.typicalP));
  return processors;
}
