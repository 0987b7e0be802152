import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFolderSource } from '../../../src/cli/folder-source';
import { ModelNotFoundError } from '../../../src/errors';
import { resolveTextModel } from '../../../src/models/resolve-text-model';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blaze-ai-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('serves a model that lies on the disk', async () => {
  const path = fileURLToPath(new URL('../../fixtures/models/tiny-zoo/lfm2-builder-fp32', import.meta.url));
  const model = await resolveTextModel(await createFolderSource(path), { device: { webgpu: false, shaderF16: false } });
  expect(model).toMatchObject({ name: 'lfm2-builder-fp32', dtype: 'fp32', graphFile: 'model.onnx' });
  expect(model.files.externalData[0]?.data).toHaveProperty('size', 675_840);
});

it('names a folder that is not there', async () => {
  const error = await createFolderSource(join(folder, 'absent')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelNotFoundError);
  expect((error as Error).message).toContain(join(folder, 'absent'));
});

it('is another source once a file has changed', async () => {
  await writeFile(join(folder, 'config.json'), '{}');
  const before = await createFolderSource(folder);
  await writeFile(join(folder, 'config.json'), '{"a":1}');
  expect((await createFolderSource(folder)).id).not.toBe(before.id);
});

it('follows links to files, as the cache of the hub has them, and leaves out links that lead nowhere', async () => {
  await writeFile(join(folder, 'blob'), '{"a":1}');
  await symlink(join(folder, 'blob'), join(folder, 'config.json'));
  await symlink(join(folder, 'gone'), join(folder, 'model.onnx'));
  const source = await createFolderSource(folder);
  expect((await source.list())?.map(({ path }) => path)).toEqual(['blob', 'config.json']);
  expect(await (await source.read('config.json'))?.text()).toBe('{"a":1}');
});
