/** Element types that the library feeds to or reads from a graph. */
export type ElementType = 'float32' | 'float16' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool';

/** Bytes of one element. */
export const elementBytes: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float16: 2,
  int64: 8,
  int32: 4,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/** Typed array of each element type; float16 travels as its bits in a `Uint16Array`, bool as 0 and 1. */
export type HostArray = Float32Array | Uint16Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/**
 * A tensor that lives where its session computes: the WASM heap, a GPU buffer, or JavaScript memory.
 *
 * It has one owner, who calls `dispose()` once. A run never disposes its inputs.
 */
export interface DeviceTensor {
  readonly type: ElementType;
  /** Shape, outermost first. */
  readonly dims: readonly number[];
  readonly sizeBytes: number;
  /**
   * The elements. Where the tensor lives in the WASM heap this is a view that is valid until the next call on the session: copy what must stay.
   */
  read(): Promise<HostArray>;
  dispose(): void;
}

/** Name, type and shape of one graph input or output, as the session reports them. */
export interface TensorInfo {
  readonly name: string;
  /** `other` where the library has no use for the type (strings, doubles). */
  readonly type: ElementType | 'other';
  /** A number where the graph fixes the dimension, else its symbol (may be empty). */
  readonly shape: readonly (number | string)[];
}
