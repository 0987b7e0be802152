import type { BlobStore } from '../caching/blob-store';
import { StorageUnavailableError } from '../errors/download-errors';
import type { AskOptions, ModelSource, ReadOptions, SourceEntry } from './model-source';
import { throwIfAborted } from '../errors/throw-if-aborted';

/** A store that failed costs a download, not the model: the read goes on, and this says what happened. */
export interface StoreFailure {
  readonly operation: 'get' | 'put' | 'delete';
  readonly key: string;
  readonly error: unknown;
}

export interface CachedSourceOptions {
  readonly store: BlobStore;
  readonly onStoreFailure: (failure: StoreFailure) => void;
}

/** What is known of a source's files. */
interface Knowledge {
  /** Its listing; null where it cannot list, undefined where it was not asked. */
  readonly listing?: readonly SourceEntry[] | null;
  /** Single answers of a source that cannot list: the entry, or null where there is no such file. */
  readonly answers: Readonly<Record<string, SourceEntry | null>>;
}

/** Key of a file's bytes in the store. */
export function fileKey(sourceId: string, path: string): string {
  return `file:${sourceId}:${path}`;
}

/** Key of what is known of a source's files, as JSON. */
export function knowledgeKey(sourceId: string): string {
  return `files:${sourceId}`;
}

function isSameFile(one: SourceEntry | undefined, other: SourceEntry): boolean {
  return one?.sizeBytes === other.sizeBytes && one?.sha256 === other.sha256;
}

/**
 * Keeps what a source gives in a store, so that a model that was loaded once loads again without any request.
 *
 * - Files are stored whole or not at all.
 * - A listing is stored, and serves as long as the store has the files that are asked for. When one has to be fetched anyway, the listing
 *   is asked anew before, and files that changed since are dropped.
 * - Of a source that cannot list, single answers are remembered: sizes, and that an optional file is missing. They are stored only once a
 *   graph is, so that an address that was wrong or not ready yet is asked anew the next time.
 */
export function createCachedSource(source: ModelSource, { store, onStoreFailure }: CachedSourceOptions): ModelSource {
  let storeIsUsable = true;
  let knowledge: Knowledge | undefined;
  /** The knowledge is of this object's own asking, not an earlier one's. */
  let isFresh = false;
  let graphIsStored = false;

  async function guarded<T>(operation: StoreFailure['operation'], key: string, run: () => Promise<T>) {
    if (!storeIsUsable) return undefined;
    try {
      return await run();
    } catch (error) {
      if (error instanceof StorageUnavailableError) storeIsUsable = false;
      onStoreFailure({ operation, key, error });
      return undefined;
    }
  }

  /** What the store knows, read once. */
  async function recall(): Promise<Knowledge> {
    if (knowledge) return knowledge;
    const key = knowledgeKey(source.id);
    const stored = await guarded('get', key, async () => {
      const blob = await store.get(key);
      return blob && (JSON.parse(await blob.text()) as Knowledge);
    });
    // Another call may have been quicker, and may know more.
    knowledge ??= stored ?? { answers: {} };
    graphIsStored ||= stored !== undefined;
    return knowledge;
  }

  async function learn(change: Partial<Knowledge>): Promise<void> {
    const { listing, answers } = knowledge ?? { answers: {} };
    knowledge = { listing, ...change, answers: { ...answers, ...change.answers } };
    if (!Array.isArray(knowledge.listing) && !graphIsStored) return;
    const key = knowledgeKey(source.id);
    const blob = new Blob([JSON.stringify(knowledge)]);
    await guarded('put', key, () => store.put(key, blob));
  }

  async function listAnew(options: AskOptions): Promise<readonly SourceEntry[] | null> {
    const old = (await recall()).listing ?? [];
    const listing = (await source.list(options)) ?? null;
    isFresh = true;
    await learn({ listing });
    for (const entry of old) {
      if (
        isSameFile(
          listing?.find(({ path }) => path === entry.path),
          entry,
        )
      )
        continue;
      const key = fileKey(source.id, entry.path);
      await guarded('delete', key, () => store.delete(key));
    }
    return listing;
  }

  async function entryOf(path: string): Promise<SourceEntry | null | undefined> {
    const { listing, answers } = await recall();
    if (listing) return listing.find((entry) => entry.path === path) ?? null;
    return answers[path];
  }

  async function fetchFile(path: string, options: ReadOptions): Promise<Blob | undefined> {
    if (knowledge?.listing && !isFresh) await listAnew(options);
    const expectedBytes = options.expectedBytes ?? (await entryOf(path))?.sizeBytes;
    const blob = await source.read(path, { ...options, expectedBytes });
    if (blob) {
      const key = fileKey(source.id, path);
      await guarded('put', key, () => store.put(key, blob));
    }
    if (knowledge?.listing) return blob;
    if (blob && path.endsWith('.onnx')) graphIsStored = true;
    if (blob) await learn({ answers: { [path]: { path, sizeBytes: blob.size } } });
    else if (options.optional) await learn({ answers: { [path]: null } });
    return blob;
  }

  return {
    id: source.id,
    name: source.name,
    revision: source.revision,
    async list(options = {}) {
      const { listing } = await recall();
      return (listing === undefined ? await listAnew(options) : listing) ?? undefined;
    },
    async stat(path, options = {}) {
      const known = await entryOf(path);
      if (known !== undefined) return known ?? undefined;
      const entry = await source.stat(path, options);
      await learn({ answers: { [path]: entry ?? null } });
      return entry;
    },
    async read(path, options = {}) {
      throwIfAborted(options.signal);
      const known = await entryOf(path);
      if (known === null && options.optional) return undefined;
      const key = fileKey(source.id, path);
      const stored = await guarded('get', key, () => store.get(key));
      const isWhole = known?.sizeBytes === undefined || stored?.size === known.sizeBytes;
      if (stored === undefined || !isWhole) return fetchFile(path, options);
      options.onProgress?.({ path, loadedBytes: stored.size, totalBytes: stored.size, cached: true });
      return stored;
    },
  };
}
