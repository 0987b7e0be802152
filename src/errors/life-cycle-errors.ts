import { BlazeError, type BlazeErrorOptions } from './blaze-error';

/** Details of the errors of workers and instances. */
export interface ReasonDetails {
  reason: string;
}

/** The worker died while it held this call. */
export class WorkerCrashedError extends BlazeError<ReasonDetails> {
  constructor(details: ReasonDetails, options?: BlazeErrorOptions) {
    super('WorkerCrashedError', 'WORKER_CRASHED', `The worker crashed: ${details.reason}`, details, options);
  }
}

/** The worker's script could not be started. */
export class WorkerStartFailedError extends BlazeError<ReasonDetails> {
  constructor(details: ReasonDetails, options?: BlazeErrorOptions) {
    super(
      'WorkerStartFailedError',
      'WORKER_START_FAILED',
      `The worker could not be started: ${details.reason}`,
      details,
      options,
    );
  }
}

/** The call came after `shutdown()`. */
export class ShutDownError extends BlazeError<ReasonDetails> {
  constructor(details: ReasonDetails = { reason: 'shutdown() was called' }, options?: BlazeErrorOptions) {
    super('ShutDownError', 'SHUT_DOWN', `This instance is shut down: ${details.reason}`, details, options);
  }
}

/** A defect of the library itself; please report it. */
export class InternalError extends BlazeError<ReasonDetails> {
  constructor(details: ReasonDetails, options?: BlazeErrorOptions) {
    super('InternalError', 'INTERNAL', `Internal error: ${details.reason}`, details, options);
  }
}
