import { DownloadFailedError } from '../../errors/download-errors';

export interface GuardedRequest {
  readonly method: 'GET' | 'HEAD';
  readonly signal?: AbortSignal;
  readonly token?: string;
  readonly extraHeaders: Readonly<Record<string, string>>;
}

const mostRedirects = 10;

/**
 * Fetches so that credentials reach the origin of `url` and no other, whatever it redirects to.
 *
 * A hub answers with a redirect to its storage. Of a followed redirect to another origin, `fetch` itself drops `Authorization`
 * (Fetch standard, HTTP-redirect fetch, step 13), but no other header. Where there are others, the redirects are therefore
 * followed by hand. A browser does not show their targets (`opaqueredirect`): there the request is made again without the other headers, and
 * `fetch` follows.
 */
export async function fetchGuarded(
  fetch: typeof globalThis.fetch,
  url: string,
  { method, signal, token, extraHeaders }: GuardedRequest,
): Promise<Response> {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (Object.keys(extraHeaders).length === 0) return fetch(url, { method, signal, headers: authorization });

  const { origin } = new URL(url);
  let target = url;
  for (let followed = 0; followed <= mostRedirects; followed++) {
    const headers = new URL(target).origin === origin ? { ...extraHeaders, ...authorization } : {};
    const response = await fetch(target, { method, signal, headers, redirect: 'manual' });
    if (response.type === 'opaqueredirect') return fetch(url, { method, signal, headers: authorization });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    target = new URL(location, target).href;
  }
  throw new DownloadFailedError({ url, reason: `more than ${mostRedirects} redirects` });
}
