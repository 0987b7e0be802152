import type { TextOptions } from '../text-request';

/** The options that decide on the next token. */
export type SamplingOptions = Pick<
  TextOptions,
  | 'minLength'
  | 'temperature'
  | 'doSample'
  | 'topP'
  | 'topK'
  | 'minP'
  | 'typicalP'
  | 'repetitionPenalty'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'noRepeatNgramSize'
  | 'logitBias'
  | 'forcedEos'
  | 'logprobs'
  | 'topLogprobs'
>;

/** What {@link TextOptions} documents for options that are left out. */
export const samplingDefaults = {
  minLength: 0,
  temperature: 0.7,
  doSample: true,
  topP: 0.9,
  topK: 0,
  minP: 0,
  typicalP: 1,
  repetitionPenalty: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
  noRepeatNgramSize: 0,
  logitBias: {},
  forcedEos: false,
  logprobs: false,
  topLogprobs: 0,
} as const satisfies Required<SamplingOptions>;

/** Options with every default filled in; undefined counts as left out. */
export function withSamplingDefaults(options: SamplingOptions): Required<SamplingOptions> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...samplingDefaults, ...(Object.fromEntries(given) as SamplingOptions) };
}

/** True where the best token is taken and nothing is drawn: `doSample: false`, or temperature 0. */
export function isGreedy({ doSample, temperature }: Required<SamplingOptions>): boolean {
  return !doSample || temperature === 0;
}
