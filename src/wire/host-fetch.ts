import { transfer } from 'comlink';
import { InternalError } from '../errors';
import { receiveParts, type PartReceiver } from './part-channel';
import type { HostApi, WireRequest, WireResponseHead, WireResponsePart } from './protocol';

/** Statuses whose answers have no body, so that a `Response` refuses one. */
const bodiless = new Set([101, 204, 205, 304]);

/** Makes a `fetch` for the worker whose requests the page sends, by the `fetch` of its config. */
export function createHostFetch(host: Pick<HostApi, 'fetch'>): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const wire = await describeRequest(request);
    const { port1, port2 } = new MessageChannel();
    const parts = receiveParts<WireResponsePart>(port1);
    // `fetch` rejects with the reason itself, whatever it is.
    const abort = (): void => parts.cancel(signal.reason as Error);
    const done = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    // A proxied function gives a promise; what could not be sent is told by the receiver.
    Promise.resolve(host.fetch(wire, transfer(port2, [port2]))).catch((error: unknown) => parts.fail(error as Error));
    try {
      const first = await parts.next();
      if (!first.done && first.value.type === 'head') return responseOf(first.value, bodyOf(parts, done));
    } catch (error) {
      done();
      throw error;
    }
    throw new InternalError({ reason: `the page's fetch gave no answer for ${request.url}` });
  };
}

async function describeRequest(request: Request): Promise<WireRequest> {
  const { url, method, redirect, cache, credentials } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return {
    url,
    method,
    headers: [...request.headers],
    redirect,
    cache,
    credentials,
    ...(hasBody && { body: await request.arrayBuffer() }),
  };
}

function bodyOf(parts: PartReceiver<WireResponsePart>, done: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const part = await parts.next();
      if (!part.done && part.value.type === 'body') {
        controller.enqueue(part.value.bytes);
        return;
      }
      done();
      controller.close();
    },
    cancel() {
      done();
      parts.cancel();
    },
  });
}

function responseOf(head: WireResponseHead, body: ReadableStream<Uint8Array<ArrayBuffer>>): Response {
  const { url, status, statusText, headers, responseType, redirected } = head;
  const isHidden = status < 200;
  const response = new Response(isHidden || bodiless.has(status) ? null : body, {
    status: isHidden ? 200 : status,
    statusText,
    headers,
  });
  // A `Response` that is made by hand cannot be told these.
  const facts = { url, redirected, type: responseType, ...(isHidden && { status, ok: false }) };
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value });
  return response;
}
