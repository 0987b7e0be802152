import { afterEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../../../src/caching/blob-store';
import { createMemoryBlobStore } from '../../../src/caching/memory-blob-store';
import { StorageFullError, StorageUnavailableError } from '../../../src/errors';
import type { StoreFailure } from '../../../src/models/cached-source';
import { createSourceFactory } from '../../../src/models/create-source';
import type { ModelDescriptor } from '../../../src/models/model-reference';
import type { FileProgress, ModelSource } from '../../../src/models/model-source';
import { type Hub, startHub } from '../../fixtures/hub';

const files = { 'config.json': '{"a":1}', 'onnx/model.onnx': new Uint8Array(30_000).fill(7) };
const hubModel: ModelDescriptor = { kind: 'hub', id: 'owner/name' };
const hubs: Hub[] = [];

afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

async function setUp(store: BlobStore = createMemoryBlobStore(), content: Record<string, string | Uint8Array> = files) {
  const hub = await startHub({ repositories: { 'owner/name': { files: content } } });
  hubs.push(hub);
  const failures: StoreFailure[] = [];
  const create = createSourceFactory({
    hub: { host: hub.host },
    sleep: async () => undefined,
    store,
    onStoreFailure: (failure) => failures.push(failure),
  });
  return { hub, store, failures, create, url: { kind: 'url', url: `${hub.host}/owner/name/resolve/main` } as const };
}

async function readAll(source: ModelSource) {
  const entries = await source.list();
  const optional = await source.read('generation_config.json', { optional: true });
  const stat = await source.stat('onnx/model_q4.onnx');
  const config = await (await source.read('config.json'))?.text();
  const graph = await source.read('onnx/model.onnx');
  return { count: entries?.length, optional, stat, config, graphBytes: graph?.size };
}

describe('a source behind a store', () => {
  it('needs no request at all when a hub model was read before, and works offline', async () => {
    const { hub, create } = await setUp();
    const first = await readAll(await create(hubModel));
    hub.requests.length = 0;
    await hub.close();
    expect(await readAll(await create(hubModel))).toEqual(first);
    expect(first).toEqual({ count: 2, optional: undefined, stat: undefined, config: '{"a":1}', graphBytes: 30_000 });
    expect(hub.requests).toEqual([]);
  });

  it('needs no request either for an address that cannot list', async () => {
    const { hub, create, url } = await setUp();
    const first = await readAll(await create(url));
    const asked = hub.requests.length;
    expect(await readAll(await create(url))).toEqual(first);
    expect(hub.requests.length - asked).toBe(0);
    await hub.close();
    expect((await readAll(await create(url))).graphBytes).toBe(30_000);
  });

  it('does not remember that files were missing at an address that had no graph', async () => {
    const { create, url, store } = await setUp(createMemoryBlobStore(), { 'other.json': '{}' });
    const source = await create(url);
    expect(await source.read('config.json', { optional: true })).toBeUndefined();
    expect(await source.read('onnx/model.onnx')).toBeUndefined();
    expect(await store.list()).toEqual([]);
  });

  it('does not remember that a file was missing which the reader cannot do without', async () => {
    const { hub, create, url } = await setUp();
    const source = await create(url);
    await source.read('onnx/model.onnx');
    await source.read('onnx/model.onnx_data');
    hub.requests.length = 0;
    await (await create(url)).read('onnx/model.onnx_data');
    expect(hub.requests).toHaveLength(1);
  });

  it('says of bytes from the store that they are cached', async () => {
    const { create } = await setUp();
    const reports: FileProgress[] = [];
    const onProgress = (progress: FileProgress) => void reports.push(progress);
    await (await create(hubModel)).read('config.json', { onProgress });
    await (await create(hubModel)).read('config.json', { onProgress });
    expect(reports.map(({ cached }) => cached)).toEqual([false, true]);
    expect(reports[1]).toEqual({ path: 'config.json', loadedBytes: 7, totalBytes: 7, cached: true });
  });

  it('keeps models of different revisions apart', async () => {
    const { hub, create } = await setUp();
    await (await create(hubModel)).read('config.json');
    hub.requests.length = 0;
    const other = await create({ kind: 'hub', id: 'owner/name', revision: 'v2' });
    await other.read('config.json');
    expect(hub.requests).toHaveLength(1);
  });

  it('stores nothing of a file that did not come whole', async () => {
    const { hub, create, store } = await setUp();
    hub.faults.push({ match: '/storage/', kind: { type: 'cut', afterBytes: 10_000 } });
    await expect((await create(hubModel)).read('onnx/model.onnx')).rejects.toThrow(/connection broke/);
    expect(await store.list('file:')).toEqual([]);
  });

  it('asks for the listing again before it fetches a file, and drops files that changed since', async () => {
    const store = createMemoryBlobStore();
    const first = await setUp(store);
    const source = await first.create(hubModel);
    await source.list();
    await source.read('config.json');
    const key = (await store.list('file:'))[0]?.key;
    const oldListing = (await store.list('files:'))[0]?.key as string;
    // What an earlier visit left: the repository has moved on since.
    const stale = JSON.parse(await ((await store.get(oldListing)) as Blob).text());
    stale.listing[0].sizeBytes = 6;
    await store.put(oldListing, new Blob([JSON.stringify(stale)]));
    await store.put(key as string, new Blob(['{"a":}']));

    const again = await first.create(hubModel);
    expect(await (await again.read('config.json'))?.text()).toBe('{"a":}');
    expect((await again.read('onnx/model.onnx'))?.size).toBe(30_000);
    expect(await (await again.read('config.json'))?.text()).toBe('{"a":1}');
  });
});

describe('a store that fails', () => {
  it('costs the storing, not the read, and is reported', async () => {
    const { create, failures } = await setUp(createMemoryBlobStore({ capacityBytes: 1000 }));
    expect((await (await create(hubModel)).read('onnx/model.onnx'))?.size).toBe(30_000);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ operation: 'put', key: expect.stringMatching(/onnx\/model\.onnx$/) });
    expect(failures[0]?.error).toBeInstanceOf(StorageFullError);
  });

  it('is asked once and then left alone where it is unavailable', async () => {
    const refuse = () => Promise.reject(new StorageUnavailableError({ reason: 'private mode' }));
    const store: BlobStore = { get: refuse, put: refuse, delete: refuse, list: refuse, clear: refuse, close: refuse };
    const { create, failures } = await setUp(store);
    expect((await readAll(await create(hubModel))).graphBytes).toBe(30_000);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.error).toBeInstanceOf(StorageUnavailableError);
  });
});
