import { defineConfig } from 'vite';
import { ISOLATION_HEADERS } from './isolation-headers.ts';

/** The demo page, served and built as an app of a user would be: it takes the package from `dist`. */
export default defineConfig({
  root: 'demo',
  base: './',
  server: { headers: ISOLATION_HEADERS, open: !process.env.CI, fs: { allow: ['..'] } },
  preview: { headers: ISOLATION_HEADERS },
  build: { outDir: '../dist-demo', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1000 },
});
