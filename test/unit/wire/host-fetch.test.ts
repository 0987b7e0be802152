import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHostFetch } from '../../../src/wire/host-fetch';
import { serveFetch } from '../../../src/wire/serve-fetch';

let server: Server;
let address: string;
/** Requests whose connection the client gave up. */
let abandoned = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/echo') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('x-method', request.method ?? '');
        response.setHeader('x-seen', String(request.headers['x-asked']));
        response.statusCode = 201;
        response.end(Buffer.concat(chunks));
      });
    } else if (pathname === '/large') {
      response.end(Buffer.alloc(3_000_000, 7));
    } else if (pathname === '/endless') {
      response.on('close', () => (abandoned += 1));
      const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
      response.on('close', () => clearInterval(timer));
    } else if (pathname === '/redirect') {
      response.writeHead(302, { location: '/large' }).end();
    } else if (pathname === '/never') {
      response.on('close', () => (abandoned += 1));
    } else {
      response.writeHead(204).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The worker's `fetch`, answered by the page's over a real channel. */
function proxied(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  const serve = serveFetch(fetch);
  return createHostFetch({
    fetch(request, port) {
      // The way over the wire: both arguments are cloned or moved.
      const moved = structuredClone({ request, port }, { transfer: [port] });
      serve(moved.request, moved.port);
    },
  });
}

describe("the worker's fetch through the page", () => {
  it('carries method, headers and body there, status, headers and body back', async () => {
    const response = await proxied()(`${address}/echo`, {
      method: 'POST',
      headers: { 'x-asked': 'yes' },
      body: 'hello',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-method')).toBe('POST');
    expect(response.headers.get('x-seen')).toBe('yes');
    expect(await response.text()).toBe('hello');
    expect(response.url).toBe(`${address}/echo`);
  });

  it('streams a large body', async () => {
    const bytes = new Uint8Array(await (await proxied()(`${address}/large`)).arrayBuffer());
    expect(bytes.byteLength).toBe(3_000_000);
    expect(bytes.every((byte) => byte === 7)).toBe(true);
  });

  it('gives an answer without a body', async () => {
    const response = await proxied()(`${address}/nothing`);
    expect([response.status, response.body]).toEqual([204, null]);
  });

  it('says where it was redirected to, and does not follow where that is not wanted', async () => {
    const followed = await proxied()(`${address}/redirect`);
    expect([followed.url, followed.redirected, followed.status]).toEqual([`${address}/large`, true, 200]);
    await followed.body?.cancel();
    const manual = await proxied()(`${address}/redirect`, { redirect: 'manual' });
    expect([manual.status, manual.headers.get('location')]).toEqual([302, '/large']);
  });

  it('passes on that the platform hides a redirect', async () => {
    const hidden: typeof fetch = async () =>
      Object.defineProperties(new Response(null), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
        url: { value: address },
      });
    const response = await proxied(hidden)(address, { redirect: 'manual' });
    expect([response.type, response.status, response.ok]).toEqual(['opaqueredirect', 0, false]);
  });

  it('ends the request when the signal fires before the answer', async () => {
    const controller = new AbortController();
    const before = abandoned;
    const asking = proxied()(`${address}/never`, { signal: controller.signal });
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 20);
    await expect(asking).rejects.toBe(reason);
    await expect.poll(() => abandoned).toBe(before + 1);
  });

  it('ends the request when the body is aborted or left', async () => {
    const before = abandoned;
    const controller = new AbortController();
    const response = await proxied()(`${address}/endless`, { signal: controller.signal });
    const reading = response.arrayBuffer();
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    const left = await proxied()(`${address}/endless`);
    await left.body?.cancel();
    await expect.poll(() => abandoned).toBe(before + 2);
  });

  it('rejects at once where the signal has fired already, without asking the page', async () => {
    const never: typeof fetch = () => {
      expect.unreachable('the page was asked');
    };
    await expect(proxied(never)(address, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it("rejects with the reason of the page's failure", async () => {
    const offline: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(proxied(offline)(address)).rejects.toThrow(/Failed to fetch/);
  });

  it('leaves a chunk alone that is a window on a shared buffer', async () => {
    const shared = new Uint8Array([1, 2, 3, 4]);
    const cached: typeof fetch = async () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(shared.subarray(0, 2));
            controller.enqueue(shared.subarray(2));
            controller.close();
          },
        }),
      );
    expect([...new Uint8Array(await (await proxied(cached)(address)).arrayBuffer())]).toEqual([1, 2, 3, 4]);
    expect(shared.byteLength).toBe(4);
  });
});
