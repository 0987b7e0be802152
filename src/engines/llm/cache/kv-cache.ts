import type { OutputRequest } from '../../../runtime/session';
import type { DeviceTensor } from '../../../runtime/tensor';

/**
 * The state of one sequence between runs of a decoder: keys and values per layer, and convolution or recurrent state where a layer has it.
 *
 * The decode loop knows nothing of its layout. A cache belongs to one session and has one owner.
 */
export interface KvCache {
  /** Tokens that are stored. */
  readonly length: number;
  /** Tokens that fit, which no run may exceed; Infinity where the cache grows. */
  readonly capacity: number;
  /** Bytes on the device. */
  readonly sizeBytes: number;
  /** False where a layer's state cannot be cut back (convolution, recurrence). */
  readonly canTruncate: boolean;
  /** The past, as inputs of the next run. They stay the cache's. */
  inputs(): Readonly<Record<string, DeviceTensor>>;
  /** What the next run has to give back. */
  outputs(): readonly OutputRequest[];
  /**
   * Takes the outputs of a run over `count` further tokens; they become the cache's. Tensors that are not the cache's stay untouched.
   */
  append(outputs: Readonly<Record<string, DeviceTensor>>, count: number): void;
  /**
   * Forgets all but the first `length` tokens.
   *
   * @throws {InternalError} where `canTruncate` is false and the length is neither 0 nor the present one
   */
  truncate(length: number): Promise<void>;
  /** An independent copy. */
  fork(): Promise<KvCache>;
  dispose(): void;
}
