import type { RuntimeAssets, RuntimeBuild } from '../../src/runtime/runtime';

const FOLDER = new URL('/dist/ort/', location.href).href;

const files = (name: string) => ({ mjs: `${FOLDER}${name}.mjs`, wasm: `${FOLDER}${name}.wasm` });

const api: Record<RuntimeBuild, string> = {
  wasm: `${FOLDER}ort.wasm.min.mjs`,
  asyncify: `${FOLDER}ort.webgpu.min.mjs`,
  jspi: `${FOLDER}ort.jspi.min.mjs`,
};

/** ONNX Runtime as the package ships it: tests of `src` in a browser take the built files. */
export const runtimeAssets: RuntimeAssets = {
  wasm: files('ort-wasm-simd-threaded'),
  asyncify: files('ort-wasm-simd-threaded.asyncify'),
  jspi: files('ort-wasm-simd-threaded.jspi'),
  api,
};
