import type { BlobStore } from '../caching/blob-store';
import { createCachedSource, type StoreFailure } from './cached-source';
import { createHttpClient } from './http/http-client';
import type { Sleep } from './http/retry';
import type { ModelDescriptor } from './model-reference';
import type { ModelSource } from './model-source';
import { createEmbeddedSource, type ReadFileUrl } from './sources/embedded-source';
import { createFilesSource } from './sources/files-source';
import { createHubSource, defaultHubHost } from './sources/hub-source';
import { createUrlSource } from './sources/url-source';

export interface SourceFactoryOptions {
  /** @default the public hub, without a token */
  readonly hub?: {
    readonly host?: string;
    readonly token?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** @default the platform's `fetch` */
  readonly fetch?: typeof globalThis.fetch;
  /** Waits between tries. @default a timer */
  readonly sleep?: Sleep;
  /** For hosts whose packages lie on a disk (Node). */
  readonly readFileUrl?: ReadFileUrl;
  /** Where files from the network are kept. @default nowhere */
  readonly store?: BlobStore;
  /** Hears of a store that could not keep or give a file. Required with `store`, so that no failure is silent. */
  readonly onStoreFailure?: (failure: StoreFailure) => void;
}

/** Makes the source that a descriptor describes. */
export type SourceFactory = (model: ModelDescriptor) => Promise<ModelSource>;

/** Sources over the network share their settings and the store; local and embedded files are not stored a second time. */
export function createSourceFactory(options: SourceFactoryOptions = {}): SourceFactory {
  const { hub = {}, fetch, sleep, readFileUrl, store, onStoreFailure } = options;
  const hubHost = hub.host ?? defaultHubHost;
  const plainClient = createHttpClient({ fetch, sleep });
  const hubClient = createHttpClient({ fetch, sleep, token: hub.token, headers: hub.headers });
  const cached = (source: ModelSource) =>
    store && onStoreFailure ? createCachedSource(source, { store, onStoreFailure }) : source;
  const isHub = (host: string) => new URL(host).origin === new URL(hubHost).origin;

  return async (model) => {
    switch (model.kind) {
      case 'hub': {
        const host = model.host ?? hubHost;
        // The token belongs to the configured host; a model may name another.
        return cached(createHubSource(model, { host, client: isHub(host) ? hubClient : plainClient }));
      }
      case 'url':
        return cached(createUrlSource(model.url, { client: plainClient }));
      case 'files':
        return createFilesSource(model);
      case 'embedded':
        return createEmbeddedSource(model, { client: plainClient, readFileUrl });
    }
  };
}
