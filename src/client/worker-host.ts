import { ShutDownError, WorkerCrashedError, WorkerStartFailedError, type BlazeError } from '../errors';
import type { CoreConfig } from '../config/core-config';
import { connectWorker, type WorkerConnection } from '../wire/connect-worker';
import { serveFetch } from '../wire/host-fetch';
import type { PartReceiver } from '../wire/part-channel';
import type { WireCall, WireConfig, WireEvent } from '../wire/protocol';
import { runtimeAssets, workerUrl } from './assets';

export interface WorkerHostOptions {
  readonly config: CoreConfig | string;
  readonly onEvent: (event: WireEvent) => void;
  /** A worker was lost; the next call starts another. */
  readonly onLost: (reason: string) => void;
  /** Another worker has taken the place of a lost one. */
  readonly onReplaced: (reason: string) => void;
}

/** Starts the worker at the first call, hears when it dies, and starts another for the calls after that. */
export class WorkerHost {
  readonly #options: WorkerHostOptions;
  readonly #receivers = new Set<PartReceiver<unknown>>();
  #starting: Promise<WorkerConnection> | undefined;
  #worker: Worker | undefined;
  /** Why the last worker was lost, until another has started. */
  #lostBecause: string | undefined;
  #closed = false;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
  }

  /** Opens a call; its receiver fails when the worker dies. */
  async open(call: WireCall): Promise<PartReceiver<unknown>> {
    const connection = await this.#start();
    const receiver = connection.open<unknown>(call);
    this.#receivers.add(receiver);
    return receiver;
  }

  /** The call is over; a worker that dies now does not concern it. */
  release(receiver: PartReceiver<unknown>): void {
    this.#receivers.delete(receiver);
  }

  /** Gives up the worker: it is broken, or stuck in what cannot be interrupted. Calls that are open fail. */
  discard(reason: string): void {
    this.#lose(new WorkerCrashedError({ reason }), reason);
  }

  close(): void {
    this.#closed = true;
    this.#end(new ShutDownError());
  }

  #start(): Promise<WorkerConnection> {
    if (this.#closed) return Promise.reject(new ShutDownError());
    this.#starting ??= this.#spawn().catch((error: unknown) => {
      this.#end(new WorkerStartFailedError({ reason: 'another call found it broken' }));
      throw error;
    });
    return this.#starting;
  }

  async #spawn(): Promise<WorkerConnection> {
    const { config } = this.#options;
    const browser = typeof config === 'string' ? undefined : config.browser;
    const worker = spawnWorker(browser?.worker);
    this.#worker = worker;
    const broken = new Promise<never>((_resolve, reject) => {
      worker.onerror = (event) => {
        const reason = event.message || 'its script could not be loaded';
        reject(new WorkerStartFailedError({ reason }));
        this.#lose(new WorkerCrashedError({ reason }), reason, worker);
      };
      worker.onmessageerror = () => {
        const reason = 'a message of the worker could not be read';
        reject(new WorkerStartFailedError({ reason }));
        this.#lose(new WorkerCrashedError({ reason }), reason, worker);
      };
    });
    const connection = connectWorker(worker, {
      notify: (event) => this.#options.onEvent(event),
      fetch: serveFetch(browser?.fetch ?? globalThis.fetch.bind(globalThis)),
    });
    const started = connection.initialize({
      config: forWire(config),
      assets: runtimeAssets(browser?.ortPaths),
      fetchOnPage: browser?.fetch !== undefined,
    });
    await Promise.race([started, broken]);
    if (this.#closed) throw new ShutDownError();
    if (this.#lostBecause !== undefined) this.#options.onReplaced(this.#lostBecause);
    this.#lostBecause = undefined;
    return connection;
  }

  #lose(error: BlazeError, reason: string, worker = this.#worker): void {
    // An error of a worker that was replaced already concerns nobody.
    if (worker === undefined || worker !== this.#worker) return;
    this.#lostBecause = reason;
    this.#end(error);
    this.#options.onLost(reason);
  }

  #end(error: BlazeError): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#starting = undefined;
    for (const receiver of [...this.#receivers]) receiver.fail(error);
    this.#receivers.clear();
  }
}

function spawnWorker(factory: (() => Worker) | undefined): Worker {
  try {
    return factory?.() ?? new Worker(workerUrl(), { type: 'module', name: 'blaze-ai' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkerStartFailedError({ reason }, { cause: error });
  }
}

/** Functions stay on the page. */
function forWire(config: CoreConfig | string): WireConfig {
  if (typeof config === 'string' || config.browser === undefined) return config;
  const { worker: _worker, fetch: _fetch, ortPaths: _ortPaths, ...browser } = config.browser;
  return { ...config, browser };
}
