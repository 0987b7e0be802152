import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ModelFileInvalidError } from '../../../../src/errors';
import { readGraphSummary } from '../../../../src/models/onnx/read-graph-summary';
import { type OnnxModel, writeOnnx } from '../../../fixtures/onnx-bytes';

const models = new URL('../../../fixtures/models/', import.meta.url);
const origin = { model: 'owner/name', file: 'onnx/model.onnx' };
const fixture = (path: string) => new Uint8Array(readFileSync(new URL(path, models)));
const summary = (model: OnnxModel) => readGraphSummary(writeOnnx(model), origin);
const logits = { name: 'logits', elementType: 1, shape: ['batch', 'sequence', 105] };

describe('readGraphSummary on exported models', () => {
  it('tells inputs, outputs, types and symbolic shapes of an optimum export', () => {
    const graph = readGraphSummary(fixture('babyllama-105/onnx/model.onnx'), origin);
    expect(graph.inputs.map(({ name }) => name)).toEqual([
      'input_ids',
      'attention_mask',
      'position_ids',
      ...[0, 1, 2, 3, 4].flatMap((layer) => [`past_key_values.${layer}.key`, `past_key_values.${layer}.value`]),
    ]);
    expect(graph.inputs[0]).toEqual({ name: 'input_ids', elementType: 7, shape: ['batch_size', 'sequence_length'] });
    expect(graph.inputs[3]).toMatchObject({ elementType: 1, shape: ['batch_size', 4, expect.any(String), 16] });
    expect(graph.outputs[0]).toMatchObject({ name: 'logits', elementType: 1 });
    expect(graph.outputs[0]?.shape[2]).toBe(105);
    expect(graph.externalData).toEqual([]);
    expect(graph.opsets.get('')).toBe(17);
    expect(graph.nodes.some(({ operator }) => operator === 'MatMul')).toBe(true);
    // The largest weight: width 128 to 352.
    expect(graph.largestTensorBytes).toBe(128 * 352 * 4);
  });

  it('tells domains of operators and opsets of a builder export, and where its weights end', () => {
    const graph = readGraphSummary(fixture('babyllama-105/genai-int4/model.onnx'), origin);
    expect(graph.producer).not.toBe('');
    expect(graph.opsets.get('com.microsoft')).toBe(1);
    expect(graph.nodes.find(({ operator }) => operator === 'MatMulNBits')?.domain).toBe('com.microsoft');
    const [data, ...more] = graph.externalData;
    expect(more).toEqual([]);
    expect(data?.location).toBe('model.onnx.data');
    expect(data?.endBytes).toBeGreaterThan(0);
    expect(data?.endBytes).toBeLessThanOrEqual(fixture('babyllama-105/genai-int4/model.onnx.data').length);
  });

  it('tells every file of weights in several parts, with types of float16', () => {
    const graph = readGraphSummary(fixture('tiny-zoo/qwen3-fp16-external/onnx/model_fp16.onnx'), origin);
    expect(graph.externalData.map(({ location }) => location).sort()).toEqual([
      'model_fp16.onnx_data',
      'model_fp16.onnx_data_1',
    ]);
    expect(graph.outputs[0]?.elementType).toBe(10);
  });

  it('lists nodes of the branches of a merged decoder', () => {
    const graph = readGraphSummary(fixture('tiny-zoo/gpt2-merged/onnx/decoder_model_merged.onnx'), origin);
    expect(graph.inputs).toContainEqual({ name: 'use_cache_branch', elementType: 9, shape: [1] });
    const branches = graph.nodes.filter(({ operator }) => operator === 'If');
    expect(branches).toHaveLength(1);
    expect(graph.nodes.length).toBeGreaterThan(100);
  });
});

