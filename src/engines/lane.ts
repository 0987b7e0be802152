import { AbortError } from '../errors';

/** Lets one call at a time through, in the order they came. */
export class Lane {
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #busy = false;

  /** Calls that wait. */
  get queued(): number {
    return this.#waiting;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /**
   * Waits for the lane.
   *
   * @returns the function that hands it on; calling it twice does no harm
   * @throws {AbortError} as soon as the signal fires, also while waiting
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    const before = this.#tail;
    let leave = (): void => undefined;
    this.#tail = new Promise((resolve) => (leave = resolve));
    this.#waiting += 1;
    try {
      await raceAbort(before, signal);
    } catch (error) {
      // Whoever is behind still waits for whoever is before.
      void before.then(leave);
      throw error;
    } finally {
      this.#waiting -= 1;
    }
    this.#busy = true;
    let left = false;
    return () => {
      // A second call must not speak for whoever is in by then.
      if (left) return;
      left = true;
      this.#busy = false;
      leave();
    };
  }
}

function raceAbort(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AbortError());
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}
