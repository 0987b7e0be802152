import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readFileUrl } from '../../../src/cli/folder-source';
import { DownloadFailedError } from '../../../src/errors';
import { storyWriter } from '../../../src/embedded';
import { createSourceFactory } from '../../../src/models/create-source';
import { resolveTextModel } from '../../../src/models/resolve-text-model';
import type { EmbeddedModel } from '../../../src/models/model-reference';

const fixture = (path: string) => readFileSync(new URL(`../../fixtures/models/babyllama-105/${path}`, import.meta.url));

it('gives the float32 graph of the trained model and its configs', async () => {
  const source = await createSourceFactory({ readFileUrl })(storyWriter);
  const model = await resolveTextModel(source, { device: { webgpu: false, shaderF16: false } });
  expect(model).toMatchObject({ name: 'story-writer', dtype: 'fp32', graphFile: 'onnx/model.onnx' });
  expect(Buffer.from(model.files.graph).equals(fixture('onnx/model.onnx'))).toBe(true);
  expect(model.config).toEqual(JSON.parse(fixture('config.json').toString()));
  expect(model.generationConfig).toEqual(JSON.parse(fixture('generation_config.json').toString()));
  expect(model.tokenizer).toEqual(JSON.parse(fixture('tokenizer.json').toString()));
  expect(model.tokenizerConfig).toEqual(JSON.parse(fixture('tokenizer_config.json').toString()));
});

it('makes the address of its graph when it is asked, and survives being sent to a worker', () => {
  expect(Object.getOwnPropertyDescriptor(storyWriter.files['onnx/model.onnx'], 'url')?.get).toBeTypeOf('function');
  const sent: EmbeddedModel = structuredClone(storyWriter);
  expect(sent.files['onnx/model.onnx']).toEqual({ url: expect.stringMatching(/\/models\/story-writer\/model\.onnx$/) });
});

it('says what to do where the graph is not beside the script', async () => {
  const files = { 'onnx/model.onnx': { url: 'http://localhost/assets/model.onnx' } };
  const fetch = async () => new Response(null, { status: 404 });
  const source = await createSourceFactory({ fetch })({ kind: 'embedded', id: 'story-writer', files });
  const error = await source.read('onnx/model.onnx').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DownloadFailedError);
  expect((error as Error).message).toMatch(/copy the package's models folder/);
});
