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
    { kind: 'files', name: 'mine', files: { kind: 'directory', name: 'mine', entries: () => [] } },
    { kind: 'hub', id: 'owner/name', tokenizer: 'other/name@main' },
    {
      kind: 'embedded',
      id: 'story',
      files: { 'a.onnx': { url: 'x' }, 'config.json': { json: { a: 1 } }, t: { text: '' } },
    },
  ])('lets %j through', (model) => {
    expect(problemsOf(model)).toEqual([]);
  });

  it('hands files on as they are', () => {
    const files = [file];
    const checked = check(modelReferenceSchema, { kind: 'files', name: 'mine', files });
    expect(checked).toMatchObject({ value: { kind: 'files', name: 'mine' } });
    expect(Reflect.get('value' in checked ? (checked.value as object) : {}, 'files')).toBe(files);
  });

  it.each([
    [42, 'model', "a hub id ('owner/name'), an address, or a model descriptor"],
    ['', 'model', 'a string that is not empty'],
    [{ kind: 'hub' }, 'model.id', "a repository as 'owner/name'"],
    [{ kind: 'hub', id: 'name' }, 'model.id', "a repository as 'owner/name'"],
    [{ kind: 'disk' }, 'model.kind', 'one of "hub", "url", "files", "embedded"'],
    [{ id: 'owner/name' }, 'model.kind', 'one of "hub", "url", "files", "embedded"'],
    [{ kind: 'hub', id: 'a/b', dytpe: 'q4' }, 'model.dytpe', 'a known option; did you mean dtype?'],
    [
      { kind: 'files', name: 'a', files: [] },
      'model.files',
      'an array of files, an object of blobs by path, or a directory handle',
    ],
    [
      { kind: 'files', name: 'a', files: { kind: 'directory' } },
      'model.files',
      'an array of files, an object of blobs by path, or a directory handle',
    ],
    [{ kind: 'embedded', id: 'a', files: { b: {} } }, 'model.files.b', 'an object with one of url, json and text'],
    [
      { kind: 'embedded', id: 'a', files: { b: { url: 'c', text: 'd' } } },
      'model.files.b',
      'an object with one of url, json and text',
    ],
    [
      { kind: 'embedded', id: 'a', files: { b: { texd: 'c' } } },
      'model.files.b.texd',
      'a known option; did you mean text?',
    ],
    [{ kind: 'embedded', id: 'a', files: { b: { url: 1 } } }, 'model.files.b.url', 'a string that is not empty'],
    [{ kind: 'hub', id: 'a/b', tokenizer: '' }, 'model.tokenizer', 'a string that is not empty'],
    [{ kind: 'url', url: 'x', contextLength: 0 }, 'model.contextLength', 'an integer of at least 1'],
  ])('refuses %j and names the field', (model, field, expected) => {
    expect(problemsOf(model)).toEqual([expect.objectContaining({ field, expected })]);
  });
});
