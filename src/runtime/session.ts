import type { DeviceTensor, ElementType, HostArray, TensorInfo } from './tensor';

/** Where a session computes. */
export type Device = 'wasm' | 'webgpu';

/**
 * How a session is driven: `raw` calls the exports of the WASM module (tensors stay in its heap), `api` goes through
 * `ort.InferenceSession`.
 */
export type SessionPath = 'raw' | 'api';

/** One output that a run shall give. */
export interface OutputRequest {
  readonly name: string;
  /**
   * A tensor to write into instead of a new one: a static KV buffer. It is what the run then returns under this name.
   * Only where {@link Session.canWriteInto} is true.
   */
  readonly into?: DeviceTensor;
}

/** A graph that is ready to run. Calls do not overlap: a caller awaits one before it makes the next. */
export interface Session {
  readonly device: Device;
  readonly path: SessionPath;
  readonly inputs: ReadonlyMap<string, TensorInfo>;
  readonly outputs: ReadonlyMap<string, TensorInfo>;
  /** True where an output may be written into a tensor that is also an input of the same run (shared KV buffers). */
  readonly canWriteInto: boolean;
  /** Makes a tensor on the session's device; zeros where `data` is left out. */
  tensor(type: ElementType, dims: readonly number[], data?: HostArray): DeviceTensor;
  /**
   * Makes a new tensor out of one axis range of another, on the device.
   *
   * @param axis - the axis that is cut
   * @param start - first index that is kept
   * @param end - index after the last that is kept
   */
  slice(tensor: DeviceTensor, axis: number, start: number, end: number): Promise<DeviceTensor>;
  /**
   * Runs the graph.
   *
   * @returns the asked outputs by name; the caller owns and disposes them
   * @throws {RuntimeFaultError} {@link OutOfMemoryError} {@link DeviceLostError} and the session stays usable after the first two
   */
  run(
    inputs: Readonly<Record<string, DeviceTensor>>,
    outputs: readonly OutputRequest[],
  ): Promise<Record<string, DeviceTensor>>;
  /** Frees the graph's memory; tensors that are still held are the holder's to dispose before. */
  dispose(): Promise<void>;
}

/** A graph with its external data, as the model layer hands it on. */
export interface SessionModel {
  /** For messages: model id and file. */
  readonly name: string;
  /** The bytes of the `.onnx` file. */
  readonly graph: Uint8Array<ArrayBuffer>;
  /** Files beside it, by the location that the graph names. */
  readonly externalData: readonly { readonly path: string; readonly data: Blob | Uint8Array<ArrayBuffer> }[];
}

/** How a session is made. */
export interface SessionOptions {
  readonly device: Device;
  /** Outputs that stay on the device between runs (KV caches); the others are read by the host. */
  readonly deviceOutputs: readonly string[];
  readonly signal?: AbortSignal;
}
