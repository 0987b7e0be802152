import { InvalidInputError } from '../errors';
import { nameOf, refuseOthers } from './refuse';

/** Options of a call that takes nothing but a signal. */
export interface SignalOptions {
  readonly signal?: AbortSignal;
}

/**
 * Parts the options of a call into what stays on the page and what goes to the worker, which checks the rest.
 *
 * @throws {InvalidInputError} where the options are no object, or the signal is none
 */
export function splitSignal<Options extends SignalOptions>(
  subject: string,
  options: Options | undefined,
): { signal: AbortSignal | undefined; rest: Omit<Options, 'signal'> } {
  const given: unknown = options ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InvalidInputError({
      subject,
      problems: [{ field: 'options', expected: 'an object', received: nameOf(given) }],
    });
  const { signal, ...rest } = given as Options;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new InvalidInputError({
      subject,
      problems: [{ field: 'signal', expected: 'an AbortSignal', received: nameOf(signal) }],
    });
  return { signal, rest };
}

/**
 * The signal of a call that has no other option.
 *
 * @throws {InvalidInputError} for any other option, and where the signal is none
 */
export function onlySignal(subject: string, options: SignalOptions | undefined): SignalOptions {
  const { signal, rest } = splitSignal(subject, options);
  refuseOthers(subject, rest, ['signal']);
  return { signal };
}
