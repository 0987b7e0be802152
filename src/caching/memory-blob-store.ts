import { StorageFullError } from '../errors/download-errors';
import type { BlobStore } from './blob-store';

export interface MemoryBlobStoreOptions {
  /** Bytes that fit. @default no limit */
  readonly capacityBytes?: number;
}

/** A store that lives as long as the object: for tests, Node and pages whose storage is refused. */
export function createMemoryBlobStore({ capacityBytes = Infinity }: MemoryBlobStoreOptions = {}): BlobStore {
  const blobs = new Map<string, Blob>();
  const usedBytes = () => [...blobs.values()].reduce((sum, { size }) => sum + size, 0);
  return {
    get: async (key) => blobs.get(key),
    async put(key, blob) {
      const availableBytes = capacityBytes - usedBytes() + (blobs.get(key)?.size ?? 0);
      if (blob.size > availableBytes) throw new StorageFullError({ neededBytes: blob.size, availableBytes });
      blobs.set(key, blob);
    },
    delete: async (key) => blobs.delete(key),
    list: async (prefix = '') =>
      [...blobs]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { size }]) => ({ key, sizeBytes: size }))
        .sort((one, other) => (one.key < other.key ? -1 : 1)),
    clear: async () => blobs.clear(),
    close: async () => undefined,
  };
}
