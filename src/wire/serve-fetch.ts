import { sendParts } from './part-channel';
import type { HostApi, WireRequest, WireResponsePart } from './protocol';

async function* answer(
  fetch: typeof globalThis.fetch,
  { url, ...init }: WireRequest,
  signal: AbortSignal,
): AsyncGenerator<WireResponsePart, void, undefined> {
  const response = await fetch(url, { ...init, signal });
  yield {
    type: 'head',
    url: response.url,
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    responseType: response.type,
    redirected: response.redirected,
  };
  if (response.body === null) return;
  const reader = response.body.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
      yield { type: 'body', bytes: chunk.value };
  } finally {
    // After the end this does nothing; after a failure it fails again, which has been told already.
    reader.cancel().catch(() => undefined);
  }
}

/** A chunk that is the whole of its buffer moves; a window on a larger buffer, which others may share, is copied. */
function movable(part: WireResponsePart): Transferable[] {
  if (part.type !== 'body') return [];
  const { buffer, byteLength } = part.bytes;
  return buffer.byteLength === byteLength ? [buffer] : [];
}

/** Answers requests of the worker by a `fetch` of the page. */
export function serveFetch(fetch: typeof globalThis.fetch): HostApi['fetch'] {
  return (request, port) => void sendParts(port, (signal) => answer(fetch, request, signal), movable);
}
