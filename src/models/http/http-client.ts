import { DownloadFailedError } from '../../errors/download-errors';
import type { AskOptions, FileProgress } from '../model-source';
import { fetchGuarded } from './fetch-guarded';
import { readBody } from './read-body';
import { PassingFailure, retry, sleep as realSleep, type Sleep } from './retry';

export interface HttpClientOptions {
  /** @default the platform's `fetch` */
  readonly fetch?: typeof globalThis.fetch;
  /** @default a timer */
  readonly sleep?: Sleep;
  /** Sent as `Authorization: Bearer`, to the origin of the address that is asked only. */
  readonly token?: string;
  /** Further headers, sent to the origin of the address that is asked only. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DownloadOptions extends AskOptions {
  readonly onProgress?: (progress: Pick<FileProgress, 'loadedBytes' | 'totalBytes'>) => void;
  /** The size by a listing; what comes must have it. */
  readonly expectedBytes?: number;
}

/** Requests with retries and typed errors; 404 and 410 are an answer (`undefined`), not an error. */
export interface HttpClient {
  /** The answer's head and its body as text; the body is not read where `accept` refuses the status. */
  text(url: string, options?: AskOptions): Promise<{ readonly text: string; readonly headers: Headers } | HttpAbsence>;
  /** The size of a file, where the server tells it; undefined where there is no such file. */
  head(url: string, options?: AskOptions): Promise<{ readonly sizeBytes?: number } | undefined>;
  download(url: string, options?: DownloadOptions): Promise<Blob | undefined>;
}

/** The server has nothing of this address, or no such interface. */
export interface HttpAbsence {
  readonly text: undefined;
  readonly status: number;
  readonly headers: Headers;
}

const absent: ReadonlySet<number> = new Set([404, 405, 410, 501]);

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function contentLength(headers: Headers): number | undefined {
  // Of an encoded body it counts the encoded bytes, which nobody sees.
  if (headers.has('content-encoding')) return undefined;
  const text = headers.get('content-length');
  return text === null ? undefined : Number(text);
}

/** Makes the client that all sources on the network share. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const { token, headers: extraHeaders = {}, sleep = realSleep } = options;
  const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  function refusal(url: string, response: Response): DownloadFailedError {
    const { status, statusText } = response;
    if (status === 401 || status === 403) {
      const advice = token === undefined ? 'pass a token' : 'the token that was passed does not open it';
      return new DownloadFailedError({
        url,
        status,
        reason: `HTTP ${status}: the model is gated or absent: ${advice}`,
      });
    }
    return new DownloadFailedError({ url, status, reason: `HTTP ${status}${statusText ? ` ${statusText}` : ''}` });
  }

  /** One request; what comes back is either fine or an absence. */
  async function ask(url: string, method: 'GET' | 'HEAD', signal: AbortSignal | undefined): Promise<Response> {
    let response: Response;
    try {
      response = await fetchGuarded(fetch, url, { method, signal, token, extraHeaders });
    } catch (thrown) {
      if (signal?.aborted || thrown instanceof DownloadFailedError) throw thrown;
      const reason = `the request failed (${thrown instanceof Error ? thrown.message : String(thrown)}): offline, blocked by CORS or a policy, or no such host`;
      throw new PassingFailure(new DownloadFailedError({ url, reason }, { cause: thrown }));
    }
    if (response.ok || (absent.has(response.status) && !(method === 'GET' && response.status === 501))) return response;
    await response.body?.cancel();
    const failure = refusal(url, response);
    if (isPassing(response.status)) throw new PassingFailure(failure, retryAfterMs(response.headers));
    throw failure;
  }

  async function body<T>(url: string, signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      const reason = `the connection broke (${thrown instanceof Error ? thrown.message : String(thrown)})`;
      throw new PassingFailure(new DownloadFailedError({ url, reason }, { cause: thrown }));
    }
  }

  async function downloadOnce(url: string, options: DownloadOptions): Promise<Blob | undefined> {
    const { signal, onProgress, expectedBytes } = options;
    const response = await ask(url, 'GET', signal);
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const announced = contentLength(response.headers);
    const totalBytes = expectedBytes ?? announced;
    const blob = await body(url, signal, () =>
      readBody(response, (loadedBytes) => onProgress?.({ loadedBytes, totalBytes })),
    );
    const isWrong =
      expectedBytes !== undefined ? blob.size !== expectedBytes : announced !== undefined && blob.size < announced;
    if (isWrong) {
      const reason = `expected ${totalBytes} bytes, received ${blob.size}`;
      throw new PassingFailure(new DownloadFailedError({ url, status: response.status, reason }));
    }
    // A server that does not announce the length leaves the total open until here.
    if (totalBytes === undefined) onProgress?.({ loadedBytes: blob.size, totalBytes: blob.size });
    return blob;
  }

  return {
    text: (url, { signal } = {}) =>
      retry<{ text: string; headers: Headers } | HttpAbsence>(
        async () => {
          const response = await ask(url, 'GET', signal);
          const { headers, status } = response;
          if (response.ok) return { headers, text: await body(url, signal, () => response.text()) };
          await response.body?.cancel();
          return { headers, status, text: undefined };
        },
        { sleep, signal },
      ),
    head: (url, { signal } = {}) =>
      retry(
        async () => {
          let response = await ask(url, 'HEAD', signal);
          // Some hosts answer GET only.
          if (response.status === 405 || response.status === 501) response = await ask(url, 'GET', signal);
          await response.body?.cancel();
          return response.ok ? { sizeBytes: contentLength(response.headers) } : undefined;
        },
        { sleep, signal },
      ),
    download: (url, download = {}) => retry(() => downloadOnce(url, download), { sleep, signal: download.signal }),
  };
}
