import type { TextOptions } from '../../engines/llm/text-request';
import { freeObject, integer, nonEmptyString, number, oneOf } from '../../validation/fields';
import { modelReferenceSchema } from '../../validation/model-reference-schema';
import { z } from '../../validation/zod';

const tokenId = integer({ minimum: 0 });
const penalty = number({ minimum: -2, maximum: 2 }).default(0);
const bias = number({ minimum: -100, maximum: 100 });

const badWord = z.union([nonEmptyString(), z.array(tokenId).min(1)], { error: 'a word or token ids, not empty' });

/** Longest time that a timer of the platform can wait, in milliseconds. */
const longestTimeoutMs = 2 ** 31 - 1;

/** Rules of {@link TextOptions}, by field; the server's defaults are filled in. */
export const textOptionsShape = {
  model: modelReferenceSchema.optional(),
  maxLength: integer({ minimum: 1 }).default(100),
  minLength: integer({ minimum: 0 }).default(0),
  temperature: number({ minimum: 0 }).default(0.7),
  doSample: z.boolean().default(true),
  topP: number({ above: 0, maximum: 1 }).default(0.9),
  topK: integer({ minimum: 0 }).default(0),
  minP: number({ minimum: 0, maximum: 1 }).default(0),
  typicalP: number({ above: 0, maximum: 1 }).default(1),
  repetitionPenalty: number({ above: 0 }).default(1),
  presencePenalty: penalty,
  frequencyPenalty: penalty,
  noRepeatNgramSize: integer({ minimum: 0 }).default(0),
  logitBias: z.record(z.string().regex(/^(0|[1-9]\d*)$/, { error: 'token ids as keys' }), bias).optional() as z.ZodType<
    TextOptions['logitBias']
  >,
  badWords: z.array(badWord).optional(),
  forcedEos: z.boolean().default(false),
  stopSequences: z.array(nonEmptyString()).default([]),
  seed: integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }).optional(),
  numReturnSequences: integer({ minimum: 1, maximum: 10 }).default(1),
  logprobs: z.boolean().default(false),
  topLogprobs: integer({ minimum: 0, maximum: 20 }).default(0),
  truncate: oneOf('error', 'start').default('error'),
  timeoutMs: number({ above: 0, maximum: longestTimeoutMs }).optional(),
  metadata: freeObject().default({}),
};
