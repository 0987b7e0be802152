/** What a store tells of an entry without reading it. */
export interface BlobStoreEntry {
  readonly key: string;
  readonly sizeBytes: number;
}

/** Keeps Blobs under string keys: model files. A Blob that comes back may lie on the disk until it is read. */
export interface BlobStore {
  /** @throws {StorageUnavailableError} as every call, where the storage cannot be used */
  get(key: string): Promise<Blob | undefined>;
  /**
   * Stores a Blob whole or not at all; replaces what was there.
   *
   * @throws {StorageFullError} where there is no room; what was there before is then still there
   */
  put(key: string, blob: Blob): Promise<void>;
  /** @returns whether there was such an entry */
  delete(key: string): Promise<boolean>;
  /** Entries whose keys start with `prefix`, in the order of their keys. @default all */
  list(prefix?: string): Promise<readonly BlobStoreEntry[]>;
  clear(): Promise<void>;
  /** Lets go of the storage; a later call opens it again. */
  close(): Promise<void>;
}
