import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelOfCall } from '../../../src/cli/model-of-call';
import { parseGenerate } from '../../../src/cli/parse-generate';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-of-call-'));
  await writeFile(join(folder, 'model.onnx'), 'graph');
});
afterAll(() => rm(folder, { recursive: true }));

const named = (...model: string[]) => modelOfCall(parseGenerate(['Once', ...model]));

describe('modelOfCall', () => {
  it('takes a folder with all its files', async () => {
    const model = await named('--model', folder, '--dtype', 'fp16');
    expect(model).toMatchObject({ kind: 'files', dtype: 'fp16', files: { 'model.onnx': expect.any(Blob) } });
  });

  it('takes a hub id with a revision, an address, and the embedded model where none is named', async () => {
    expect(await named('--model', 'owner/name', '--revision', 'v1')).toEqual({
      kind: 'hub',
      id: 'owner/name',
      revision: 'v1',
    });
    expect(await named('--model', 'https://example.com/m/')).toEqual({ kind: 'url', url: 'https://example.com/m/' });
    expect(await named()).toMatchObject({ kind: 'embedded' });
  });

  it('says of a file that a folder is meant', async () => {
    const file = join(folder, 'model.onnx');
    await expect(named('--model', file)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: {
        problems: [{ field: '--model', expected: 'a folder, a hub id or an address', received: `the file ${file}` }],
      },
    });
  });

  it.each(['/no/such/folder', './nope', '../nope', '~/nope'])('says that there is no folder %s', async (path) => {
    await expect(named('--model', path)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { problems: [{ field: '--model', expected: 'a folder that exists', received: path }] },
    });
  });

  it('does not drop a revision silently where the model has none', async () => {
    await expect(named('--model', folder, '--revision', 'v1')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(named('--revision', 'v1')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
