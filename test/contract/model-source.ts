import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AbortError } from '../../src/errors';
import type { FileProgress, ModelSource } from '../../src/models/model-source';

/** The repository that every source under test serves. */
export const contractFiles: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'config.json': new TextEncoder().encode('{"model_type":"llama"}'),
  'onnx/model.onnx': Uint8Array.from({ length: 50_000 }, (_, index) => (index * 31) % 251),
  'deep/er/with space & ü#%?.txt': new TextEncoder().encode('names are encoded'),
};

/** A source with what it needs to live. */
export interface SourceUnderTest {
  readonly source: ModelSource;
  /** Another object for the same repository. */
  readonly again: ModelSource;
  dispose(): Promise<void>;
}

/** What every {@link ModelSource} must do; it serves {@link contractFiles}. */
export function describeModelSource(
  name: string,
  make: () => Promise<SourceUnderTest>,
  { lists }: { readonly lists: boolean },
): void {
  describe(`${name} as a model source`, () => {
    let made: SourceUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.dispose());

    it(lists ? 'lists every file with its size' : 'says that it cannot list', async () => {
      const entries = await made.source.list();
      if (!lists) return expect(entries).toBeUndefined();
      expect(entries?.map(({ path }) => path).sort()).toEqual(Object.keys(contractFiles).sort());
      for (const { path, sizeBytes } of entries ?? [])
        if (sizeBytes !== undefined) expect(sizeBytes, path).toBe(contractFiles[path]?.length);
    });

    it('reads each file byte by byte', async () => {
      for (const [path, bytes] of Object.entries(contractFiles)) {
        const blob = await made.source.read(path);
        expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)), path).toEqual(bytes);
      }
    });

    it('has nothing of a path that is not there', async () => {
      expect(await made.source.read('onnx/absent.onnx')).toBeUndefined();
      expect(await made.source.stat('onnx/absent.onnx')).toBeUndefined();
      expect(await made.source.read('onnx')).toBeUndefined();
    });

    it('knows of a single file that it is there', async () => {
      expect(await made.source.stat('onnx/model.onnx')).toMatchObject({ path: 'onnx/model.onnx' });
    });

    it('reports bytes that grow up to the size of the file', async () => {
      const reports: FileProgress[] = [];
      await made.source.read('onnx/model.onnx', { onProgress: (progress) => reports.push(progress) });
      const loaded = reports.map(({ loadedBytes }) => loadedBytes);
      expect(loaded).toEqual([...loaded].sort((one, other) => one - other));
      expect(reports.at(-1)).toMatchObject({ path: 'onnx/model.onnx', loadedBytes: 50_000, totalBytes: 50_000 });
    });

    it('ends with an AbortError when the signal has fired', async () => {
      const signal = AbortSignal.abort('enough');
      const error = await made.source.read('config.json', { signal }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AbortError);
      expect((error as AbortError).details.reason).toBe('enough');
    });

    it('has the same identity for the same repository', () => {
      expect(made.again.id).toBe(made.source.id);
      expect(made.source.id).not.toBe('');
    });
  });
}
