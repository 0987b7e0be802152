import { AbortError, BlazeError, DeviceLostError, RuntimeFaultError, TimedOutError } from '../errors';
import type { TextPart } from '../engines/llm/text-part';
import type { PartReceiver } from '../wire/part-channel';
import type { Ledger, LedgerCall } from './ledger';
import type { WorkerHost } from './worker-host';

/** What every call takes beside its request. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds of execution, counted from the first part; downloads and loading do not count. */
  readonly timeoutMs?: number;
}

export interface CallRunnerDependencies {
  readonly host: WorkerHost;
  readonly ledger: Ledger;
}

/**
 * Runs one operation in the worker and yields its parts.
 *
 * An abort is answered at once, whatever the worker is doing, and carries what was given so far; leaving the loop early stops the work.
 */
export async function* runCall<Part>(
  { host, ledger }: CallRunnerDependencies,
  operation: string,
  request: unknown,
  { signal, timeoutMs }: CallOptions = {},
): AsyncGenerator<Part, void, undefined> {
  const call = ledger.open(operation, request);
  let receiver: PartReceiver<unknown> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = (): void => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      const error = abortError(call, signal?.reason);
      reject(error);
      receiver?.cancel(error);
    };
  });
  // A call that has been answered otherwise leaves nobody to hear of this.
  interrupted.catch(() => undefined);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const opening = host.open({ callId: call.callId, operation, request });
    // Answered at once also while the worker starts; the call is then closed as soon as it is open.
    opening.then(
      (late) => signal?.aborted && late.cancel(abortError(call, signal.reason)),
      () => undefined,
    );
    receiver = await Promise.race([opening, interrupted]);
    for (;;) {
      const { done, value } = await Promise.race([receiver.next(), interrupted]);
      if (done) return;
      if (isTextPart(value)) {
        ledger.record(call, value);
        if (value.type === 'start' && timeoutMs !== undefined)
          timer = setTimeout(() => {
            const partialText = call.sequences[0]?.text ?? '';
            receiver?.cancel(new TimedOutError({ timeoutMs, partialText }));
          }, timeoutMs);
      }
      yield value as Part;
    }
  } catch (error) {
    if (isFatal(error)) host.discard(error.message);
    // An abort that the worker reports does not know what was given.
    throw error instanceof AbortError && error.partialText === '' ? abortError(call, signal?.reason) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    if (receiver !== undefined) {
      receiver.cancel();
      host.release(receiver);
    }
    ledger.close(call);
  }
}

function abortError({ sequences }: LedgerCall, reason: unknown): AbortError {
  const [first] = sequences;
  return new AbortError({
    partialText: first?.text ?? '',
    partialTokenIds: [...(first?.tokenIds ?? [])],
    ...(reason !== undefined && { reason: reason instanceof Error ? reason.message : String(reason) }),
  });
}

function isTextPart(value: unknown): value is TextPart {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** After these the worker's runtime cannot be used again. */
function isFatal(error: unknown): error is BlazeError {
  if (error instanceof DeviceLostError) return true;
  return error instanceof RuntimeFaultError && error.details.fatal === true;
}
