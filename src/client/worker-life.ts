import { WorkerCrashedError, WorkerStartFailedError, type BlazeError } from '../errors';
import { reasonText } from '../errors/reason-text';
import { connectWorker, type WorkerConnection } from '../wire/connect-worker';
import type { PartReceiver } from '../wire/part-channel';
import type { HostApi, InitializeOptions, WireCall } from '../wire/protocol';

export interface WorkerLifeOptions {
  readonly spawn: () => Worker;
  readonly initialize: InitializeOptions;
  readonly host: HostApi;
  /** Heard once, before the calls of this worker fail. */
  readonly onEnd: (error: BlazeError) => void;
}

/** One worker from its start to its end. Whatever ends it fails its start and its open calls: nobody waits for a dead worker. */
export class WorkerLife {
  /** Settles when the worker has taken its config. */
  readonly started: Promise<void>;
  readonly #worker: Worker;
  readonly #connection: WorkerConnection;
  readonly #receivers = new Set<PartReceiver<unknown>>();
  readonly #onEnd: (error: BlazeError) => void;
  #rejectStart: (error: BlazeError) => void = () => undefined;
  #hasStarted = false;
  #ended: BlazeError | undefined;

  /** @throws {WorkerStartFailedError} where the worker cannot even be made */
  constructor({ spawn, initialize, host, onEnd }: WorkerLifeOptions) {
    this.#onEnd = onEnd;
    try {
      this.#worker = spawn();
    } catch (error) {
      throw new WorkerStartFailedError({ reason: reasonText(error) }, { cause: error });
    }
    const made: unknown = this.#worker;
    // A worker of another realm, or one that a test makes, is as good.
    if (typeof (made as Partial<Worker> | null | undefined)?.postMessage !== 'function')
      throw new WorkerStartFailedError({ reason: 'browser.worker returned no Worker' });
    this.#worker.addEventListener('error', (event) => {
      // It is told by the calls and the event `degraded`, not as an uncaught error of the page.
      event.preventDefault();
      this.#die(event.message || 'its script could not be loaded');
    });
    this.#worker.addEventListener('messageerror', () => this.#die('a message of the worker could not be read'));
    this.#connection = connectWorker(this.#worker, host);
    this.started = new Promise((resolve, reject) => {
      this.#rejectStart = reject;
      this.#connection.initialize(initialize).then(
        () => {
          this.#hasStarted = true;
          resolve();
        },
        (error: BlazeError) => this.end(error),
      );
    });
    // Heard by whoever waits; a worker that is given up unheard is no failure of the page.
    this.started.catch(() => undefined);
  }

  /** Opens a call. @throws what ended the worker, if it did */
  async open(call: WireCall): Promise<PartReceiver<unknown>> {
    await this.started;
    // It may have died since.
    if (this.#ended) throw this.#ended;
    const receiver = this.#connection.open<unknown>(call);
    this.#receivers.add(receiver);
    return receiver;
  }

  /** The call is over; what happens to the worker does not concern it any more. */
  release(receiver: PartReceiver<unknown>): void {
    this.#receivers.delete(receiver);
  }

  /** Terminates the worker; its start and its open calls fail with `error`. */
  end(error: BlazeError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#worker.terminate();
    this.#onEnd(error);
    this.#rejectStart(error);
    for (const receiver of this.#receivers) receiver.fail(error);
    this.#receivers.clear();
  }

  #die(reason: string): void {
    this.end(this.#hasStarted ? new WorkerCrashedError({ reason }) : new WorkerStartFailedError({ reason }));
  }
}
