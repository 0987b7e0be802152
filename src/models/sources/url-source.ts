import type { HttpClient } from '../http/http-client';
import type { ModelSource } from '../model-source';
import { encodePath } from './encode-path';

export interface UrlSourceOptions {
  /** A client without token and headers: those are the hub's. */
  readonly client: HttpClient;
}

/**
 * A folder of files below an address.
 *
 * @param folderUrl - address of the folder; a query (an access signature) goes with every file
 */
export function createUrlSource(folderUrl: string, { client }: UrlSourceOptions): ModelSource {
  const folder = new URL(folderUrl);
  folder.hash = '';
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  const addressOf = (path: string) => {
    const address = new URL(folder);
    address.pathname += encodePath(path);
    return address.href;
  };
  return {
    id: `url:${folder.href}`,
    // Without the query: it may be a secret.
    name: `${folder.origin}${folder.pathname}`,
    list: async () => undefined,
    async stat(path, ask = {}) {
      const found = await client.head(addressOf(path), ask);
      return found && { path, sizeBytes: found.sizeBytes };
    },
    read: (path, { signal, onProgress, expectedBytes } = {}) =>
      client.download(addressOf(path), {
        signal,
        expectedBytes,
        onProgress: onProgress && ((progress) => onProgress({ path, cached: false, ...progress })),
      }),
  };
}
