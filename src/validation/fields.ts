import { z } from './zod';

/** Bounds of a number; both ends included unless said otherwise. */
export interface NumberBounds {
  minimum?: number;
  /** The value itself is out of bounds. */
  above?: number;
  maximum?: number;
}

function boundsInWords(noun: string, { minimum, above, maximum }: NumberBounds): string {
  if (above !== undefined && maximum !== undefined) return `${noun} above ${above} and at most ${maximum}`;
  if (above !== undefined) return `${noun} above ${above}`;
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}`;
  return maximum === undefined ? noun : `${noun} of at most ${maximum}`;
}

function bounded(schema: z.ZodNumber, { minimum, above, maximum }: NumberBounds): z.ZodNumber {
  let result = schema;
  if (minimum !== undefined) result = result.min(minimum);
  if (above !== undefined) result = result.gt(above);
  if (maximum !== undefined) result = result.max(maximum);
  return result;
}

/** A finite number within bounds; a message names them all, whichever was broken. */
export function number(bounds: NumberBounds = {}): z.ZodNumber {
  return bounded(z.number({ error: boundsInWords('a number', bounds) }), bounds);
}

/** An integer that a double holds exactly, within bounds. */
export function integer(bounds: NumberBounds = {}): z.ZodNumber {
  const error = boundsInWords('an integer', bounds);
  return bounded(z.number({ error }).int({ error }), bounds);
}

/** One of several words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  ...words: Words
): z.ZodEnum<{
  [Word in Words[number]]: Word;
}> {
  return z.enum(words, { error: `one of ${words.map((word) => `'${word}'`).join(', ')}` }) as never;
}

/** A string that holds something. */
export function nonEmptyString(): z.ZodString {
  return z.string({ error: 'a string that is not empty' }).min(1);
}

/** An object whose keys and values are the caller's own. */
export function freeObject(): z.ZodType<Readonly<Record<string, unknown>>> {
  return z.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    { error: 'an object' },
  );
}

/** A function, as configs carry some. */
export function callable<Callable>(): z.ZodType<Callable, Callable> {
  return z.custom<Callable>((value) => typeof value === 'function', { error: 'a function' });
}
