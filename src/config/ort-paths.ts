import type { RuntimeAssets, RuntimeBuild } from '../runtime/runtime';
import type { BrowserConfig } from './core-config';

function fileName(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1).replace(/[?#].*$/, '');
}

/**
 * Where ONNX Runtime's files are, after the config's say.
 *
 * @param assets - the package's own files
 * @param ortPaths - `browser.ortPaths`: a folder that holds files of the same names, or addresses that replace single ones
 * @param baseUrl - what relative addresses are relative to
 */
export function resolveOrtPaths(
  assets: RuntimeAssets,
  ortPaths: BrowserConfig['ortPaths'],
  baseUrl: string,
): RuntimeAssets {
  if (ortPaths === undefined) return assets;
  const absolute = (url: string): string => new URL(url, baseUrl).href;
  if (typeof ortPaths !== 'string') {
    const files = (build: RuntimeBuild) => {
      const given = ortPaths[build];
      return given ? { mjs: absolute(given.mjs), wasm: absolute(given.wasm) } : assets[build];
    };
    const api = ortPaths.api ?? assets.api;
    return {
      wasm: files('wasm'),
      asyncify: files('asyncify'),
      jspi: files('jspi'),
      api: { wasm: absolute(api.wasm), asyncify: absolute(api.asyncify), jspi: absolute(api.jspi) },
    };
  }
  const folder = absolute(ortPaths.endsWith('/') ? ortPaths : `${ortPaths}/`);
  const inFolder = (url: string): string => new URL(fileName(url), folder).href;
  const files = (build: RuntimeBuild) => ({ mjs: inFolder(assets[build].mjs), wasm: inFolder(assets[build].wasm) });
  return {
    wasm: files('wasm'),
    asyncify: files('asyncify'),
    jspi: files('jspi'),
    api: { wasm: inFolder(assets.api.wasm), asyncify: inFolder(assets.api.asyncify), jspi: inFolder(assets.api.jspi) },
  };
}
