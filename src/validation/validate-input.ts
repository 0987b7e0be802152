import { InvalidInputError } from '../errors';
import { check } from './problems';
import type { z } from './zod';

/**
 * Parses a request by its schema.
 *
 * @param subject - the call that is checked, for the message
 * @throws {InvalidInputError} with every problem, by field
 */
export function validateInput<Value>(schema: z.ZodType<Value>, input: unknown, subject: string): Value {
  const checked = check(schema, input);
  if ('value' in checked) return checked.value;
  throw new InvalidInputError({ subject, problems: checked.problems });
}
