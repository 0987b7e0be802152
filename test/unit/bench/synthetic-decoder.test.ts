import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderSource } from '../../../src/cli/folder-source';
import { loadLanguageModel } from '../../../src/engines/llm/model/load-language-model';
import { createSourceFactory } from '../../../src/models/create-source';
import { greedyTokens, prefillLogits } from '../../fixtures/golden';
import { nodeRuntime } from '../../fixtures/node-models';
import { writeSyntheticDecoder } from '../../models/synthetic-decoder.mjs';
import { decoderShapes } from '../../models/synthetic-decoder/shapes.mjs';

const shape = decoderShapes.tiny;
const root = mkdtempSync(join(tmpdir(), 'synthetic-decoder-'));
const folder = join(root, 'tiny');
const runtime = nodeRuntime();

beforeAll(() => {
  writeSyntheticDecoder(folder, shape);
});

afterAll(async () => {
  await runtime.dispose();
  rmSync(root, { recursive: true });
});

async function load(dtype: 'fp32' | 'int8') {
  return loadLanguageModel(
    await createFolderSource(folder),
    { dtype },
    { runtime, createSource: createSourceFactory(), defaults: { device: 'wasm', dtype: 'auto' } },
    { signal: new AbortController().signal },
  );
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

describe('the synthetic decoder', () => {
  it.each(['fp32', 'int8'] as const)(
    'is of the shape that was asked for, and reads its context (%s)',
    async (dtype) => {
      const model = await load(dtype);
      try {
        expect(model.info).toMatchObject({
          dtype,
          path: 'raw',
          contextLength: shape.contextLength,
          vocabularySize: shape.vocabularySize,
        });
        const ids = model.tokenizer.encode('Once upon a time', { addSpecialTokens: true });
        expect(ids).toHaveLength('Once upon a time'.length);
        const logits = await prefillLogits(model.decoder, ids);
        const otherPast = await prefillLogits(model.decoder, [5, 6, 7, ...ids.slice(3)]);
        const change = Math.max(...logits.map((value, index) => Math.abs(value - (otherPast[index] ?? NaN))));
        expect(change).toBeGreaterThan(0.01);
      } finally {
        await model.dispose();
      }
    },
  );

  it('has the same weights in both precisions', async () => {
    const fp32 = await load('fp32');
    const int8 = await load('int8');
    try {
      const ids = fp32.tokenizer.encode('Once upon', { addSpecialTokens: true });
      expect(await greedyTokens(int8.decoder, ids, 6)).toEqual(await greedyTokens(fp32.decoder, ids, 6));
    } finally {
      await fp32.dispose();
      await int8.dispose();
    }
  });

  it('is written once, and comes out the same byte for byte', () => {
    expect(writeSyntheticDecoder(folder, shape)).toBe(false);
    const again = join(root, 'again');
    expect(writeSyntheticDecoder(again, shape)).toBe(true);
    for (const file of ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model_int8.onnx_data', 'tokenizer.json'])
      expect(digest(join(again, file))).toBe(digest(join(folder, file)));
  });
});
