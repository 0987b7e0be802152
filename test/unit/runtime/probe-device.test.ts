import { describe, expect, it } from 'vitest';
import { probeDevice, type Platform } from '../../../src/runtime/probe-device';

const platform: Platform = { gpu: undefined, crossOriginIsolated: true, cores: 8, jspi: false, sharedMemory: true };

function gpu(adapter: unknown): GPU {
  return { requestAdapter: async () => adapter } as unknown as GPU;
}

const adapter = {
  features: new Set(['shader-f16']),
  limits: { maxBufferSize: 1024 },
  info: { vendor: 'acme', architecture: 'one', description: '', isFallbackAdapter: false },
};

describe('the device probe', () => {
  it('takes WASM and says why where there is no WebGPU', async () => {
    expect(await probeDevice(platform)).toMatchObject({
      webgpu: false,
      preferred: 'wasm',
      webgpuReason: 'there is no WebGPU here',
    });
  });

  it('does not trust navigator.gpu alone', async () => {
    expect(await probeDevice({ ...platform, gpu: gpu(null) })).toMatchObject({ webgpu: false, preferred: 'wasm' });
  });

  it('reports what the adapter can do', async () => {
    expect(await probeDevice({ ...platform, gpu: gpu(adapter) })).toMatchObject({
      webgpu: true,
      shaderF16: true,
      adapter: 'acme one',
      maxBufferBytes: 1024,
      preferred: 'webgpu',
    });
  });

  it('prefers WASM to a software adapter', async () => {
    const software = { ...adapter, info: { ...adapter.info, architecture: 'swiftshader' } };
    expect(await probeDevice({ ...platform, gpu: gpu(software) })).toMatchObject({ webgpu: true, preferred: 'wasm' });
  });

  it('uses one thread where memory cannot be shared, whatever is asked', async () => {
    expect((await probeDevice(platform, 6)).threads).toBe(6);
    expect((await probeDevice(platform)).threads).toBe(4);
    expect((await probeDevice({ ...platform, crossOriginIsolated: false }, 6)).threads).toBe(1);
  });
});
