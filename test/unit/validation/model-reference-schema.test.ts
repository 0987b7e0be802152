import { describe, expect, it } from 'vitest';
import { modelReferenceSchema } from '../../../src/validation/model-reference-schema';
import { check } from '../../../src/validation/problems';
import { strictObject } from '../../../src/validation/zod';

const schema = strictObject({ model: modelReferenceSchema });
const problemsOf = (model: unknown) => {
  const checked = check(schema, { model });
  return 'problems' in checked ? checked.problems : [];
};

const file = new File(['{}'], 'config.json');

describe('modelReferenceSchema', () => {
  it.each([
    'owner/name',
    'https://example.com/model/',
    { kind: 'hub', id: 'owner/name', revision: 'main', dtype: 'q4', device: 'wasm' },
    { kind: 'url', url: './models/tiny/', graphFile: 'model.onnx', contextLength: 256 },
    { kind: 'files', name: 'mine', files: [file] },
    { kind: 'files', name: 'mine', files: { 'config.json': file } },
    { kind: 'embedded', id: 'story', files: { 'a.onnx': { url: 'x' }, 'config.json': { json: { a: 1 } }, t: { text: '' } } },
  ])('lets %j through', (model) => {
    expect(problemsOf(model)).toEqual([]);
  });

  it('hands files on as they are', () => {
    const checked = check(modelReferenceSchema, { kind: 'files', name: 'mine', files: [file] });
    expect('value' in checked && checked.value).toMatchObject({ files: [file] });
    expect('value' in checked && (checked.value as { files: File[] }).files[0]).toBe(file);
  });

  it.each([
    [42, 'model', "a hub id ('owner/name'), an address, or a model descriptor"],
    ['', 'model', "a hub id ('owner/name'), an address, or a model descriptor"],
    [{ kind: 'hub' }, 'model.id', "a repository as 'owner/name'"],
    [{ kind: 'hub', id: 'name' }, 'model.id', "a repository as 'owner/name'"],
    [{ kind: 'disk' }, 'model.kind', "one of \"hub\", \"url\", \"files\", \"embedded\""],
    [{ id: 'owner/name' }, 'model.kind', "one of \"hub\", \"url\", \"files\", \"embedded\""],
    [{ kind: 'hub', id: 'a/b', dytpe: 'q4' }, 'model.dytpe', 'a known option; did you mean dtype?'],
    [{ kind: 'files', name: 'a', files: [] }, 'model.files', 'an array of files, an object of blobs by path, or a directory handle'],
    [{ kind: 'url', url: 'x', contextLength: 0 }, 'model.contextLength', 'an integer of at least 1'],
  ])('refuses %j and names the field', (model, field, expected) => {
    expect(problemsOf(model)).toEqual([expect.objectContaining({ field, expected })]);
  });
});
