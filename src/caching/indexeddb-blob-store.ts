import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { StorageFullError, StorageUnavailableError } from '../errors/download-errors';
import type { BlobStore } from './blob-store';

/** Version of the layout below; raise it with every change and migrate in `upgrade`. */
const layoutVersion = 1;

interface Layout extends DBSchema {
  /** Bytes by key. */
  blobs: { key: string; value: Blob };
  /** Sizes by the same keys, so that a listing opens no Blob. */
  sizes: { key: string; value: number };
}

export interface IndexedDbBlobStoreOptions {
  /** Name of the database. @default 'blaze-ai-models' */
  readonly name?: string;
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
}

function unavailable(thrown: unknown): StorageUnavailableError {
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new StorageUnavailableError({ reason }, { cause: thrown });
}

/** What the browser still grants, where it says so. */
async function availableBytes(): Promise<number | undefined> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
}

/** The store of a browser: one IndexedDB database, opened at first use. */
export function createIndexedDbBlobStore({ name = 'blaze-ai-models' }: IndexedDbBlobStoreOptions = {}): BlobStore {
  let opened: Promise<IDBPDatabase<Layout>> | undefined;

  function open(): Promise<IDBPDatabase<Layout>> {
    if (typeof indexedDB === 'undefined')
      return Promise.reject(new StorageUnavailableError({ reason: 'there is no IndexedDB here' }));
    return new Promise((resolve, reject) => {
      let isBlocked = false;
      const opening = openDB<Layout>(name, layoutVersion, {
        upgrade(database) {
          database.createObjectStore('blobs');
          database.createObjectStore('sizes');
        },
        blocked() {
          // Another tab holds an older layout and does not let go. A model must not wait for the user to find that tab.
          isBlocked = true;
          opened = undefined;
          reject(
            new StorageUnavailableError({
              reason: 'another tab with an older version of this page holds the database',
            }),
          );
        },
        blocking() {
          // Another tab wants a newer layout, or to delete the database: let it. The next call opens anew.
          opened = undefined;
          void opening.then((database) => database.close());
        },
        terminated() {
          // The browser closed the connection (storage cleared, disk gone).
          opened = undefined;
        },
      });
      opening.then((database) => (isBlocked ? database.close() : resolve(database)), reject);
    });
  }

  /** Opens once; a failure is not kept, so that a later call tries again. */
  function database(): Promise<IDBPDatabase<Layout>> {
    opened ??= open().catch((thrown: unknown) => {
      opened = undefined;
      throw thrown instanceof StorageUnavailableError ? thrown : unavailable(thrown);
    });
    return opened;
  }

  /** Runs on the database; a connection that closed meanwhile is opened again, once. */
  async function withDatabase<T>(run: (database: IDBPDatabase<Layout>) => Promise<T>): Promise<T> {
    const first = await database();
    try {
      return await run(first);
    } catch (thrown) {
      if (nameOf(thrown) !== 'InvalidStateError')
        throw thrown instanceof StorageFullError ? thrown : unavailable(thrown);
      opened = undefined;
      const second = await database();
      return run(second).catch((again: unknown) => {
        throw again instanceof StorageFullError ? again : unavailable(again);
      });
    }
  }

  return {
    get: (key) => withDatabase((database) => database.get('blobs', key)),
    put: (key, blob) =>
      withDatabase(async (database) => {
        const transaction = database.transaction(['blobs', 'sizes'], 'readwrite');
        try {
          await Promise.all([
            transaction.objectStore('blobs').put(blob, key),
            transaction.objectStore('sizes').put(blob.size, key),
            transaction.done,
          ]);
        } catch (thrown) {
          // The request may say AbortError where the transaction knows why.
          const isFull =
            nameOf(thrown) === 'QuotaExceededError' ||
            nameOf(await reasonOf(transaction.done)) === 'QuotaExceededError';
          if (!isFull) throw thrown;
          throw new StorageFullError(
            { neededBytes: blob.size, availableBytes: await availableBytes() },
            { cause: thrown },
          );
        }
      }),
    delete: (key) =>
      withDatabase(async (database) => {
        const transaction = database.transaction(['blobs', 'sizes'], 'readwrite');
        const existed = (await transaction.objectStore('sizes').getKey(key)) !== undefined;
        await Promise.all([
          transaction.objectStore('blobs').delete(key),
          transaction.objectStore('sizes').delete(key),
          transaction.done,
        ]);
        return existed;
      }),
    list: (prefix = '') =>
      withDatabase(async (database) => {
        // The last code unit ends the range of all keys that start with the prefix.
        const range = prefix === '' ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const { store } = database.transaction('sizes');
        const [keys, sizes] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
        return keys.map((key, index) => ({ key, sizeBytes: sizes[index] ?? 0 }));
      }),
    clear: () =>
      withDatabase(async (database) => {
        const transaction = database.transaction(['blobs', 'sizes'], 'readwrite');
        await Promise.all([
          transaction.objectStore('blobs').clear(),
          transaction.objectStore('sizes').clear(),
          transaction.done,
        ]);
      }),
    async close() {
      const closing = opened;
      opened = undefined;
      await closing?.then((database) => database.close());
    },
  };
}

/** The error that a promise rejects with; undefined where it does not. */
async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (reason) {
    return reason;
  }
}
