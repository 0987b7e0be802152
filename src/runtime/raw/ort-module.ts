/** A value, or its promise where the build suspends (asyncify, JSPI). */
type MaybeAsync<T> = T | Promise<T>;

/**
 * The exports of ONNX Runtime's emscripten module that the raw path uses.
 *
 * They are internal to onnxruntime-web, so the package version is pinned. Source: onnxruntime `js/web/lib/wasm/wasm-types.ts`.
 */
export interface OrtModule {
  readonly PTR_SIZE: number;
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  stackSave(): number;
  stackRestore(stack: number): void;
  stackAlloc(bytes: number): number;
  getValue(pointer: number, type: string): number;
  setValue(pointer: number, value: number, type: string): void;
  UTF8ToString(pointer: number): string;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, pointer: number, maxBytes: number): void;
  mountExternalData(path: string, data: Uint8Array): void;
  unmountExternalData(): void;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(codePointer: number, messagePointer: number): number;
  _OrtCreateSessionOptions(
    optimizationLevel: number,
    memoryArena: boolean,
    memoryPattern: boolean,
    executionMode: number,
    profiling: boolean,
    profilePrefix: number,
    logId: number,
    logSeverity: number,
    logVerbosity: number,
    optimizedModelPath: number,
  ): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtAddSessionConfigEntry(options: number, key: number, value: number): number;
  _OrtCreateSession(data: number, bytes: number, options: number): MaybeAsync<number>;
  _OrtReleaseSession(session: number): number;
  _OrtGetInputOutputCount(session: number, inputs: number, outputs: number): number;
  _OrtGetInputOutputMetadata(session: number, index: number, name: number, metadata: number): number;
  _OrtFree(pointer: number): number;
  _OrtCreateTensor(type: number, data: number, bytes: number, dims: number, rank: number, location: number): number;
  _OrtGetTensorData(tensor: number, type: number, data: number, dims: number, rank: number): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    runOptions: number,
  ): MaybeAsync<number>;
}

const needed = [
  '_malloc',
  '_free',
  'stackSave',
  'stackRestore',
  'stackAlloc',
  'getValue',
  'setValue',
  'UTF8ToString',
  'mountExternalData',
  'unmountExternalData',
  '_OrtInit',
  '_OrtGetLastError',
  '_OrtCreateSessionOptions',
  '_OrtReleaseSessionOptions',
  '_OrtCreateSession',
  '_OrtReleaseSession',
  '_OrtGetInputOutputCount',
  '_OrtGetInputOutputMetadata',
  '_OrtFree',
  '_OrtCreateTensor',
  '_OrtGetTensorData',
  '_OrtReleaseTensor',
  '_OrtRun',
] as const satisfies readonly (keyof OrtModule)[];

/** Names of exports that this module lacks; empty where the raw path can be taken. */
export function missingExports(module: object): string[] {
  const exports = module as Readonly<Record<string, unknown>>;
  const missing: string[] = needed.filter((name) => typeof exports[name] !== 'function');
  // Wide pointers (memory64) have another layout of every struct that is read here.
  if (exports['PTR_SIZE'] !== 4) missing.push('PTR_SIZE 4');
  return missing;
}

/** Runs `body` with a stack that is cut back afterwards. */
export function withStack<T>(module: OrtModule, body: () => T): T {
  const stack = module.stackSave();
  try {
    return body();
  } finally {
    module.stackRestore(stack);
  }
}

/** What ONNX Runtime noted of its last failure. */
export function lastFailure(module: OrtModule): string {
  return withStack(module, () => {
    const pointer = module.stackAlloc(8);
    module._OrtGetLastError(pointer, pointer + 4);
    const code = module.getValue(pointer, 'i32');
    const message = module.getValue(pointer + 4, '*');
    return `ERROR_CODE: ${code}, ERROR_MESSAGE: ${message === 0 ? '' : module.UTF8ToString(message)}`;
  });
}
