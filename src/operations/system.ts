import type { OperationContext } from './operation';

/** Everything behind the faces of the library: the worker's wire, the command line, later the HTTP API. */
export interface System {
  /** Names of the operations, in the order of their registration. */
  readonly operations: readonly string[];
  /**
   * Runs an operation and streams its parts. Nothing happens before the first part is asked for; then the request is checked, before queue
   * and model. Leaving the iteration early ends the work.
   *
   * @param request - whatever a caller gave
   * @throws {InvalidInputError} where there is no such operation, or the request breaks a rule
   */
  run(operation: string, request: unknown, context: OperationContext): AsyncIterable<unknown>;
  /** Runs an operation to its end and gives its result. */
  call(operation: string, request: unknown, context: OperationContext): Promise<unknown>;
  /** Ends what runs, refuses what comes, frees everything; a second call does nothing more. */
  dispose(): Promise<void>;
}
