import { expect, it } from 'vitest';
import { createFilesSource } from '../../../../src/models/sources/files-source';

const picked = (path: string, content = 'x', lastModified = 1) =>
  Object.defineProperty(new File([content], path.split('/').at(-1) ?? '', { lastModified }), 'webkitRelativePath', {
    value: path,
  });
const sourceOf = (files: readonly File[] | Record<string, Blob>) =>
  createFilesSource({ kind: 'files', name: 'mine', files });
const pathsOf = async (files: readonly File[]) => (await (await sourceOf(files)).list())?.map(({ path }) => path);

it('takes paths relative to the folder that was picked', async () => {
  expect(await pathsOf([picked('llama/config.json'), picked('llama/onnx/model.onnx')])).toEqual([
    'config.json',
    'onnx/model.onnx',
  ]);
});

it('takes files that were picked one by one by their names', async () => {
  expect(await pathsOf([new File(['x'], 'config.json'), new File(['y'], 'model.onnx')])).toEqual([
    'config.json',
    'model.onnx',
  ]);
});

it('tells other bytes under the same name and size apart', async () => {
  const idOf = async (files: readonly File[] | Record<string, Blob>) => (await sourceOf(files)).id;
  expect(await idOf([picked('a/b', 'x', 1)])).not.toBe(await idOf([picked('a/b', 'x', 2)]));
  expect(await idOf({ b: new Blob(['x']) })).not.toBe(await idOf({ b: new Blob(['y']) }));
  const large = (byte: number) => new Blob([new Uint8Array(1_000_000), new Uint8Array([byte])]);
  expect(await idOf({ b: large(1) })).not.toBe(await idOf({ b: large(2) }));
  expect(await idOf({ b: large(1) })).toBe(await idOf({ b: large(1) }));
});
