import { BlazeError, type BlazeErrorOptions } from './blaze-error';

/** Details of {@link RuntimeFaultError}. */
export interface RuntimeFaultDetails {
  /** What was being done: `create session`, `run`. */
  phase: string;
  /** The runtime's own words. */
  reason: string;
  /** The WASM module is unusable from now on; only a new worker helps. */
  fatal?: boolean;
}

/** ONNX Runtime failed in a way that has no class of its own. */
export class RuntimeFaultError extends BlazeError<RuntimeFaultDetails> {
  constructor(details: RuntimeFaultDetails, options?: BlazeErrorOptions) {
    super(
      'RuntimeFaultError',
      'RUNTIME_FAULT',
      `ONNX Runtime failed (${details.phase}): ${details.reason}`,
      details,
      options,
    );
  }
}

/** Details of {@link OutOfMemoryError}. */
export interface OutOfMemoryDetails {
  where: 'wasm' | 'gpu';
  reason: string;
}

/** The WASM heap (4 GiB) or the GPU has no room left. */
export class OutOfMemoryError extends BlazeError<OutOfMemoryDetails> {
  constructor(details: OutOfMemoryDetails, options?: BlazeErrorOptions) {
    super(
      'OutOfMemoryError',
      'OUT_OF_MEMORY',
      `Out of ${details.where === 'gpu' ? 'GPU' : 'WebAssembly'} memory: ${details.reason}`,
      details,
      options,
    );
  }
}

/** Details of {@link DeviceLostError} and {@link DeviceUnavailableError}. */
export interface DeviceDetails {
  device: string;
  reason: string;
}

/** The GPU device was lost: sleep, driver reset, too long a command. */
export class DeviceLostError extends BlazeError<DeviceDetails> {
  constructor(details: DeviceDetails, options?: BlazeErrorOptions) {
    super(
      'DeviceLostError',
      'DEVICE_LOST',
      `The ${details.device} device was lost: ${details.reason}`,
      details,
      options,
    );
  }
}

/** The device that was asked for is not to be had here. */
export class DeviceUnavailableError extends BlazeError<DeviceDetails> {
  constructor(details: DeviceDetails, options?: BlazeErrorOptions) {
    super(
      'DeviceUnavailableError',
      'DEVICE_UNAVAILABLE',
      `Device ${details.device} is not available: ${details.reason}`,
      details,
      options,
    );
  }
}

/** True for failures after which the runtime of this worker cannot be used again. */
export function isFatal(error: unknown): error is DeviceLostError | RuntimeFaultError {
  return error instanceof DeviceLostError || (error instanceof RuntimeFaultError && error.details.fatal === true);
}
