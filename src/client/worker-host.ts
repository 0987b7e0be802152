import { ShutDownError, WorkerCrashedError, WorkerStartFailedError, type BlazeError } from '../errors';
import type { CoreConfig } from '../config/core-config';
import type { PartReceiver } from '../wire/part-channel';
import type { WireCall, WireEvent } from '../wire/protocol';
import { serveFetch } from '../wire/serve-fetch';
import { packagedRuntime, workerUrl } from './assets';
import { splitConfig } from './split-config';
import { WorkerLife } from './worker-life';

export interface WorkerHostOptions {
  readonly config: CoreConfig | string;
  readonly onEvent: (event: WireEvent) => void;
  /** A worker was lost; the next call starts another. */
  readonly onLost: (reason: string) => void;
  /** Another worker has taken the place of a lost one. */
  readonly onReplaced: (reason: string) => void;
}

/** A call that is open in a worker. */
export interface HostedCall {
  readonly receiver: PartReceiver<unknown>;
  /** The call is over: the worker's end does not concern it any more. */
  release(): void;
  /** Gives up the worker that runs this call, if it still lives: its runtime is broken. Its other calls fail. */
  discardWorker(reason: string): void;
}

const defaultWorker = (): Worker => new Worker(workerUrl(), { type: 'module', name: 'blaze-ai' });

/** Starts a worker at the first call and, after one was lost, another at the next call. */
export class WorkerHost {
  readonly #options: WorkerHostOptions;
  #life: WorkerLife | undefined;
  /** Why the last worker was lost, until another has started. */
  #lostBecause: string | undefined;
  #closed = false;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
  }

  /**
   * Opens a call; its receiver fails when the worker dies.
   *
   * @throws {WorkerStartFailedError} {@link InvalidConfigError} {@link ShutDownError}
   */
  async open(call: WireCall): Promise<HostedCall> {
    if (this.#closed) throw new ShutDownError();
    const life = (this.#life ??= this.#begin());
    const receiver = await life.open(call);
    return {
      receiver,
      release: () => life.release(receiver),
      discardWorker: (reason) => life.end(new WorkerCrashedError({ reason })),
    };
  }

  /** Ends the worker and its calls, for good. */
  close(): void {
    this.#closed = true;
    this.#life?.end(new ShutDownError());
  }

  #begin(): WorkerLife {
    const { wireConfig, worker = defaultWorker, fetch } = splitConfig(this.#options.config);
    const life = new WorkerLife({
      spawn: worker,
      initialize: {
        config: wireConfig,
        assets: packagedRuntime(),
        baseUrl: globalThis.document?.baseURI ?? globalThis.location?.href,
        fetchOnPage: fetch !== undefined,
      },
      host: {
        notify: (event) => this.#options.onEvent(event),
        fetch: serveFetch(fetch ?? ((input, init) => globalThis.fetch(input, init))),
      },
      onEnd: (error) => {
        if (this.#life === life) this.#life = undefined;
        this.#noteLoss(error);
      },
    });
    life.started.then(
      () => this.#noteStart(),
      () => undefined,
    );
    return life;
  }

  #noteLoss(error: BlazeError): void {
    if (!(error instanceof WorkerCrashedError) && !(error instanceof WorkerStartFailedError)) return;
    this.#lostBecause = error.details.reason;
    this.#options.onLost(error.details.reason);
  }

  #noteStart(): void {
    if (this.#lostBecause === undefined) return;
    this.#options.onReplaced(this.#lostBecause);
    this.#lostBecause = undefined;
  }
}
