import { expect, it } from 'vitest';
import { createMemoryBlobStore } from '../../../src/caching/memory-blob-store';
import { StorageFullError } from '../../../src/errors';

it('refuses what does not fit, keeps what was there, and counts a replaced entry as free', async () => {
  const store = createMemoryBlobStore({ capacityBytes: 10 });
  await store.put('a', new Blob(['123456']));
  const error = await store.put('b', new Blob(['12345'])).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StorageFullError);
  expect((error as StorageFullError).details).toEqual({ neededBytes: 5, availableBytes: 4 });
  await store.put('a', new Blob(['1234567890']));
  expect(await store.list()).toEqual([{ key: 'a', sizeBytes: 10 }]);
});
