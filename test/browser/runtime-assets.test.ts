import { expect, test } from 'vitest';
import { runtimeAssets } from './runtime-assets';

const builds = ['wasm', 'asyncify', 'jspi'] as const;

test('the page is cross-origin isolated, so that the runtime may use threads', () => {
  expect(crossOriginIsolated).toBe(true);
  expect(new SharedArrayBuffer(8).byteLength).toBe(8);
});

test('WebGPU answers with an adapter, in software where there is no GPU', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter?.limits.maxBufferSize).toBeGreaterThan(2 ** 27);
});

test.each(builds)('the %s build is served as WebAssembly beside its modules', async (build) => {
  const wasm = await fetch(runtimeAssets[build].wasm, { method: 'HEAD' });
  expect(wasm.headers.get('content-type')).toBe('application/wasm');
  const api = (await import(/* @vite-ignore */ runtimeAssets.api[build])) as { InferenceSession: unknown };
  expect(api.InferenceSession).toBeTypeOf('function');
});

test.each(builds)('the %s build takes the plain attention kernel', async (build) => {
  const module = await (await fetch(runtimeAssets[build].mjs)).text();
  expect(module.match(/ORT_GQA_DISABLE_FLASH_ATTENTION:"1",LANG:\(/g)).toHaveLength(1);
});
