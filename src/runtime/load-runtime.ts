import { RuntimeFaultError } from '../errors';
import { classifyFailure } from './classify-failure';
import type { OrtApi } from './api/ort-api';
import { missingExports, type OrtModule } from './raw/ort-module';
import type { RuntimeAssets, RuntimeBuild } from './runtime';
import type { Device } from './session';

/** Loads an ES module by URL; injectable because bundlers must leave this import alone. */
export type ImportModule = (url: string) => Promise<unknown>;

/** The platform's own import. */
export const importModule: ImportModule = (url) => import(/* @vite-ignore */ /* webpackIgnore: true */ url);

type ModuleFactory = (options: { numThreads: number; locateFile: (file: string) => string }) => Promise<OrtModule>;

/** Starts the plain WASM build and gives its exports; undefined where they are not those that the raw path knows. */
export async function loadOrtModule(
  assets: RuntimeAssets,
  threads: number,
  load: ImportModule,
): Promise<OrtModule | undefined> {
  const { mjs, wasm } = assets.wasm;
  try {
    const { default: factory } = (await load(mjs)) as { default: ModuleFactory };
    const module = await factory({ numThreads: threads, locateFile: () => wasm });
    if (missingExports(module).length > 0) return undefined;
    if (module._OrtInit(threads, 4) !== 0)
      throw new RuntimeFaultError({ phase: 'load runtime', reason: 'OrtInit failed' });
    return module;
  } catch (error) {
    throw classifyFailure(error, { phase: 'load runtime', device: 'wasm', model: mjs });
  }
}

/** Loads ONNX Runtime's JavaScript API on one of its builds. */
export async function loadOrtApi(
  assets: RuntimeAssets,
  build: RuntimeBuild,
  threads: number,
  load: ImportModule,
): Promise<OrtApi> {
  const device: Device = build === 'wasm' ? 'wasm' : 'webgpu';
  try {
    const ort = (await load(assets.api[build])) as OrtApi;
    ort.env.logLevel = 'fatal';
    ort.env.wasm.numThreads = threads;
    ort.env.wasm.wasmPaths = assets[build];
    ort.env.wasm.proxy = false;
    return ort;
  } catch (error) {
    throw classifyFailure(error, { phase: 'load runtime', device, model: assets.api[build] });
  }
}
