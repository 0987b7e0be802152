import { DownloadFailedError } from '../../errors/download-errors';
import { ModelNotFoundError } from '../../errors/model-errors';
import type { HttpClient } from '../http/http-client';
import type { AskOptions, SourceEntry } from '../model-source';

/** A line of the hub's tree, as far as it is of use. */
interface TreeLine {
  readonly type: string;
  readonly path: string;
  readonly size?: number;
  readonly lfs?: { readonly oid?: string; readonly size?: number };
}

function isTreeLine(value: unknown): value is TreeLine {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'path' in value && typeof value.path === 'string'
  );
}

function parsePage(text: string, url: string): readonly TreeLine[] {
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch (thrown) {
    throw new DownloadFailedError({ url, reason: 'the listing is not JSON' }, { cause: thrown });
  }
  if (!Array.isArray(page) || !page.every(isTreeLine))
    throw new DownloadFailedError({ url, reason: 'the listing is not an array of files' });
  return page;
}

/** Address of the next page by the `Link` header (RFC 8288). */
function nextPage(headers: Headers, url: string): string | undefined {
  for (const link of (headers.get('link') ?? '').split(/,\s*(?=<)/)) {
    const address = /^<([^>]+)>.*;\s*rel="?next"?/i.exec(link.trim())?.[1];
    if (address === undefined) continue;
    const next = new URL(address, url);
    // The token goes with it.
    if (next.origin !== new URL(url).origin)
      throw new DownloadFailedError({ url, reason: `the listing goes on at another host, ${next.origin}` });
    return next.href;
  }
  return undefined;
}

/**
 * All files of a repository by the hub's tree interface, page after page.
 *
 * @param url - `{host}/api/models/{id}/tree/{revision}?recursive=true`
 * @returns undefined where the host has no such interface
 * @throws {ModelNotFoundError} where the hub says that the repository or the revision does not exist
 */
export async function readHubTree(
  client: HttpClient,
  url: string,
  model: string,
  options: AskOptions,
): Promise<readonly SourceEntry[] | undefined> {
  const entries: SourceEntry[] = [];
  const seen = new Set<string>();
  for (let page: string | undefined = url; page !== undefined;) {
    if (seen.has(page))
      throw new DownloadFailedError({ url: page, reason: 'the pages of the listing go round in a circle' });
    seen.add(page);
    const answer = await client.text(page, options);
    if (answer.text === undefined) {
      const code = answer.headers.get('x-error-code');
      if (code === null) return undefined;
      throw new ModelNotFoundError({ model, reason: answer.headers.get('x-error-message') ?? `the hub says ${code}` });
    }
    for (const { type, path, size, lfs } of parsePage(answer.text, page))
      if (type === 'file') entries.push({ path, sizeBytes: lfs?.size ?? size, sha256: lfs?.oid });
    page = nextPage(answer.headers, page);
  }
  return entries;
}
