import { expose, type Endpoint } from 'comlink';
import { InternalError, serializeError } from '../errors';
import { createHostFetch } from './host-fetch';
import { sendParts } from './part-channel';
import type { HostApi, InitializeOptions, Outcome, WireCall, WireEvent, WorkerApi } from './protocol';

/** What the wire needs of the system behind it. */
export interface ServedSystem {
  run(
    operation: string,
    request: unknown,
    context: {
      readonly callId: string;
      readonly signal: AbortSignal;
      readonly resume?: unknown;
      readonly notify: (event: WireEvent) => void;
    },
  ): AsyncIterable<unknown>;
}

/** Builds the system when the page has told its config. */
export type StartSystem = (
  options: InitializeOptions,
  host: { readonly notify: (event: WireEvent) => void; readonly fetch: typeof globalThis.fetch | undefined },
) => Promise<ServedSystem>;

/**
 * Offers a system to the page that started this worker.
 *
 * @param endpoint - @default the worker itself
 */
export function exposeWorker(start: StartSystem, endpoint?: Endpoint): void {
  let system: ServedSystem | undefined;
  let notify: (event: WireEvent) => void = () => undefined;
  const api: WorkerApi = {
    async initialize(options: InitializeOptions, host: HostApi): Promise<Outcome> {
      notify = (event) => host.notify(event);
      try {
        system = await start(options, { notify, fetch: options.fetchOnPage ? createHostFetch(host) : undefined });
        return { ok: true };
      } catch (error) {
        return { ok: false, error: serializeError(error) };
      }
    },
    open({ callId, operation, request, resume }: WireCall, port: MessagePort): void {
      void sendParts(port, (signal) => {
        if (system === undefined) throw new InternalError({ reason: 'a call came before the config' });
        return system.run(operation, request, { callId, signal, resume, notify });
      });
    },
  };
  expose(api, endpoint);
}
