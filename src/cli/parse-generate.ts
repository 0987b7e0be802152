import { parseArgs, type ParseArgsConfig } from 'node:util';
import { wrongCall } from './wrong-call';

const options = {
  model: { type: 'string' },
  hub: { type: 'string' },
  revision: { type: 'string' },
  dtype: { type: 'string' },
  device: { type: 'string' },
  threads: { type: 'string' },
  chat: { type: 'boolean' },
  'max-length': { type: 'string' },
  temperature: { type: 'string' },
  'top-p': { type: 'string' },
  'top-k': { type: 'string' },
  'min-p': { type: 'string' },
  'repetition-penalty': { type: 'string' },
  seed: { type: 'string' },
  stop: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

/** A `generate` call, taken apart but not yet checked against the bounds of its options. */
export interface GenerateCall {
  readonly prompt: string;
  readonly chat: boolean;
  readonly json: boolean;
  readonly model: string | undefined;
  readonly hub: string | undefined;
  readonly revision: string | undefined;
  readonly dtype: string | undefined;
  readonly device: string | undefined;
  readonly threads: number | undefined;
  /** Options of the text request that were given. */
  readonly textOptions: Readonly<Record<string, unknown>>;
}

/** @throws {InvalidInputError} for unknown options, missing values and what is no number */
export function parseGenerate(args: readonly string[]): GenerateCall {
  const { values, positionals } = parse(args);
  const [prompt, ...others] = positionals;
  if (prompt === undefined) throw wrongCall('prompt', 'a text, as in: blaze-ai generate "Once upon a time"', 'nothing');
  if (others.length > 0) throw wrongCall('prompt', 'one text, in quotes', `${positionals.length} words`);
  const numberOf = (name: keyof typeof options & keyof typeof values): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const number = typeof text === 'string' && text.trim() !== '' ? Number(text) : NaN;
    if (!Number.isFinite(number)) throw wrongCall(`--${name}`, 'a number', JSON.stringify(text));
    return number;
  };
  const textOptions = {
    maxLength: numberOf('max-length'),
    temperature: numberOf('temperature'),
    topP: numberOf('top-p'),
    topK: numberOf('top-k'),
    minP: numberOf('min-p'),
    repetitionPenalty: numberOf('repetition-penalty'),
    seed: numberOf('seed'),
    stopSequences: values.stop,
  };
  return {
    prompt,
    chat: values.chat === true,
    json: values.json === true,
    model: values.model,
    hub: values.hub,
    revision: values.revision,
    dtype: values.dtype,
    device: values.device,
    threads: numberOf('threads'),
    textOptions: Object.fromEntries(Object.entries(textOptions).filter(([, value]) => value !== undefined)),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own words name the option: "Unknown option '--x'".
    throw wrongCall(
      'arguments',
      'the options that --help lists',
      error instanceof Error ? error.message : String(error),
    );
  }
}
