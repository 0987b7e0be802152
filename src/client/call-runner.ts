import { AbortError, isFatal, TimedOutError } from '../errors';
import { reasonText } from '../errors/reason-text';
import type { TextPart } from '../engines/llm/text-part';
import type { Ledger, LedgerCall } from './ledger';
import type { HostedCall, WorkerHost } from './worker-host';

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
 * Runs one operation in the worker, from the moment its first part is asked for, and gives its parts.
 *
 * An abort is answered at once, whatever the worker is doing, and carries what was given so far. `return` ends the work silently, also while a
 * part is waited for.
 */
export function runCall<Part>(
  { host, ledger }: CallRunnerDependencies,
  operation: string,
  request: unknown,
  { signal, timeoutMs }: CallOptions = {},
): AsyncIterableIterator<Part, void, undefined> {
  let hosted: HostedCall | undefined;
  let resolveInterrupted: () => void = () => undefined;
  let rejectInterrupted: (error: Error) => void = () => undefined;
  /** Settles when the call is over before the worker has taken it. */
  const interrupted = new Promise<undefined>((resolve, reject) => {
    resolveInterrupted = () => resolve(undefined);
    rejectInterrupted = reject;
  });
  // Later on the receiver tells of it.
  interrupted.catch(() => undefined);

  const leave = (): void => {
    resolveInterrupted();
    hosted?.receiver.cancel();
  };

  const interrupt = (error: Error): void => {
    rejectInterrupted(error);
    hosted?.receiver.cancel(error);
  };

  async function* parts(): AsyncGenerator<Part, void, undefined> {
    if (signal?.aborted) throw abortError(undefined, signal.reason);
    const call = ledger.open(operation, request);
    const abort = (): void => interrupt(abortError(call, signal?.reason));
    signal?.addEventListener('abort', abort, { once: true });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const startClock = (limitMs: number): void => {
      timer = setTimeout(() => {
        const partialText = call.sequences[0]?.text ?? '';
        interrupt(new TimedOutError({ timeoutMs: limitMs, partialText }));
      }, limitMs);
    };
    const opening = host.open({ callId: call.callId, operation, request });
    try {
      hosted = await Promise.race([opening, interrupted]);
      if (hosted === undefined) return;
      for await (const part of hosted.receiver) {
        if (isTextPart(part)) {
          ledger.record(call, part);
          if (part.type === 'start' && timeoutMs !== undefined) startClock(timeoutMs);
        }
        yield part as Part;
      }
    } catch (error) {
      if (isFatal(error)) hosted?.discardWorker(error.message);
      // An abort that the worker reports does not know what was given.
      throw error instanceof AbortError && error.partialText === '' ? abortError(call, signal?.reason) : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      // A call that was over before the worker had taken it is closed when that happens.
      if (hosted) close(hosted);
      else opening.then(close, () => undefined);
      ledger.close(call);
    }
  }

  const generator = parts();
  return {
    next: () => generator.next(),
    async return() {
      leave();
      await generator.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function close({ receiver, release }: HostedCall): void {
  receiver.cancel();
  release();
}

function abortError(call: LedgerCall | undefined, reason: unknown): AbortError {
  const first = call?.sequences[0];
  return new AbortError({
    partialText: first?.text ?? '',
    partialTokenIds: [...(first?.tokenIds ?? [])],
    ...(reason !== undefined && { reason: reasonText(reason) }),
  });
}

function isTextPart(value: unknown): value is TextPart {
  return typeof value === 'object' && value !== null && 'type' in value;
}
