import type { RuntimeAssets } from '../runtime/runtime';

/*
 * Each address is one literal `new URL(file, import.meta.url)`: that is what bundlers look for to copy a file as it is. They are
 * functions, so that importing the package has no effect.
 */

/** The worker's script: one file without imports. It is not written as `new Worker(new URL(…))`, so that bundlers copy it and do not bundle it again. */
export const workerUrl = (): string => new URL('./worker.js', import.meta.url).href;

/** ONNX Runtime's files beside the package's script; `browser.ortPaths` is applied where the config is read, in the worker. */
export const packagedRuntime = (): RuntimeAssets => ({
  wasm: {
    mjs: new URL('./ort/ort-wasm-simd-threaded.mjs', import.meta.url).href,
    wasm: new URL('./ort/ort-wasm-simd-threaded.wasm', import.meta.url).href,
  },
  asyncify: {
    mjs: new URL('./ort/ort-wasm-simd-threaded.asyncify.mjs', import.meta.url).href,
    wasm: new URL('./ort/ort-wasm-simd-threaded.asyncify.wasm', import.meta.url).href,
  },
  jspi: {
    mjs: new URL('./ort/ort-wasm-simd-threaded.jspi.mjs', import.meta.url).href,
    wasm: new URL('./ort/ort-wasm-simd-threaded.jspi.wasm', import.meta.url).href,
  },
  api: {
    wasm: new URL('./ort/ort.wasm.min.mjs', import.meta.url).href,
    asyncify: new URL('./ort/ort.webgpu.min.mjs', import.meta.url).href,
    jspi: new URL('./ort/ort.jspi.min.mjs', import.meta.url).href,
  },
});
