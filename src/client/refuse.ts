import { InvalidInputError } from '../errors';

/*
 * What the page keeps for itself it has to check itself: the schemas, with the library that reads them, are in the worker.
 */

function refuse(subject: string, field: string, expected: string, received: string): never {
  throw new InvalidInputError({ subject, problems: [{ field, expected, received }] });
}

/** A value in a word or two. */
export function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : `a value of type ${typeof value}`;
}

/** @throws {InvalidInputError} where an option is not among the known ones */
export function refuseOthers(subject: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options))
    if (!known.includes(name)) refuse(subject, name, `a known option (${known.join(', ')})`, 'an unknown one');
}

/** @throws {InvalidInputError} where the value is not one of the names */
export function refuseUnknown(subject: string, field: string, value: unknown, names: readonly string[]): void {
  if (!(names as readonly unknown[]).includes(value))
    refuse(subject, field, `one of ${names.map((name) => `'${name}'`).join(', ')}`, nameOf(value));
}

/** @throws {InvalidInputError} where the value cannot be called */
export function refuseNoFunction(subject: string, field: string, value: unknown): void {
  if (typeof value !== 'function') refuse(subject, field, 'a function', nameOf(value));
}
