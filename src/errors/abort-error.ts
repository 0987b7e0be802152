import { BlazeError, type BlazeErrorOptions } from './blaze-error';

/** Details of {@link AbortError}. */
export interface AbortDetails {
  /** Text that was generated before the abort; empty when there was none. */
  partialText: string;
  /** Token ids behind `partialText`. */
  partialTokenIds: readonly number[];
  /** The reason that was given to `AbortController.abort`, as text. */
  reason?: string;
}

/** The caller's signal fired. `name` is `AbortError`, as everywhere on the platform. */
export class AbortError extends BlazeError<AbortDetails> {
  constructor(details: AbortDetails = { partialText: '', partialTokenIds: [] }, options?: BlazeErrorOptions) {
    const reason = details.reason === undefined ? '' : `: ${details.reason}`;
    super('AbortError', 'ABORTED', `The operation was aborted${reason}`, details, options);
  }

  /** Text that was generated before the abort. */
  get partialText(): string {
    return this.details.partialText;
  }
}

/** Details of {@link TimedOutError}. */
export interface TimedOutDetails {
  /** The limit, in milliseconds of execution (downloads and loading do not count). */
  timeoutMs: number;
  /** Text that was generated before the limit. */
  partialText: string;
}

/** Execution took longer than the call's `timeoutMs`. */
export class TimedOutError extends BlazeError<TimedOutDetails> {
  constructor(details: TimedOutDetails, options?: BlazeErrorOptions) {
    super('TimedOutError', 'TIMED_OUT', `Execution took longer than ${details.timeoutMs} ms`, details, options);
  }
}
