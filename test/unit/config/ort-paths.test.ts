import { describe, expect, it } from 'vitest';
import { InvalidConfigError } from '../../../src/errors';
import { resolveOrtPaths } from '../../../src/config/ort-paths';
import type { RuntimeAssets } from '../../../src/runtime/runtime';

const files = (name: string) => ({
  mjs: `https://cdn.test/ort/${name}.mjs`,
  wasm: `https://cdn.test/ort/${name}.wasm?v=1`,
});
const assets: RuntimeAssets = {
  wasm: files('plain'),
  asyncify: files('asyncify'),
  jspi: files('jspi'),
  api: { wasm: 'https://cdn.test/a.mjs', asyncify: 'https://cdn.test/b.mjs', jspi: 'https://cdn.test/c.mjs' },
};
const page = 'https://example.com/app/';

describe('resolveOrtPaths', () => {
  it("leaves the package's own files where nothing is said", () => {
    expect(resolveOrtPaths(assets, undefined, page)).toBe(assets);
  });

  it.each(['ort', './ort/', 'https://example.com/app/ort'])(
    'finds files of the same names in the folder %s',
    (folder) => {
      const resolved = resolveOrtPaths(assets, folder, page);
      expect(resolved.jspi).toEqual({ mjs: `${page}ort/jspi.mjs`, wasm: `${page}ort/jspi.wasm` });
      expect(resolved.api.asyncify).toBe(`${page}ort/b.mjs`);
    },
  );

  it('replaces single addresses and keeps the others', () => {
    const resolved = resolveOrtPaths(assets, { wasm: { mjs: 'm.mjs', wasm: '/w.wasm' } }, page);
    expect(resolved.wasm).toEqual({ mjs: `${page}m.mjs`, wasm: 'https://example.com/w.wasm' });
    expect(resolved.jspi).toEqual(assets.jspi);
    expect(resolved.api).toEqual(assets.api);
  });

  it('refuses a relative address where there is nothing that it is relative to', () => {
    expect(() => resolveOrtPaths(assets, './ort', undefined)).toThrow(InvalidConfigError);
  });
});
