import { InvalidInputError } from '../errors';

/** The error of a call that cannot be meant. */
export function wrongCall(field: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ subject: 'blaze-ai', problems: [{ field, expected, received }] });
}
