import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Cross-origin isolation, without which WebAssembly gets one thread. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Serves a folder on loopback like a plain static host.
 *
 * @param {string} folder
 * @returns {Promise<{ origin: string, close(): void }>}
 */
export async function serveFolder(folder) {
  const root = resolve(folder) + sep;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(root, decodeURIComponent(pathname));
    const file = path.startsWith(root) ? statSync(path, { throwIfNoEntry: false }) : undefined;
    if (!file?.isFile()) {
      response.writeHead(404, isolation).end();
      return;
    }
    const range = readRange(request.headers.range, file.size);
    response.writeHead(range ? 206 : 200, {
      ...isolation,
      'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
      'Content-Length': range ? range.end - range.start + 1 : file.size,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store',
      ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` }),
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(path, range).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * @param {string | undefined} header
 * @param {number} size bytes
 */
function readRange(header, size) {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || Number(first) >= size) return undefined;
  return { start: Number(first), end: last ? Math.min(Number(last), size - 1) : size - 1 };
}
