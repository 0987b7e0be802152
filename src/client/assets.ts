import type { RuntimeAssets } from '../runtime/runtime';

/*
 * Each address is one literal `new URL(file, import.meta.url)`: that is what bundlers look for to copy a file as it is. They are
 * functions, so that importing the package has no effect.
 */

/** The worker's script: one file without imports. It is not written as `new Worker(new URL(…))`, so that bundlers copy it and do not bundle it again. */
export const workerUrl = (): string => new URL('./worker.js', import.meta.url).href;

/** ONNX Runtime's files beside the package's script. */
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

const fileNames = {
  wasm: 'ort-wasm-simd-threaded',
  asyncify: 'ort-wasm-simd-threaded.asyncify',
  jspi: 'ort-wasm-simd-threaded.jspi',
} as const;

/** ONNX Runtime's files in a folder of the user's, under the names that they have in the package. */
function runtimeIn(folder: string): RuntimeAssets {
  const base = new URL(folder.endsWith('/') ? folder : `${folder}/`, globalThis.location?.href).href;
  const files = (name: string) => ({ mjs: `${base}${name}.mjs`, wasm: `${base}${name}.wasm` });
  return {
    wasm: files(fileNames.wasm),
    asyncify: files(fileNames.asyncify),
    jspi: files(fileNames.jspi),
    api: {
      wasm: `${base}ort.wasm.min.mjs`,
      asyncify: `${base}ort.webgpu.min.mjs`,
      jspi: `${base}ort.jspi.min.mjs`,
    },
  };
}

/** Where ONNX Runtime is loaded from: a folder, single addresses over the packaged ones, or beside the package. */
export function runtimeAssets(paths: string | Partial<RuntimeAssets> | undefined): RuntimeAssets {
  if (typeof paths === 'string') return runtimeIn(paths);
  return { ...packagedRuntime(), ...paths };
}
