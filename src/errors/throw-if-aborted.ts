import { AbortError } from './abort-error';
import { BlazeError } from './blaze-error';
import { reasonText } from './reason-text';

/** The error that a fired signal stands for: its own reason where that is one of ours (a time-out), else an {@link AbortError}. */
export function abortErrorOf(signal: AbortSignal): BlazeError {
  const reason: unknown = signal.reason;
  if (BlazeError.isInstance(reason)) return reason;
  return new AbortError({ partialText: '', partialTokenIds: [], reason: reasonText(reason) }, { cause: reason });
}

/** @throws {AbortError} where the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortErrorOf(signal);
}
