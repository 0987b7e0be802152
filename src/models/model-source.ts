/** One file of a repository, as a listing tells it. */
export interface SourceEntry {
  /** Path inside the model's folder, with `/`. */
  readonly path: string;
  readonly sizeBytes?: number;
  /** SHA-256 in hex, where the hub knows it (LFS files). */
  readonly sha256?: string;
}

/** Bytes of a file as they come in. */
export interface FileProgress {
  readonly path: string;
  readonly loadedBytes: number;
  /** Undefined where the server does not say. */
  readonly totalBytes?: number;
  /** The bytes come from the local store, not the network. */
  readonly cached: boolean;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
}

export interface ReadOptions extends AskOptions {
  readonly onProgress?: (progress: FileProgress) => void;
  /** The reader can do without this file, so that a store may remember that there is none. @default false */
  readonly optional?: boolean;
  /** The size that a listing told, in bytes; a file of another size is not whole. */
  readonly expectedBytes?: number;
}

/** A model's folder, wherever it is: hub, address, local files, package. */
export interface ModelSource {
  /** Identity for caches and resident models: equal ids give equal bytes. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The revision that was asked for, where the source has revisions. */
  readonly revision?: string;
  /**
   * All files, or undefined where the source cannot list (a plain address).
   *
   * @throws {DownloadFailedError} where the source could not be asked
   * @throws {ModelNotFoundError} where the source says that it has no such model or revision
   */
  list(options?: AskOptions): Promise<readonly SourceEntry[] | undefined>;
  /**
   * What is known of one file without its bytes, or undefined where the source has none of this path.
   *
   * @throws {DownloadFailedError} where the source could not be asked
   */
  stat(path: string, options?: AskOptions): Promise<SourceEntry | undefined>;
  /**
   * One file, or undefined where the source has none of this path.
   *
   * @throws {DownloadFailedError} where the source could not be asked, or did not give the whole file
   */
  read(path: string, options?: ReadOptions): Promise<Blob | undefined>;
}
