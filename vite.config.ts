import { playwright } from '@vitest/browser-playwright';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { STAGING_FOLDER, buildPackage } from './.config/build/build-package.ts';
import { bundlerHints } from './.config/build/bundler-hints.ts';
import { ThirdPartyLicences } from './.config/build/third-party-licences.ts';
import { ISOLATION_HEADERS } from './.config/isolation-headers.ts';
import { serveAsIs } from './.config/serve-as-is.ts';
import { chromiumArguments, findChromium } from './test/tools/find-chromium.mjs';

const licences = new ThirdPartyLicences();

/**
 * One self-contained bundle an entry. All are built as for a server, since Vite's client builds rewrite
 * `new URL('./file', import.meta.url)` to inlined or hashed assets, and this package's users must find the files as they are.
 */
function bundle(input: Record<string, string>, runsIn: 'browser' | 'node'): EnvironmentOptions {
  const isNode = runsIn === 'node';
  return {
    consumer: 'server',
    keepProcessEnv: isNode,
    resolve: {
      noExternal: true,
      conditions: isNode ? ['node', 'module'] : ['browser', 'module'],
      mainFields: isNode ? ['module', 'main'] : ['browser', 'module', 'main'],
    },
    define: isNode ? {} : { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: STAGING_FOLDER,
      emptyOutDir: false,
      copyPublicDir: false,
      target: isNode ? 'node20' : 'es2022',
      minify: !isNode,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        platform: runsIn,
        preserveEntrySignatures: 'strict',
        plugins: [licences.collector(), bundlerHints()],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: Object.keys(input).length > 1 },
      },
    },
  };
}

export default defineConfig({
  appType: 'custom',
  publicDir: false,
  logLevel: 'warn',
  environments: {
    page: bundle({ index: 'src/index.ts', embedded: 'src/embedded/index.ts' }, 'browser'),
    worker: bundle({ worker: 'src/worker.ts' }, 'browser'),
    node: bundle({ cli: 'src/cli/index.ts' }, 'node'),
  },
  // One config for all bundles, so that they note their licences in one place.
  builder: { sharedConfigBuild: true, buildApp: (builder) => buildPackage(builder, licences) },
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/{unit,contract}/**/*.{test,spec}.ts'],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [serveAsIs('dist')],
        server: { headers: ISOLATION_HEADERS },
        optimizeDeps: { noDiscovery: true },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.{test,spec}.ts'],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findChromium(), args: chromiumArguments() } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