describe('readGraphSummary on single rules of the format', () => {
  it('leaves out inputs that are also initializers', () => {
    const weight = { name: 'weight', elementType: 1, shape: [2, 3] };
    const graph = summary({
      inputs: [{ name: 'input_ids', elementType: 7, shape: [1, 'sequence'] }, weight],
      outputs: [logits],
      initializers: [{ name: 'weight', elementType: 1, dims: [2, 3], rawBytes: 24 }],
    });
    expect(graph.inputs.map(({ name }) => name)).toEqual(['input_ids']);
  });

  it('finds external data of the graph, of a branch and of a constant, and takes the last end of each file', () => {
    const graph = summary({
      outputs: [logits],
      initializers: [
        { name: 'a', elementType: 1, dims: [4], external: { location: './weights.pb', offset: 4096, length: 16 } },
        { name: 'b', elementType: 1, dims: [8], external: { location: './weights.pb', offset: 0, length: 32 } },
        { name: 'c', elementType: 22, dims: [3], external: { location: 'four-bits.bin', offset: 10 } },
      ],
      nodes: [
        {
          operator: 'If',
          inputs: ['use_cache_branch'],
          outputs: ['logits'],
          subgraphs: [
            {
              nodes: [{ operator: 'Identity', inputs: ['d'], outputs: ['e'] }],
              initializers: [{ name: 'd', elementType: 10, dims: [2, 2], external: { location: 'branch.bin' } }],
            },
          ],
        },
        {
          operator: 'Constant',
          inputs: [],
          outputs: ['f'],
          tensors: [{ name: 'f', elementType: 7, dims: [3], external: { location: 'constant.bin', length: 24 } }],
        },
      ],
    });
    expect(graph.externalData).toEqual(
      expect.arrayContaining([
        { location: './weights.pb', endBytes: 4112 },
        { location: 'four-bits.bin', endBytes: 12 },
        { location: 'branch.bin', endBytes: 8 },
        { location: 'constant.bin', endBytes: 24 },
      ]),
    );
    expect(graph.externalData).toHaveLength(4);
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(['If', 'Constant', 'Identity']);
  });

  it('reads nodes of local functions and takes ai.onnx for the standard domain', () => {
    const graph = summary({
      outputs: [logits],
      opsets: { 'ai.onnx': 21, 'com.microsoft': 1 },
      functionNodes: [{ operator: 'Relu', domain: 'ai.onnx', inputs: ['x'], outputs: ['y'] }],
    });
    expect(graph.opsets.get('')).toBe(21);
    expect(graph.nodes).toEqual([{ operator: 'Relu', domain: '', inputs: ['x'], outputs: ['y'] }]);
  });

  it('passes over weights, whatever bytes they hold', () => {
    const bytes = writeOnnx({
      outputs: [logits],
      initializers: [{ name: 'big', elementType: 1, dims: [4096, 4096], rawBytes: 4096 * 4096 * 4 }],
    });
    // Bytes that are no valid field, so that a reader that looked at them would stumble.
    bytes.fill(0xff, 1024, bytes.length - 1024);
    const graph = readGraphSummary(bytes, origin);
    expect(graph.largestTensorBytes).toBe(4096 * 4096 * 4);
    expect(graph.outputs).toEqual([logits]);
  });
});

describe('readGraphSummary on files that are no graph', () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      readGraphSummary(bytes, origin);
    } catch (error) {
      return error as ModelFileInvalidError;
    }
    throw new Error('it was read');
  };

  it.each([
    ['an empty file', '', /the file is empty/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n', /Git LFS pointer/],
    ['a web page', '<!doctype html><title>Not found</title>', /web page/],
    ['JSON', '{"error":"Repository not found"}', /JSON/],
    ['text', 'Entry not found', /expected an ONNX graph of 15 bytes/],
  ])('names %s', (_, text, reason) => {
    const error = refusal(new TextEncoder().encode(text));
    expect(error).toBeInstanceOf(ModelFileInvalidError);
    expect(error.details).toMatchObject(origin);
    expect(error.details.reason).toMatch(reason);
  });

  it('refuses a graph that is cut anywhere', () => {
    const whole = fixture('babyllama-105/genai-int4/model.onnx');
    for (const part of [0.01, 0.2, 0.5, 0.9, 0.99]) {
      const error = refusal(whole.subarray(0, Math.floor(whole.length * part)));
      expect(error, `cut at ${part}`).toBeInstanceOf(ModelFileInvalidError);
    }
  });

  it('refuses a graph with a cut in its weights, saying where it should have ended', () => {
    const whole = fixture('babyllama-105/onnx/model.onnx');
    expect(refusal(whole.subarray(0, 2_000_000)).details.reason).toMatch(/the file at byte 2000000: it was cut off/);
  });

  it('never hangs and never throws anything else on random bytes', () => {
    let state = 1;
    const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16;
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from({ length: 1 + (random() % 400) }, () => random() & 0xff);
      expect(refusal(bytes)).toBeInstanceOf(ModelFileInvalidError);
    }
  });

  it('refuses external data whose offset is no number', () => {
    const bytes = writeOnnx({
      outputs: [logits],
      initializers: [{ name: 'a', elementType: 1, dims: [4], external: { location: 'w', offset: '-8' } }],
    });
    expect(refusal(bytes).details.reason).toMatch(/offset "-8"/);
  });
});
