import type { RuntimeAssets } from '../runtime/runtime';

/** ONNX Runtime's files beside this script. */
export function runtimeFiles(): RuntimeAssets {
  const file = (name: string): string => new URL(`./ort/${name}`, import.meta.url).href;
  const build = (name: string) => ({ mjs: file(`${name}.mjs`), wasm: file(`${name}.wasm`) });
  return {
    wasm: build('ort-wasm-simd-threaded'),
    asyncify: build('ort-wasm-simd-threaded.asyncify'),
    jspi: build('ort-wasm-simd-threaded.jspi'),
    api: {
      wasm: file('ort.wasm.min.mjs'),
      asyncify: file('ort.webgpu.min.mjs'),
      jspi: file('ort.jspi.min.mjs'),
    },
  };
}
