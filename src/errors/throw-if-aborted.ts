import { AbortError } from './abort-error';
import { BlazeError } from './blaze-error';

/** The error that a fired signal stands for: its own reason where that is one of ours (a time-out), else an {@link AbortError}. */
export function abortErrorOf(signal: AbortSignal): BlazeError {
  const reason: unknown = signal.reason;
  if (BlazeError.isInstance(reason)) return reason;
  const text = reason instanceof Error ? reason.message : String(reason);
  return new AbortError({ partialText: '', partialTokenIds: [], reason: text }, { cause: reason });
}

/** @throws {AbortError} where the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortErrorOf(signal);
}
