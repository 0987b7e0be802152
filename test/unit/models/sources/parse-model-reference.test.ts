import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../src/errors';
import { parseModelReference } from '../../../../src/models/sources/parse-model-reference';

describe('parseModelReference', () => {
  it.each([
    ['owner/name', { kind: 'hub', id: 'owner/name' }],
    [' HuggingFaceTB/SmolLM2-135M-Instruct ', { kind: 'hub', id: 'HuggingFaceTB/SmolLM2-135M-Instruct' }],
    ['owner/name.v1@refs/pr/2', { kind: 'hub', id: 'owner/name.v1', revision: 'refs/pr/2' }],
    ['https://host/models/llama', { kind: 'url', url: 'https://host/models/llama' }],
    ['http://localhost:8080/m/?key=1', { kind: 'url', url: 'http://localhost:8080/m/?key=1' }],
    ['https://host/m/model.onnx', { kind: 'url', url: 'https://host/m/', graphFile: 'model.onnx' }],
    [
      'https://host/m/onnx/model%20a.onnx?k=1',
      { kind: 'url', url: 'https://host/m/?k=1', graphFile: 'onnx/model a.onnx' },
    ],
    ['https://huggingface.co/owner/name', { kind: 'hub', id: 'owner/name', host: 'https://huggingface.co' }],
    [
      'https://huggingface.co/owner/name/tree/v2/sub/folder',
      { kind: 'hub', id: 'owner/name', host: 'https://huggingface.co', revision: 'v2', subfolder: 'sub/folder' },
    ],
    [
      'https://huggingface.co/owner/name/resolve/main/onnx/model_q4.onnx',
      {
        kind: 'hub',
        id: 'owner/name',
        host: 'https://huggingface.co',
        revision: 'main',
        graphFile: 'onnx/model_q4.onnx',
      },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseModelReference(text)).toEqual(expected);
  });

  it('reads pages of the configured hub as repositories', () => {
    const model = parseModelReference('http://127.0.0.1:1234/owner/name', { hubHost: 'http://127.0.0.1:1234' });
    expect(model).toEqual({ kind: 'hub', id: 'owner/name', host: 'http://127.0.0.1:1234' });
  });

  it('leaves descriptors alone, but finds the graph in the address of one', () => {
    const hub = { kind: 'hub', id: 'a/b', dtype: 'q4' } as const;
    expect(parseModelReference(hub)).toBe(hub);
    expect(parseModelReference({ kind: 'url', url: 'https://host/m/onnx/model.onnx', dtype: 'fp32' })).toEqual({
      kind: 'url',
      url: 'https://host/m/',
      graphFile: 'onnx/model.onnx',
      dtype: 'fp32',
    });
  });

  it.each([
    '',
    'name',
    'a/b/c',
    '../a/b',
    'a/b@',
    'a/b@x@y',
    './folder',
    'file:///etc/model',
    'data:,x',
    'https://',
    'a b/c',
  ])('refuses %j and says which forms there are', (text) => {
    const parse = () => parseModelReference(text);
    expect(parse).toThrow(InvalidInputError);
    expect(parse).toThrow(/owner\/name@revision.*http\(s\) address.*descriptor/);
  });

  it('refuses a descriptor whose address is none', () => {
    expect(() => parseModelReference({ kind: 'url', url: '/models/a' })).toThrow(InvalidInputError);
  });
});
