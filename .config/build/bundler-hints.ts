import type { Plugin } from 'vite';

const TEMPLATE_URL = /new URL\(`(\.\/[^`$]*)`,\s*import\.meta\.url\)/g;
const VARIABLE_IMPORT = /(?<![\w$.])import\((?=[\w$])/g;

/** Gives back what minifying takes from the bundlers of apps: quoted asset URLs, and comments on imports to leave alone. */
export function bundlerHints(): Plugin {
  return {
    name: 'bundler-hints',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        output.code = output.code
          .replace(TEMPLATE_URL, `new URL('$1', import.meta.url)`)
          .replace(VARIABLE_IMPORT, 'import(/* @vite-ignore */ /* webpackIgnore: true */ ');
      }
    },
  };
}
