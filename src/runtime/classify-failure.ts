import { BlazeError, DeviceLostError, ModelUnsupportedError, OutOfMemoryError, RuntimeFaultError } from '../errors';
import type { Device } from './session';

/** What was being done when ONNX Runtime failed. */
export interface FailureContext {
  readonly phase: 'load runtime' | 'create session' | 'run';
  readonly device: Device;
  /** Model and file, for messages. */
  readonly model: string;
}

const outOfMemory = /bad_alloc|out of memory|OOM|failed to allocate|Array buffer allocation failed|could not allocate/i;
const deviceLost = /device (is |was )?lost|DeviceLost|GPUDevice.*lost/i;
/** ONNX Runtime's words for a graph that no kernel of this build can run. */
const unsupported =
  /NOT_IMPLEMENTED|ERROR_CODE: 9\b|Could not find an implementation|No Op registered|is not a registered function\/op|Fatal error: .* is not|INVALID_GRAPH|ERROR_CODE: 10\b|INVALID_PROTOBUF|ERROR_CODE: 7\b/;
const kernelRefuses = /NOT_IMPLEMENTED|ERROR_CODE: 9\b|(is|are) not (supported|implemented)|only (on|supported)/;
/** The module has called abort(): nothing in it can be used again. */
const aborted = /^Aborted\(|RuntimeError: |memory access out of bounds|unreachable|table index is out of bounds/;

function words(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.name === 'Error' ? thrown.message : `${thrown.name}: ${thrown.message}`;
  // Emscripten throws C++ exceptions that nobody caught as pointers.
  return typeof thrown === 'number' ? `C++ exception at ${thrown}` : String(thrown);
}

/** Puts a failure of ONNX Runtime into one of the library's classes. */
export function classifyFailure(thrown: unknown, { phase, device, model }: FailureContext): BlazeError {
  if (BlazeError.isInstance(thrown)) return thrown;
  const reason = words(thrown);
  const options = { cause: thrown };
  if (outOfMemory.test(reason))
    return new OutOfMemoryError({ where: device === 'webgpu' ? 'gpu' : 'wasm', reason }, options);
  if (deviceLost.test(reason)) return new DeviceLostError({ device, reason }, options);
  // Some kernels look at their inputs only when they run.
  if (phase === 'run' && kernelRefuses.test(reason))
    return new ModelUnsupportedError({ model, reason: `a kernel refuses the graph on ${device}: ${reason}` }, options);
  if (phase === 'create session' && !aborted.test(reason))
    return new ModelUnsupportedError(
      { model, reason: unsupported.test(reason) ? `ONNX Runtime refuses the graph on ${device}: ${reason}` : reason },
      options,
    );
  return new RuntimeFaultError({ phase, reason, fatal: aborted.test(reason) }, options);
}
