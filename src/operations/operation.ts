import type { z } from 'zod';

/** What a handler gets beside the request. */
export interface OperationContext {
  readonly callId: string;
  /** Fires on abort and on `break` of the consumer. */
  readonly signal: AbortSignal;
  /** What an interrupted run of this call had given already, when the page replays it; its form is the operation's own. */
  readonly resume?: unknown;
  /** Status that is no part of the result: progress of a load. */
  readonly notify: (event: OperationEvent) => void;
}

/** Something that a call causes and that others may want to know. */
export type OperationEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** How an operation is run. */
export interface OperationPolicy {
  /** Lane of the engine that it occupies; `none` for calls that answer from memory. */
  readonly engine: 'llm' | 'diffusion' | 'none';
  /** A run that dies half-way may be started again from its ledger. */
  readonly replayable: boolean;
}

/**
 * One capability, as every face of the library sees it: typed client, HTTP, batch, command line.
 *
 * @typeParam Request - domain type, camelCase
 * @typeParam Part - what the handler streams
 * @typeParam Result - what the parts come to
 */
export interface Operation<Request, Part, Result> {
  /** `engine.verb`: `llm.generate`. */
  readonly name: string;
  readonly request: z.ZodType<Request>;
  readonly policy: OperationPolicy;
  handle(request: Request, context: OperationContext): AsyncIterable<Part>;
  /** Folds the parts of a whole run into its result. */
  collect(parts: AsyncIterable<Part>, request: Request): Promise<Result>;
}

/** An operation whose types are known to nobody but itself: what a table holds. Its request has passed its own schema. */
export type AnyOperation = Operation<unknown, unknown, unknown>;
