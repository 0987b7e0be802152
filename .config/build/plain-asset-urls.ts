import type { Plugin } from 'vite';

const TEMPLATE_URL = /new URL\(`(\.\/[^`$]*)`,\s*import\.meta\.url\)/g;

/** Gives `new URL('./file', import.meta.url)` its quotes back, which minifying turns into backticks: bundlers look for a string. */
export function plainAssetUrls(): Plugin {
  return {
    name: 'plain-asset-urls',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        output.code = output.code.replace(TEMPLATE_URL, `new URL('$1', import.meta.url)`);
      }
    },
  };
}
