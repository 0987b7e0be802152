import { afterEach, describe, expect, it } from 'vitest';
import { AbortError, type BlazeError, DownloadFailedError, ModelNotFoundError } from '../../../../src/errors';
import { createSourceFactory, type SourceFactoryOptions } from '../../../../src/models/create-source';
import type { FileProgress } from '../../../../src/models/model-source';
import { type Hub, type HubOptions, startHub } from '../../../fixtures/hub';

const weights = Uint8Array.from({ length: 60_000 }, (_, index) => index % 256);
const files = { 'config.json': '{}', 'onnx/model.onnx': weights };
const hubs: Hub[] = [];

afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

/** Real hub, real fetch; only the waits between tries are recorded instead of waited. */
async function setUp(hubOptions: Partial<HubOptions> = {}, options: SourceFactoryOptions = {}, revision?: string) {
  const hub = await startHub({ repositories: { 'owner/name': { files } }, ...hubOptions });
  hubs.push(hub);
  const waitsMs: number[] = [];
  const create = createSourceFactory({
    sleep: async (milliseconds) => void waitsMs.push(milliseconds),
    ...options,
    hub: { host: hub.host, ...options.hub },
  });
  return { hub, waitsMs, create, source: await create({ kind: 'hub', id: 'owner/name', revision }) };
}

async function failure(promise: Promise<unknown>): Promise<BlazeError> {
  return promise.then(
    () => expect.unreachable('it did not fail'),
    (error: BlazeError) => error,
  );
}

const bytesOf = async (blob: Blob | undefined) => new Uint8Array(await (blob as Blob).arrayBuffer());

describe('a hub source', () => {
  it('tells SHA-256 of large files, over several pages', async () => {
    const { hub, source } = await setUp({ pageSize: 1 });
    const entries = await source.list();
    const sha256 = await crypto.subtle.digest('SHA-256', weights);
    expect(entries?.find(({ path }) => path === 'onnx/model.onnx')).toEqual({
      path: 'onnx/model.onnx',
      sizeBytes: 60_000,
      sha256: Buffer.from(sha256).toString('hex'),
    });
    expect(hub.requests.length).toBe(3);
  });

  it('asks for the revision, encoded', async () => {
    const { hub, source } = await setUp(
      { repositories: { 'owner/name': { files, revisions: ['refs/pr/1'] } } },
      {},
      'refs/pr/1',
    );
    await source.list();
    await source.read('config.json');
    expect(hub.requests.map(({ path }) => path)).toEqual([
      '/api/models/owner/name/tree/refs%2Fpr%2F1?recursive=true',
      '/owner/name/resolve/refs%2Fpr%2F1/config.json',
    ]);
  });

  it('says that a revision does not exist, in the words of the hub', async () => {
    const { source } = await setUp({}, {}, 'v9');
    const error = await failure(source.list());
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error.message).toBe('Model owner/name: Invalid rev id: v9');
  });

  it('asks for a token where the repository is gated or absent', async () => {
    const { source, waitsMs } = await setUp({ repositories: { 'owner/name': { files, token: 'secret' } } });
    const error = await failure(source.list());
    expect(error).toBeInstanceOf(DownloadFailedError);
    expect(error.details).toMatchObject({ status: 401 });
    expect(error.message).toMatch(/gated or absent: pass a token/);
    expect(waitsMs).toEqual([]);
  });

  it('says that the token does not open it where one was passed', async () => {
    const { source } = await setUp(
      { repositories: { 'owner/name': { files, token: 'secret' } } },
      { hub: { token: 'wrong' } },
    );
    expect((await failure(source.read('config.json'))).message).toMatch(
      /gated or absent: the token .* does not open it/,
    );
  });
});

