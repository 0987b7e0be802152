import { AbortError, TimedOutError } from './abort-error';
import { BlazeError, type BlazeErrorOptions, type ErrorCode } from './blaze-error';
import { DownloadFailedError, StorageFullError, StorageUnavailableError } from './download-errors';
import { reasonText } from './reason-text';
import { ContextExceededError, InvalidConfigError, InvalidInputError } from './input-errors';
import { InternalError, ShutDownError, WorkerCrashedError, WorkerStartFailedError } from './life-cycle-errors';
import {
  ChatTemplateFailedError,
  ChatTemplateMissingError,
  ModelFileInvalidError,
  ModelNotFoundError,
  ModelNotSetError,
  ModelUnsupportedError,
} from './model-errors';
import { DeviceLostError, DeviceUnavailableError, OutOfMemoryError, RuntimeFaultError } from './runtime-errors';

/** An error as it crosses a thread: structured-cloneable, without a stack. */
export interface SerializedError {
  code: ErrorCode;
  details: object;
  /** The chain of causes, outermost first; foreign errors keep name and message. */
  causes: readonly { name: string; message: string }[];
}

type Constructor = new (details: never, options?: BlazeErrorOptions) => BlazeError;

const constructors: Readonly<Record<ErrorCode, Constructor>> = {
  ABORTED: AbortError,
  CHAT_TEMPLATE_MISSING: ChatTemplateMissingError,
  CHAT_TEMPLATE_FAILED: ChatTemplateFailedError,
  CONFIG_INVALID: InvalidConfigError,
  CONTEXT_EXCEEDED: ContextExceededError,
  DEVICE_LOST: DeviceLostError,
  DEVICE_UNAVAILABLE: DeviceUnavailableError,
  DOWNLOAD_FAILED: DownloadFailedError,
  INPUT_INVALID: InvalidInputError,
  INTERNAL: InternalError,
  MODEL_FILE_INVALID: ModelFileInvalidError,
  MODEL_NOT_FOUND: ModelNotFoundError,
  MODEL_NOT_SET: ModelNotSetError,
  MODEL_UNSUPPORTED: ModelUnsupportedError,
  OUT_OF_MEMORY: OutOfMemoryError,
  RUNTIME_FAULT: RuntimeFaultError,
  SHUT_DOWN: ShutDownError,
  STORAGE_FULL: StorageFullError,
  STORAGE_UNAVAILABLE: StorageUnavailableError,
  TIMED_OUT: TimedOutError,
  WORKER_CRASHED: WorkerCrashedError,
  WORKER_START_FAILED: WorkerStartFailedError,
};

/** Turns anything that was thrown into an error of this library; a foreign error becomes the cause of an {@link InternalError}. */
export function toBlazeError(thrown: unknown): BlazeError {
  if (BlazeError.isInstance(thrown)) return thrown;
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : reasonText(thrown);
  return new InternalError({ reason }, { cause: thrown });
}

/** Makes an error ready to be posted to another thread. */
export function serializeError(thrown: unknown): SerializedError {
  const error = toBlazeError(thrown);
  const causes: { name: string; message: string }[] = [];
  for (let cause = error.cause; cause instanceof Error && causes.length < 8; cause = cause.cause)
    causes.push({ name: cause.name, message: cause.message });
  return { code: error.code, details: error.details, causes };
}

/** Rebuilds the error that {@link serializeError} took apart: same class, code, message and details. */
export function deserializeError({ code, details, causes }: SerializedError): BlazeError {
  const cause = causes.reduceRight<Error | undefined>(
    (inner, { name, message }) => Object.assign(new Error(message, inner && { cause: inner }), { name }),
    undefined,
  );
  return new constructors[code](details as never, cause && { cause });
}
