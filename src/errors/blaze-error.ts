const marker = Symbol.for('blaze-ai.error');

/** Names of all errors of the library; stable, safe to switch on. */
export type ErrorCode =
  | 'ABORTED'
  | 'CHAT_TEMPLATE_MISSING'
  | 'CHAT_TEMPLATE_FAILED'
  | 'CONFIG_INVALID'
  | 'CONTEXT_EXCEEDED'
  | 'DEVICE_LOST'
  | 'DEVICE_UNAVAILABLE'
  | 'DOWNLOAD_FAILED'
  | 'INPUT_INVALID'
  | 'INTERNAL'
  | 'MODEL_FILE_INVALID'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_NOT_SET'
  | 'MODEL_UNSUPPORTED'
  | 'OUT_OF_MEMORY'
  | 'RUNTIME_FAULT'
  | 'SHUT_DOWN'
  | 'STORAGE_FULL'
  | 'STORAGE_UNAVAILABLE'
  | 'TIMED_OUT'
  | 'WORKER_CRASHED'
  | 'WORKER_START_FAILED';

/** What every error takes beside its details. */
export interface BlazeErrorOptions {
  /** The lower-level error that led to this one. */
  cause?: unknown;
}

/**
 * Base of every error that the library throws.
 *
 * The message is a function of `details`, so that an error can cross a thread as `{ code, details }` and be rebuilt as the same class.
 */
export abstract class BlazeError<Details extends object = object> extends Error {
  /** Stable name of the kind of failure. */
  readonly code: ErrorCode;
  /** What failed, what was expected and what came, as plain JSON. */
  readonly details: Details;

  protected constructor(
    name: string,
    code: ErrorCode,
    message: string,
    details: Details,
    options: BlazeErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = name;
    this.code = code;
    this.details = details;
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for errors of this library, also when two copies of it are loaded. */
  static isInstance(value: unknown): value is BlazeError {
    return typeof value === 'object' && value !== null && marker in value;
  }

  toJSON(): { name: string; code: ErrorCode; message: string; details: Details } {
    return { name: this.name, code: this.code, message: this.message, details: this.details };
  }
}