describe('credentials of a hub source', () => {
  it.each(['token alone', 'token and headers'])(
    'reach the hub and not the storage that it redirects to: %s',
    async (which) => {
      const headers: Record<string, string> = which === 'token alone' ? {} : { 'x-gateway-key': 'gateway' };
      const { hub, source } = await setUp(
        { repositories: { 'owner/name': { files, token: 'secret' } } },
        { hub: { token: 'secret', headers } },
      );
      expect(await bytesOf(await source.read('onnx/model.onnx'))).toEqual(weights);
      expect(hub.requests[0]?.headers).toMatchObject({ authorization: 'Bearer secret', ...headers });
      expect(hub.storageRequests).toHaveLength(1);
      expect(hub.storageRequests[0]?.headers).not.toHaveProperty('authorization');
      expect(hub.storageRequests[0]?.headers).not.toHaveProperty('x-gateway-key');
    },
  );

  it('go with a redirect on the same origin', async () => {
    const { hub, source } = await setUp(
      { storage: 'same-origin' },
      { hub: { token: 'secret', headers: { 'x-gateway-key': 'g' } } },
    );
    await source.read('onnx/model.onnx');
    expect(hub.requests.map(({ headers }) => headers['x-gateway-key'])).toEqual(['g', 'g']);
    expect(hub.requests[1]?.headers.authorization).toBe('Bearer secret');
  });

  it('stay away from another host that a model names, and from plain addresses', async () => {
    const other = await startHub({ repositories: { 'owner/name': { files } } });
    hubs.push(other);
    const { create } = await setUp({}, { hub: { token: 'secret', headers: { 'x-gateway-key': 'gateway' } } });
    await (await create({ kind: 'hub', id: 'owner/name', host: other.host })).read('config.json');
    await (await create({ kind: 'url', url: `${other.host}/owner/name/resolve/main` })).read('config.json');
    expect(other.requests).toHaveLength(2);
    for (const { headers } of other.requests) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-gateway-key');
    }
  });

  it('are dropped where redirects are hidden, as browsers do, rather than sent on', async () => {
    const asBrowser: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (init?.redirect !== 'manual' || response.status !== 302) return response;
      await response.body?.cancel();
      return Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
    };
    const { hub, source } = await setUp(
      {},
      { hub: { token: 'secret', headers: { 'x-gateway-key': 'g' } }, fetch: asBrowser },
    );
    expect(await bytesOf(await source.read('onnx/model.onnx'))).toEqual(weights);
    expect(hub.storageRequests[0]?.headers).not.toHaveProperty('x-gateway-key');
    expect(hub.storageRequests[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('a hub source on a bad line', () => {
  it('tries three times, waiting longer each time, and succeeds on the third', async () => {
    const { hub, source, waitsMs } = await setUp();
    hub.faults.push({ match: 'config.json', times: 1, kind: { type: 'status', status: 503 } });
    hub.faults.push({ match: 'config.json', times: 1, kind: { type: 'offline' } });
    expect(await (await source.read('config.json'))?.text()).toBe('{}');
    expect(waitsMs).toEqual([500, 1000]);
  });

  it('waits as long as the server asks, within reason', async () => {
    const { hub, source, waitsMs } = await setUp();
    hub.faults.push({
      match: 'config.json',
      times: 1,
      kind: { type: 'status', status: 429, headers: { 'retry-after': '4' } },
    });
    hub.faults.push({
      match: 'config.json',
      times: 1,
      kind: { type: 'status', status: 503, headers: { 'retry-after': '3600' } },
    });
    await source.read('config.json');
    expect(waitsMs).toEqual([4000, 10_000]);
  });

  it('gives up after the third try with the last failure', async () => {
    const { hub, source, waitsMs } = await setUp();
    hub.faults.push({ match: 'config.json', kind: { type: 'status', status: 500 } });
    const error = await failure(source.read('config.json'));
    expect(error).toBeInstanceOf(DownloadFailedError);
    expect(error.details).toMatchObject({ status: 500, reason: expect.stringMatching(/HTTP 500/) });
    expect(waitsMs).toHaveLength(2);
    expect(hub.requests).toHaveLength(3);
  });

  it('does not try again what will not pass', async () => {
    const { hub, source, waitsMs } = await setUp();
    hub.faults.push({ match: 'config.json', kind: { type: 'status', status: 400 } });
    expect((await failure(source.read('config.json'))).details).toMatchObject({ status: 400 });
    expect(waitsMs).toEqual([]);
  });

  it('says that no answer came when the host is away', async () => {
    const { hub, source } = await setUp();
    hub.faults.push({ match: '/', kind: { type: 'offline' } });
    const error = await failure(source.list());
    expect(error).toBeInstanceOf(DownloadFailedError);
    expect(error.details).not.toHaveProperty('status');
    expect(error.message).toMatch(/offline, blocked by CORS/);
  });

  it('starts a file again when the connection is cut in the middle', async () => {
    const { hub, source } = await setUp();
    hub.faults.push({ match: '/storage/', times: 1, kind: { type: 'cut', afterBytes: 20_000 } });
    expect(await bytesOf(await source.read('onnx/model.onnx'))).toEqual(weights);
    expect(hub.storageRequests).toHaveLength(2);
  });

  it('fails when the connection is always cut', async () => {
    const { hub, source } = await setUp();
    hub.faults.push({ match: '/storage/', kind: { type: 'cut', afterBytes: 20_000 } });
    expect((await failure(source.read('onnx/model.onnx'))).message).toMatch(/the connection broke/);
  });

  it('does not take a file of another size than the listing told', async () => {
    const { hub, source } = await setUp();
    await source.list();
    hub.faults.push({ match: '/storage/', kind: { type: 'shorter', bytes: 100 } });
    expect((await failure(source.read('onnx/model.onnx'))).message).toMatch(/expected 60000 bytes, received 100/);
  });

  it('stops in the middle of a file when the signal fires', async () => {
    const { hub, source } = await setUp();
    hub.faults.push({ match: '/storage/', kind: { type: 'slow', delayMs: 5, partBytes: 1000 } });
    const controller = new AbortController();
    const reports: FileProgress[] = [];
    const reading = source.read('onnx/model.onnx', {
      signal: controller.signal,
      onProgress: (progress) => {
        reports.push(progress);
        if (progress.loadedBytes > 3000) controller.abort(new Error('changed my mind'));
      },
    });
    const error = await failure(reading);
    expect(error).toBeInstanceOf(AbortError);
    expect(error.message).toMatch(/changed my mind/);
    expect(reports.at(-1)?.loadedBytes).toBeLessThan(60_000);
    expect(reports[0]).toMatchObject({ path: 'onnx/model.onnx', totalBytes: 60_000, cached: false });
  });

  it('uses the fetch that it was given', async () => {
    const asked: string[] = [];
    const { source } = await setUp(
      {},
      {
        fetch: (input, init) => {
          asked.push(String(input));
          return fetch(input, init);
        },
      },
    );
    await source.read('config.json');
    expect(asked).toHaveLength(1);
  });
});
