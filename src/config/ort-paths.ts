import { InvalidConfigError } from '../errors';
import type { RuntimeAssets, RuntimeBuild } from '../runtime/runtime';
import type { BrowserConfig } from './core-config';

function fileName(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1).replace(/[?#].*$/, '');
}

function absoluteAddress(url: string, baseUrl: string | undefined): string {
  if (URL.canParse(url, baseUrl)) return new URL(url, baseUrl).href;
  throw new InvalidConfigError({
    subject: 'config',
    problems: [
      {
        field: 'browser.ortPaths',
        expected: 'an address, absolute where there is no page',
        received: JSON.stringify(url),
      },
    ],
  });
}

/**
 * Where ONNX Runtime's files are, after the config's say.
 *
 * @param assets - the package's own files
 * @param ortPaths - `browser.ortPaths`: a folder that holds files of the same names, or addresses that replace single ones
 * @param baseUrl - what relative addresses are relative to
 * @throws {InvalidConfigError} where an address is none
 */
export function resolveOrtPaths(
  assets: RuntimeAssets,
  ortPaths: BrowserConfig['ortPaths'],
  baseUrl?: string,
): RuntimeAssets {
  if (ortPaths === undefined) return assets;
  const absolute = (url: string): string => absoluteAddress(url, baseUrl);
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
