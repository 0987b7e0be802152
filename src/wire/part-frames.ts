import type { SerializedError } from '../errors';

/** Frames from the consumer of a stream to its producer. */
export type ConsumerFrame =
  | { readonly type: 'pull'; readonly count: number }
  /** The consumer wants no more, and why. */
  | { readonly type: 'cancel'; readonly reason?: string };

/** Frames from the producer of a stream to its consumer. */
export type ProducerFrame<Part> =
  | { readonly type: 'parts'; readonly parts: readonly Part[] }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly error: SerializedError };
