import { proxy, transfer, wrap, type Endpoint } from 'comlink';
import { deserializeError, InvalidConfigError, InvalidInputError, type InvalidInputDetails } from '../errors';
import { findUnsendable } from './find-unsendable';
import { receiveParts, type PartReceiver } from './part-channel';
import type { HostApi, InitializeOptions, WireCall, WorkerApi } from './protocol';

/** The page's end of the wire to one worker. It does not notice the worker's death: who started the worker does. */
export interface WorkerConnection {
  /** @throws the typed error with which the worker refused its config */
  initialize(options: InitializeOptions): Promise<void>;
  /** The receiver fails with an {@link InvalidInputError} where the request cannot be sent to a worker. */
  open<Part>(call: WireCall): PartReceiver<Part>;
}

/**
 * Connects to a worker that {@link exposeWorker} runs in.
 *
 * @param worker - the worker, or a port to it
 */
export function connectWorker(worker: Endpoint, host: HostApi): WorkerConnection {
  const api = wrap<WorkerApi>(worker);
  return {
    async initialize(options) {
      const outcome = await api.initialize(options, proxy(host)).catch((error: unknown) => {
        throw new InvalidConfigError(unsendable('config', options.config, error), { cause: error });
      });
      if (!outcome.ok) throw deserializeError(outcome.error);
    },
    open<Part>(call: WireCall) {
      const { port1, port2 } = new MessageChannel();
      const receiver = receiveParts<Part>(port1);
      Promise.resolve(api.open(call, transfer(port2, [port2]))).catch((error: unknown) =>
        receiver.fail(new InvalidInputError(unsendable(call.operation, call.request, error), { cause: error })),
      );
      return receiver;
    },
  };
}

/** What Comlink rejects with is always that the arguments could not be sent: failures of the worker come as values. */
function unsendable(subject: string, value: unknown, error: unknown): InvalidInputDetails {
  const received = error instanceof Error ? error.message : String(error);
  return {
    subject,
    problems: [{ field: findUnsendable(value) ?? '', expected: 'a value that can be sent to a worker', received }],
  };
}
