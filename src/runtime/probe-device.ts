import type { DeviceReport } from './runtime';

/** What is asked of the platform; injectable for tests. */
export interface Platform {
  readonly gpu: GPU | undefined;
  readonly crossOriginIsolated: boolean;
  readonly cores: number;
  /** `WebAssembly.Suspending` is there. */
  readonly jspi: boolean;
  /** WASM memory can be shared between threads. */
  readonly sharedMemory: boolean;
}

/** More threads than this gain nothing while a decoder waits for memory. */
const mostThreads = 4;

/** The platform that this code runs on: a worker, or Node. */
export function currentPlatform(): Platform {
  const scope = globalThis as {
    navigator?: { gpu?: GPU; hardwareConcurrency?: number };
    crossOriginIsolated?: boolean;
    process?: { versions?: { node?: string } };
  };
  const inNode = scope.process?.versions?.node !== undefined;
  return {
    gpu: scope.navigator?.gpu,
    crossOriginIsolated: scope.crossOriginIsolated ?? inNode,
    cores: scope.navigator?.hardwareConcurrency ?? 1,
    jspi: 'Suspending' in WebAssembly,
    sharedMemory: typeof SharedArrayBuffer !== 'undefined',
  };
}

/**
 * Finds out what the device can do.
 *
 * An existing `navigator.gpu` is no proof: Firefox has one that gives no adapter, so an adapter is asked for.
 *
 * @param threads - threads that the config asks for
 */
export async function probeDevice(platform: Platform, threads?: number): Promise<DeviceReport> {
  const isolated = platform.crossOriginIsolated && platform.sharedMemory;
  const base = {
    crossOriginIsolated: platform.crossOriginIsolated,
    threads: isolated ? Math.max(1, threads ?? Math.min(mostThreads, platform.cores)) : 1,
    jspi: platform.jspi,
  };
  const without = (webgpuReason: string): DeviceReport => ({
    ...base,
    webgpu: false,
    webgpuReason,
    shaderF16: false,
    preferred: 'wasm',
  });
  if (platform.gpu === undefined) return without('there is no WebGPU here');
  let adapter: GPUAdapter | null;
  try {
    adapter = await platform.gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (error) {
    return without(
      `the WebGPU adapter could not be asked for: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (adapter === null) return without('WebGPU gives no adapter');
  const { vendor, architecture, description } = adapter.info;
  return {
    ...base,
    webgpu: true,
    shaderF16: adapter.features.has('shader-f16'),
    adapter: [vendor, architecture, description].filter(Boolean).join(' '),
    maxBufferBytes: adapter.limits.maxBufferSize,
    // A software adapter is slower than WASM.
    preferred: isSoftware(adapter) ? 'wasm' : 'webgpu',
  };
}

function isSoftware(adapter: GPUAdapter): boolean {
  return adapter.info.isFallbackAdapter === true || adapter.info.architecture === 'swiftshader';
}
