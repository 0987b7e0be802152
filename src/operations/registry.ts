import { InternalError, InvalidInputError } from '../errors';
import { describeValue } from '../validation/describe-value';
import { nearestName } from '../validation/nearest-name';
import type { AnyOperation } from './operation';

/** The one table of operations, by name. */
export class OperationRegistry {
  readonly #operations = new Map<string, AnyOperation>();

  /** Names in the order of registration. */
  get names(): readonly string[] {
    return [...this.#operations.keys()];
  }

  /** @throws {InternalError} where the name is taken */
  register(operation: AnyOperation): this {
    if (this.#operations.has(operation.name))
      throw new InternalError({ reason: `operation ${operation.name} is registered twice` });
    this.#operations.set(operation.name, operation);
    return this;
  }

  /** @throws {InvalidInputError} that names the nearest operation, where there is none of this name */
  get(name: string): AnyOperation {
    const operation = this.#operations.get(name);
    if (operation) return operation;
    const nearest = nearestName(name, this.names);
    const expected =
      nearest === undefined ? `one of ${this.names.join(', ')}` : `a known name; did you mean ${nearest}?`;
    throw new InvalidInputError({
      subject: 'operation',
      problems: [{ field: 'operation', expected, received: describeValue(name) }],
    });
  }
}
