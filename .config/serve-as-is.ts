import { createReadStream, existsSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { ISOLATION_HEADERS } from './isolation-headers.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves a folder like a plain static host: Vite would transform its modules, and Vitest's transforms break in workers. */
export function serveAsIs(folder: string): Plugin {
  const root = resolve(folder) + sep;
  return {
    name: 'serve-as-is',
    configureServer(server) {
      server.middlewares.use(`/${folder}`, (request, response, next) => {
        const path = join(root, decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname));
        if (!path.startsWith(root) || !existsSync(path)) return next();
        const contentType = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
        response.writeHead(200, { ...ISOLATION_HEADERS, 'Content-Type': contentType, 'Cache-Control': 'no-cache' });
        if (request.method === 'HEAD') response.end();
        else createReadStream(path).pipe(response);
      });
    },
  };
}
