import { BlazeError, type BlazeErrorOptions } from './blaze-error';

/** Details of {@link DownloadFailedError}. */
export interface DownloadFailedDetails {
  url: string;
  /** HTTP status, or undefined when no answer came. */
  status?: number;
  reason: string;
}

/** A file of a model could not be fetched. */
export class DownloadFailedError extends BlazeError<DownloadFailedDetails> {
  constructor(details: DownloadFailedDetails, options?: BlazeErrorOptions) {
    super(
      'DownloadFailedError',
      'DOWNLOAD_FAILED',
      `Could not fetch ${details.url}: ${details.reason}`,
      details,
      options,
    );
  }
}

/** Details of {@link StorageFullError}. */
export interface StorageFullDetails {
  /** Bytes that should have been stored. */
  neededBytes: number;
  /** Bytes that the browser still grants, where it says so. */
  availableBytes?: number;
}

/** The browser's storage has no room for the model. */
export class StorageFullError extends BlazeError<StorageFullDetails> {
  constructor(details: StorageFullDetails, options?: BlazeErrorOptions) {
    const available = details.availableBytes === undefined ? '' : `, ${details.availableBytes} are available`;
    super(
      'StorageFullError',
      'STORAGE_FULL',
      `The browser's storage has no room for ${details.neededBytes} bytes${available}`,
      details,
      options,
    );
  }
}

/** Details of {@link StorageUnavailableError}. */
export interface StorageUnavailableDetails {
  reason: string;
}

/** IndexedDB is refused here (private mode, policy). */
export class StorageUnavailableError extends BlazeError<StorageUnavailableDetails> {
  constructor(details: StorageUnavailableDetails, options?: BlazeErrorOptions) {
    super(
      'StorageUnavailableError',
      'STORAGE_UNAVAILABLE',
      `The browser's storage cannot be used: ${details.reason}`,
      details,
      options,
    );
  }
}
