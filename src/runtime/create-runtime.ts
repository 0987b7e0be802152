import { AbortError, DeviceUnavailableError, ShutDownError } from '../errors';
import { ApiSession } from './api/api-session';
import { importModule, loadOrtApi, loadOrtModule, type ImportModule } from './load-runtime';
import { MemoryLedger } from './memory-ledger';
import { currentPlatform, probeDevice, type Platform } from './probe-device';
import { RawSession } from './raw/raw-session';
import type { OrtApi } from './api/ort-api';
import type { OrtModule } from './raw/ort-module';
import type { DeviceReport, MemoryReport, Runtime, RuntimeAssets, RuntimeBuild } from './runtime';
import type { Session, SessionModel, SessionOptions, SessionPath } from './session';

export interface RuntimeOptions {
  readonly assets: RuntimeAssets;
  /** WASM threads. @default the least of 4 and the cores, where the page is cross-origin isolated */
  readonly threads?: number;
  /** How WASM sessions are driven. @default 'raw', and `api` where the module lacks an export */
  readonly wasmPath?: SessionPath;
  readonly platform?: Platform;
  readonly importModule?: ImportModule;
}

/** Makes the runtime; nothing is loaded before the first probe or session. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const platform = options.platform ?? currentPlatform();
  const load = options.importModule ?? importModule;
  const ledger = new MemoryLedger();
  let report: Promise<DeviceReport> | undefined;
  let module: Promise<OrtModule | undefined> | undefined;
  let loadedModule: OrtModule | undefined;
  const apis = new Map<RuntimeBuild, Promise<OrtApi>>();
  let closed = false;
  /** Sessions of the JavaScript API must not be created at the same time. */
  let creating: Promise<unknown> = Promise.resolve();

  const probe = (): Promise<DeviceReport> => (report ??= probeDevice(platform, options.threads));

  async function ortModule(): Promise<OrtModule | undefined> {
    const { threads } = await probe();
    module ??= loadOrtModule(options.assets, threads, load);
    // A failed download must not be remembered for ever.
    module.catch(() => (module = undefined));
    return (loadedModule = await module);
  }

  async function ortApi(build: RuntimeBuild): Promise<OrtApi> {
    const { threads } = await probe();
    const loading = apis.get(build) ?? loadOrtApi(options.assets, build, threads, load);
    apis.set(build, loading);
    loading.catch(() => apis.delete(build));
    return loading;
  }

  async function create(model: SessionModel, sessionOptions: SessionOptions): Promise<Session> {
    const { webgpu, webgpuReason, jspi } = await probe();
    if (sessionOptions.device === 'webgpu') {
      if (!webgpu) throw new DeviceUnavailableError({ device: 'webgpu', reason: webgpuReason ?? 'unknown' });
      const ort = await ortApi(jspi ? 'jspi' : 'asyncify');
      // The type of `env.webgpu.device` belongs to another version of the WebGPU declarations.
      const gpu = async (): Promise<GPUDevice> => (await ort.env.webgpu.device) as unknown as GPUDevice;
      return ApiSession.create({ ort, ledger, gpu }, model, sessionOptions);
    }
    const exports = options.wasmPath === 'api' ? undefined : await ortModule();
    if (exports !== undefined) return RawSession.create(exports, ledger, model);
    return ApiSession.create({ ort: await ortApi('wasm'), ledger, gpu: undefined }, model, sessionOptions);
  }

  return {
    probe,
    createSession(model, sessionOptions) {
      const result = creating.then(() => {
        if (closed) throw new ShutDownError();
        if (sessionOptions.signal?.aborted) throw new AbortError();
        return create(model, sessionOptions);
      });
      // Its caller hears of a failure; the next session does not wait for a better one.
      creating = result.catch(() => undefined);
      return result;
    },
    memory(): MemoryReport {
      return { ...ledger.report(), wasmHeapBytes: loadedModule?.HEAPU8.buffer.byteLength ?? 0 };
    },
    async dispose() {
      closed = true;
      await creating;
    },
  };
}
