import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { createIndexedDbBlobStore } from '../../src/caching/indexeddb-blob-store';
import { StorageUnavailableError } from '../../src/errors';
import { createSourceFactory } from '../../src/models/create-source';
import { contractFiles, describeModelSource } from '../contract/model-source';
import { describeBlobStore } from '../contract/blob-store';

const name = 'blaze-ai-models-test';

describeBlobStore('IndexedDB', async () => createIndexedDbBlobStore({ name }));

describe('the IndexedDB store', () => {
  const opened: { close(): void }[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) database.close();
    await deleteDB(name);
  });

  it('keeps its entries for the next page', async () => {
    const before = createIndexedDbBlobStore({ name });
    await before.put('key', new Blob(['kept']));
    await before.close();
    const after = createIndexedDbBlobStore({ name });
    expect(await (await after.get('key'))?.text()).toBe('kept');
    await after.close();
  });

  it('lets go of the database when another tab wants to delete it, and starts anew afterwards', async () => {
    const store = createIndexedDbBlobStore({ name });
    await store.put('key', new Blob(['old']));
    await deleteDB(name);
    expect(await store.list()).toEqual([]);
    await store.put('key', new Blob(['new']));
    expect(await (await store.get('key'))?.text()).toBe('new');
    await store.close();
  });

  it('says that it is unavailable where a newer version of the page made the database', async () => {
    opened.push(await openDB(name, 99));
    const error = await createIndexedDbBlobStore({ name })
      .get('key')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StorageUnavailableError);
    expect((error as StorageUnavailableError).details.reason).toMatch(/VersionError/);
  });
});

describeModelSource(
  'a directory handle',
  async () => {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle('contract-model', { create: true });
    for (const [path, bytes] of Object.entries(contractFiles)) {
      const segments = path.split('/');
      let folder = directory;
      for (const segment of segments.slice(0, -1)) folder = await folder.getDirectoryHandle(segment, { create: true });
      const file = await folder.getFileHandle(segments.at(-1) ?? '', { create: true });
      const writable = await file.createWritable();
      await writable.write(bytes);
      await writable.close();
    }
    const create = createSourceFactory();
    const model = { kind: 'files', name: 'directory', files: directory } as const;
    return {
      source: await create(model),
      again: await create(model),
      dispose: () => root.removeEntry('contract-model', { recursive: true }),
    };
  },
  { lists: true },
);
