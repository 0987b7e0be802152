import { proxy, transfer, wrap } from 'comlink';
import { deserializeError, InvalidInputError } from '../errors';
import { receiveParts, type PartReceiver } from './part-channel';
import type { HostApi, InitializeOptions, WireCall, WorkerApi } from './protocol';

/** The page's end of the wire to one worker. */
export interface WorkerConnection {
  /** @throws the typed error with which the worker refused its config */
  initialize(options: InitializeOptions): Promise<void>;
  /** @throws {InvalidInputError} for requests that cannot be sent to a worker */
  open<Part>(call: WireCall): PartReceiver<Part>;
}

/** Connects to a worker that {@link exposeWorker} runs in. */
export function connectWorker(worker: Worker, host: HostApi): WorkerConnection {
  const api = wrap<WorkerApi>(worker);
  return {
    async initialize(options) {
      const outcome = await api.initialize(options, proxy(host));
      if (!outcome.ok) throw deserializeError(outcome.error);
    },
    open<Part>(call: WireCall) {
      const { port1, port2 } = new MessageChannel();
      const receiver = receiveParts<Part>(port1);
      Promise.resolve(api.open(call, transfer(port2, [port2]))).catch((error: unknown) =>
        receiver.fail(cannotBeSent(call, error)),
      );
      return receiver;
    },
  };
}

function cannotBeSent({ operation }: WireCall, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const expected = 'values that can be sent to a worker (no functions)';
  return new InvalidInputError(
    { subject: operation, problems: [{ field: 'request', expected, received: message }] },
    { cause: error },
  );
}
