import { createRuntime } from '../../src/runtime/create-runtime';
import { describeKvCache } from '../contract/kv-cache';
import { describeSession } from '../contract/session';
import { runtimeAssets } from './runtime-assets';
import { loadFixture } from './support';

async function llama() {
  const response = await fetch('/test/fixtures/models/tiny-zoo/llama/onnx/model.onnx');
  return { name: 'llama/model.onnx', graph: new Uint8Array(await response.arrayBuffer()), externalData: [] };
}

describeSession('raw exports, threads', {
  createRuntime: () => createRuntime({ assets: runtimeAssets, threads: 2 }),
  model: llama,
  device: 'wasm',
  path: 'raw',
});
describeSession('JavaScript API on WASM', {
  createRuntime: () => createRuntime({ assets: runtimeAssets, threads: 1, wasmPath: 'api' }),
  model: llama,
  device: 'wasm',
  path: 'api',
});
describeSession('JavaScript API on WebGPU', {
  createRuntime: () => createRuntime({ assets: runtimeAssets, threads: 1 }),
  model: llama,
  device: 'webgpu',
  path: 'api',
});

const gpu = createRuntime({ assets: runtimeAssets, threads: 1 });
const api = createRuntime({ assets: runtimeAssets, threads: 1, wasmPath: 'api' });

describeKvCache('growing, on WebGPU', {
  load: () => loadFixture(gpu, 'tiny-zoo/llama', 'webgpu'),
  truncates: true,
  grows: true,
});
describeKvCache('shared, on WebGPU', {
  load: () => loadFixture(gpu, 'tiny-zoo/qwen3-builder-fp32', 'webgpu'),
  truncates: true,
  grows: false,
});
describeKvCache('growing, JavaScript API on WASM', {
  load: () => loadFixture(api, 'tiny-zoo/llama', 'wasm'),
  truncates: true,
  grows: true,
});
