import type { HttpClient } from '../http/http-client';
import type { HubModel } from '../model-reference';
import type { ModelSource, SourceEntry } from '../model-source';
import { encodePath } from './encode-path';
import { readHubTree } from './hub-tree';
import { cleanFolder, entriesBelow } from './listing';

/** The public hub. */
export const defaultHubHost = 'https://huggingface.co';

export interface HubSourceOptions {
  readonly client: HttpClient;
  /** @default {@link defaultHubHost} */
  readonly host?: string;
}

/** A repository of a Hugging Face style hub, or of a static host that lays files out as one does. */
export function createHubSource(model: HubModel, options: HubSourceOptions): ModelSource {
  const { client } = options;
  const host = (model.host ?? options.host ?? defaultHubHost).replace(/\/+$/, '');
  const revision = model.revision ?? 'main';
  const subfolder = cleanFolder(model.subfolder);
  const inside = (path: string) => (subfolder === '' ? path : `${subfolder}/${path}`);
  const addressOf = (path: string) =>
    `${host}/${encodePath(model.id)}/resolve/${encodeURIComponent(revision)}/${encodePath(inside(path))}`;

  // Asked once; a failure is forgotten, so that a later call can try again.
  let known: readonly SourceEntry[] | undefined | 'unasked' = 'unasked';
  const sizeOf = (path: string) =>
    known === 'unasked' ? undefined : known?.find((entry) => entry.path === path)?.sizeBytes;

  return {
    id: `hub:${host}/${model.id}@${revision}${subfolder === '' ? '' : `/${subfolder}`}`,
    name: subfolder === '' ? model.id : `${model.id}/${subfolder}`,
    revision,
    async list(ask = {}) {
      if (known === 'unasked') {
        const url = `${host}/api/models/${encodePath(model.id)}/tree/${encodeURIComponent(revision)}?recursive=true`;
        const entries = await readHubTree(client, url, model.id, ask);
        known = entries && entriesBelow(entries, subfolder);
      }
      return known;
    },
    async stat(path, ask = {}) {
      if (known !== 'unasked' && known !== undefined) return known.find((entry) => entry.path === path);
      const found = await client.head(addressOf(path), ask);
      return found && { path, sizeBytes: found.sizeBytes };
    },
    read: (path, { signal, onProgress, expectedBytes } = {}) =>
      client.download(addressOf(path), {
        signal,
        expectedBytes: expectedBytes ?? sizeOf(path),
        onProgress: onProgress && ((progress) => onProgress({ path, cached: false, ...progress })),
      }),
  };
}
