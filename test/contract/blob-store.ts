import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../../src/caching/blob-store';

/** What every {@link BlobStore} must do. `make` gives an empty store. */
export function describeBlobStore(name: string, make: () => Promise<BlobStore>): void {
  describe(`${name} as a blob store`, () => {
    let store: BlobStore;
    beforeEach(async () => {
      store = await make();
    });
    afterEach(async () => {
      await store.clear();
      await store.close();
    });

    it('gives back the bytes that were put', async () => {
      const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256);
      await store.put('file:a:onnx/model.onnx', new Blob([bytes.subarray(0, 1000), bytes.subarray(1000)]));
      const blob = await store.get('file:a:onnx/model.onnx');
      expect(blob).toBeInstanceOf(Blob);
      expect(new Uint8Array(await (blob as Blob).arrayBuffer())).toEqual(bytes);
    });

    it('has nothing under a key that was not put', async () => {
      expect(await store.get('absent')).toBeUndefined();
    });

    it('keeps an empty Blob apart from none', async () => {
      await store.put('empty', new Blob([]));
      expect((await store.get('empty'))?.size).toBe(0);
    });

    it('replaces what was there, in the listing too', async () => {
      await store.put('key', new Blob(['a longer text']));
      await store.put('key', new Blob(['short']));
      expect(await (await store.get('key'))?.text()).toBe('short');
      expect(await store.list()).toEqual([{ key: 'key', sizeBytes: 5 }]);
    });

    it('lists keys in order, with sizes, and by prefix', async () => {
      for (const key of ['b:2', 'a:1', 'b:1', 'b', 'c:\u{1f600}']) await store.put(key, new Blob([key]));
      expect((await store.list()).map(({ key }) => key)).toEqual(['a:1', 'b', 'b:1', 'b:2', 'c:\u{1f600}']);
      expect(await store.list('b:')).toEqual([
        { key: 'b:1', sizeBytes: 3 },
        { key: 'b:2', sizeBytes: 3 },
      ]);
      expect(await store.list('c:')).toEqual([{ key: 'c:\u{1f600}', sizeBytes: 6 }]);
    });

    it('deletes one entry and says whether it was there', async () => {
      await store.put('one', new Blob(['1']));
      await store.put('two', new Blob(['2']));
      expect(await store.delete('one')).toBe(true);
      expect(await store.delete('one')).toBe(false);
      expect((await store.list()).map(({ key }) => key)).toEqual(['two']);
      expect(await store.get('one')).toBeUndefined();
    });

    it('is empty after clear', async () => {
      await store.put('one', new Blob(['1']));
      await store.clear();
      expect(await store.list()).toEqual([]);
      expect(await store.get('one')).toBeUndefined();
    });

    it('takes many puts at once', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `key ${String(index).padStart(2, '0')}`);
      await Promise.all(keys.map((key) => store.put(key, new Blob([key]))));
      expect((await store.list()).map(({ key }) => key)).toEqual(keys);
    });

    it('can be used after close', async () => {
      await store.close();
      await store.put('later', new Blob(['x']));
      expect(await (await store.get('later'))?.text()).toBe('x');
    });
  });
}
