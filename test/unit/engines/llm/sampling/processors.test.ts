import { describe, expect, it } from 'vitest';
import { createBadWords } from '../../../../../src/engines/llm/sampling/bad-words';
import { buildProcessors } from '../../../../../src/engines/llm/sampling/build-processors';
import { createForcedEos } from '../../../../../src/engines/llm/sampling/forced-eos';
import { createLogitBias } from '../../../../../src/engines/llm/sampling/logit-bias';
import type { LogitsProcessor } from '../../../../../src/engines/llm/sampling/logits-processor';
import { createMinLength } from '../../../../../src/engines/llm/sampling/min-length';
import { createMinP } from '../../../../../src/engines/llm/sampling/min-p';
import { createNoRepeatNgram } from '../../../../../src/engines/llm/sampling/no-repeat-ngram';
import { createRepetitionPenalty } from '../../../../../src/engines/llm/sampling/repetition-penalty';
import { createTemperature } from '../../../../../src/engines/llm/sampling/temperature';
import { createTopK } from '../../../../../src/engines/llm/sampling/top-k';
import { createTopP } from '../../../../../src/engines/llm/sampling/top-p';
import { createTypical } from '../../../../../src/engines/llm/sampling/typical';
import { expectedScores, goldenLogits, processorCases, type ProcessorCase } from './processor-golden';

type Parameters = Record<string, unknown>;

const numberIn = (parameters: Parameters, name: string) => parameters[name] as number;
const idsIn = (parameters: Parameters, name: string) => parameters[name] as number[];

const factories: Record<string, (parameters: Parameters, promptLength: number) => LogitsProcessor> = {
  TemperatureLogitsWarper: (its) => createTemperature(numberIn(its, 'temperature')),
  TopKLogitsWarper: (its) => createTopK(numberIn(its, 'top_k')),
  TopPLogitsWarper: (its) => createTopP(numberIn(its, 'top_p')),
  MinPLogitsWarper: (its) => createMinP(numberIn(its, 'min_p')),
  TypicalLogitsWarper: (its) => createTypical(numberIn(its, 'mass')),
  RepetitionPenaltyLogitsProcessor: (its) => createRepetitionPenalty(numberIn(its, 'penalty')),
  NoRepeatNGramLogitsProcessor: (its) => createNoRepeatNgram(numberIn(its, 'ngram_size')),
  SequenceBiasLogitsProcessor: (its) => createLogitBias(singleTokenBias(its['sequence_bias'])),
  NoBadWordsLogitsProcessor: (its) => createBadWords(its['bad_words_ids'] as number[][], idsIn(its, 'eos_token_id')),
  MinNewTokensLengthLogitsProcessor: (its) =>
    createMinLength(numberIn(its, 'min_new_tokens'), idsIn(its, 'eos_token_id')),
  // Their limit is the length of prompt and text, ours that of the text.
  ForcedEOSTokenLogitsProcessor: (its, promptLength) =>
    createForcedEos(numberIn(its, 'max_length') - promptLength, idsIn(its, 'eos_token_id')),
};

function singleTokenBias(pairs: unknown = []): Record<number, number> {
  return Object.fromEntries((pairs as [number[], number][]).map(([ids, bias]) => [ids[0]!, bias]));
}

function processorsOf({ processor, parameters, generation, prompt_length: promptLength }: ProcessorCase) {
  if (processor !== undefined) return [factories[processor]!(parameters!, promptLength)];
  const config = generation!;
  const number = (name: string) => config[name] as number | undefined;
  return buildProcessors(
    {
      doSample: config['do_sample'] as boolean,
      temperature: number('temperature'),
      topK: number('top_k'),
      topP: number('top_p') ?? 1,
      minP: number('min_p'),
      typicalP: number('typical_p'),
      repetitionPenalty: number('repetition_penalty'),
      noRepeatNgramSize: number('no_repeat_ngram_size'),
      minLength: number('min_new_tokens'),
      forcedEos: config['forced_eos_token_id'] !== undefined,
      logitBias: singleTokenBias(config['sequence_bias']),
    },
    {
      eosTokenIds: (config['eos_token_id'] as number[] | undefined) ?? [],
      badWordIds: (config['bad_words_ids'] as number[][] | undefined) ?? [],
      maxTokens: (number('max_length') ?? Infinity) - promptLength,
    },
  );
}

/** Which of several equal scores goes is not settled: torch's sort is not stable. How many go is. */
function expectEqualUpToTies(actual: Float32Array, expected: Float32Array): void {
  expect([...actual].sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b));
}

function expectEqual(actual: Float32Array, expected: Float32Array): void {
  const ruledOut = (scores: Float32Array) => [...scores.keys()].filter((id) => scores[id] === -Infinity);
  expect(ruledOut(actual)).toEqual(ruledOut(expected));
  for (let id = 0; id < expected.length; id++) {
    if (expected[id] === -Infinity) continue;
    expect(Math.abs(actual[id]! - expected[id]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected[id]!)));
  }
}

describe('every processor equals the one of Hugging Face transformers', () => {
  it.each(processorCases.map((golden, index) => ({ golden, index, name: golden.processor ?? 'generate()' })))(
    'case $index: $name on $golden.logits',
    ({ golden }) => {
      const { token_ids: tokenIds, prompt_length: promptLength } = golden;
      const processors = processorsOf(golden);
      // Twice with the same processors: what a call leaves in its scratch memory must not reach the next.
      for (let round = 0; round < 2; round++) {
        const scores = goldenLogits(golden.logits);
        for (const process of processors) process(scores, { tokenIds, promptLength });
        const hasTies = golden.processor === 'TopPLogitsWarper' && ['tied', 'all_equal'].includes(golden.logits);
        (hasTies ? expectEqualUpToTies : expectEqual)(scores, expectedScores(golden));
      }
    },
  );

  it('covers every processor that the library has a factory for', () => {
    const seen = new Set(processorCases.map(({ processor }) => processor));
    for (const name of Object.keys(factories)) expect(seen).toContain(name);
  });
});
