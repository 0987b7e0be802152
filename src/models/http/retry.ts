import type { DownloadFailedError } from '../../errors/download-errors';
import { abortErrorOf, throwIfAborted } from '../../errors/throw-if-aborted';

/** Waits; ends early, without an error, when the signal fires. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits by the platform's timer. */
export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
  });

export interface RetryOptions {
  readonly sleep: Sleep;
  readonly signal?: AbortSignal;
  /** Tries in all. @default 3 */
  readonly attempts?: number;
  /** Milliseconds before the second try; doubled before each further one. @default 500 */
  readonly firstDelayMs?: number;
}

/** A failure that may pass, and how long the server asks to wait before the next try. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
  readonly failure: DownloadFailedError;
  /** Milliseconds, by the server's `Retry-After`. */
  readonly retryAfterMs: number | undefined;

  constructor(failure: DownloadFailedError, retryAfterMs?: number) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Longest wait that a server may ask for, in milliseconds; a user waits in front of the page. */
const longestWaitMs = 10_000;

/**
 * Runs `attempt` again while it throws a {@link PassingFailure}.
 *
 * @throws {DownloadFailedError} the last failure, when the tries are used up
 * @throws {AbortError} when the signal fires
 */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, attempts = 3, firstDelayMs = 500 } = options;
  for (let tried = 1; ; tried++) {
    throwIfAborted(signal);
    try {
      return await attempt();
    } catch (thrown) {
      if (signal?.aborted) throw abortErrorOf(signal);
      if (!(thrown instanceof PassingFailure)) throw thrown;
      if (tried >= attempts) throw thrown.failure;
      const delayMs = firstDelayMs * 2 ** (tried - 1);
      await options.sleep(Math.min(Math.max(delayMs, thrown.retryAfterMs ?? 0), longestWaitMs), signal);
    }
  }
}
