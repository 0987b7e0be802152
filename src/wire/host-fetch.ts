import { transfer } from 'comlink';
import { InternalError } from '../errors';
import { receiveParts, sendParts } from './part-channel';
import type { HostApi, WireRequest, WireResponsePart } from './protocol';

/** Answers requests of the worker by a `fetch` of the page. */
export function serveFetch(fetch: typeof globalThis.fetch): HostApi['fetch'] {
  return ({ url, method, headers }, port) => {
    async function* answer(signal: AbortSignal): AsyncGenerator<WireResponsePart> {
      const response = await fetch(url, { method, headers: headers.map(([name, value]): [string, string] => [name, value]), signal });
      yield {
        type: 'head',
        url: response.url,
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
      };
      const reader = response.body?.getReader();
      try {
        for (;;) {
          const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
          if (done || value === undefined) return;
          yield { type: 'body', bytes: value as Uint8Array<ArrayBuffer> };
        }
      } finally {
        await reader?.cancel();
      }
    }
    void sendParts(port, answer, (part) => (part.type === 'body' ? [part.bytes.buffer] : []));
  };
}

/** Statuses whose answers have no body, so that a `Response` refuses one. */
const bodiless = new Set([101, 204, 205, 304]);

/** Makes a `fetch` for the worker whose requests the page sends. */
export function createHostFetch(host: Pick<HostApi, 'fetch'>): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { port1, port2 } = new MessageChannel();
    const parts = receiveParts<WireResponsePart>(port1);
    const { signal } = request;
    const abort = (): void => parts.cancel(signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const wire: WireRequest = { url: request.url, method: request.method, headers: [...request.headers] };
    host.fetch(wire, transfer(port2, [port2]));
    const first = await parts.next();
    if (first.done || first.value.type !== 'head')
      throw new InternalError({ reason: `the page's fetch gave no answer for ${request.url}` });
    const head = first.value;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) {
          signal.removeEventListener('abort', abort);
          controller.close();
        } else if (value.type === 'body') controller.enqueue(value.bytes);
      },
      cancel: () => parts.cancel(),
    });
    const response = new Response(bodiless.has(head.status) ? null : body, {
      status: head.status,
      statusText: head.statusText,
      headers: head.headers.map(([name, value]): [string, string] => [name, value]),
    });
    // A `Response` that is made by hand has no address of its own.
    Object.defineProperty(response, 'url', { value: head.url });
    return response;
  };
}
