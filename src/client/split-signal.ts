import { InvalidInputError } from '../errors';

/**
 * Parts the options of a call into what stays on the page and what goes to the worker, which checks the rest.
 *
 * @throws {InvalidInputError} where the options are no object, or the signal is none
 */
export function splitSignal<Options extends { readonly signal?: AbortSignal }>(
  subject: string,
  options: Options | undefined,
): { signal: AbortSignal | undefined; rest: Omit<Options, 'signal'> } {
  const given: unknown = options ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InvalidInputError({
      subject,
      problems: [{ field: 'options', expected: 'an object', received: typeof given }],
    });
  const { signal, ...rest } = given as Options;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new InvalidInputError({
      subject,
      problems: [{ field: 'signal', expected: 'an AbortSignal', received: signal === null ? 'null' : typeof signal }],
    });
  return { signal, rest };
}
