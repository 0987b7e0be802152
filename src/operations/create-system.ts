import { ShutDownError } from '../errors';
import { validateInput } from '../validation/validate-input';
import type { AnyOperation, OperationContext } from './operation';
import { OperationRegistry } from './registry';
import type { System } from './system';

export interface SystemOptions {
  readonly operations: Iterable<AnyOperation>;
  /** Frees what the operations stand on; called once. */
  readonly dispose: () => Promise<void>;
}

/** Makes a system of a table of operations. */
export function createSystem({ operations, dispose }: SystemOptions): System {
  const registry = new OperationRegistry();
  for (const operation of operations) registry.register(operation);
  let disposal: Promise<void> | undefined;

  function prepare(name: string, input: unknown): { operation: AnyOperation; request: unknown } {
    if (disposal) throw new ShutDownError();
    const operation = registry.get(name);
    return { operation, request: validateInput(operation.request, input, name) };
  }

  return {
    operations: registry.names,
    async *run(name: string, input: unknown, context: OperationContext) {
      const { operation, request } = prepare(name, input);
      yield* operation.handle(request, context);
    },
    async call(name, input, context) {
      const { operation, request } = prepare(name, input);
      return operation.collect(operation.handle(request, context), request);
    },
    dispose() {
      disposal ??= dispose();
      return disposal;
    },
  };
}
