import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createFolderSource, readFileUrl } from '../../../../src/cli/folder-source';
import { loadLanguageModel } from '../../../../src/engines/llm/model/load-language-model';
import { createRuntime } from '../../../../src/runtime/create-runtime';
import { createSourceFactory } from '../../../../src/models/create-source';
import { nodeAssets } from '../../../fixtures/node-assets';
import { greedyTokens, prefillLogits, type GoldenCase } from '../../../fixtures/golden';

const models = fileURLToPath(new URL('../../../fixtures/models/', import.meta.url));
const signal = new AbortController().signal;
const runtime = createRuntime({ assets: nodeAssets, threads: 1 });
const createSource = createSourceFactory({ readFileUrl });

afterAll(() => runtime.dispose());

interface Golden {
  readonly not_on_cpu?: string;
  readonly greedy_equal_in_onnxruntime?: readonly boolean[];
  readonly greedy_tokens_here?: readonly (readonly number[])[];
  readonly cases: readonly GoldenCase[];
}

function load(folder: string, dtype: 'auto' | 'fp32' | 'fp16' = 'auto', prefillChunkTokens = 256) {
  return createFolderSource(`${models}${folder}`).then((source) =>
    loadLanguageModel(
      source,
      { dtype },
      { runtime, createSource, defaults: { device: 'wasm', dtype: 'auto' }, prefillChunkTokens },
      { signal },
    ),
  );
}

function goldenOf(folder: string): Golden {
  return JSON.parse(readFileSync(`${models}${folder}/golden.json`, 'utf8')) as Golden;
}

const zoo = readdirSync(`${models}tiny-zoo`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(zoo)('%s', (name) => {
  const golden = goldenOf(`tiny-zoo/${name}`);

  if (golden.not_on_cpu !== undefined) {
    it('is refused on WASM with the reason', async () => {
      const model = await load(`tiny-zoo/${name}`);
      try {
        await expect(prefillLogits(model.decoder, [5])).rejects.toMatchObject({
          code: 'MODEL_UNSUPPORTED',
          message: expect.stringContaining('GroupQueryAttention'),
        });
      } finally {
        await model.dispose();
      }
    });
    return;
  }

  /** Weights of 4 bits with activations of 8: the native kernel that made the goldens rounds otherwise than WASM's. */
  const comparable = name === 'qwen3-builder-int4' ? 10 : Infinity;

  it.each([
    ['at once', 256],
    ['in pieces', 7],
  ])('writes the tokens of torch, the prompt taken %s', async (_how, chunkTokens) => {
    const model = await load(`tiny-zoo/${name}`, 'auto', chunkTokens);
    try {
      for (const [index, golden_] of golden.cases.entries()) {
        const ids = model.tokenizer.encode(golden_.prompt, { addSpecialTokens: true });
        expect(ids).toEqual(golden_.input_ids);
        const expected = (golden.greedy_tokens_here?.[index] ?? golden_.greedy_ids).slice(0, comparable);
        expect(await greedyTokens(model.decoder, ids, expected.length)).toEqual(expected);
      }
    } finally {
      await model.dispose();
    }
  });

  if (golden.greedy_tokens_here === undefined)
    it('gives the logits of torch within 1e-3', async () => {
      const model = await load(`tiny-zoo/${name}`);
      try {
        for (const { input_ids, last_logits_head = [] } of golden.cases) {
          const logits = await prefillLogits(model.decoder, input_ids);
          last_logits_head.forEach((value, index) =>
            expect(Math.abs((logits[index] ?? NaN) - value)).toBeLessThan(1e-3),
          );
        }
      } finally {
        await model.dispose();
      }
    });
});

describe.each([
  ['stories260K', 'fp32'],
  ['babyllama-105', 'fp32'],
  ['babyllama-105', 'fp16'],
  ['babyllama-105/genai-fp32', 'auto'],
] as const)('the trained model %s (%s)', (folder, dtype) => {
  it('writes the stories of torch', async () => {
    const { cases } = goldenOf(folder.split('/')[0] ?? folder);
    const model = await load(folder, dtype);
    try {
      for (const { prompt, input_ids, greedy_ids } of cases) {
        expect(model.tokenizer.encode(prompt, { addSpecialTokens: true })).toEqual(input_ids);
        expect(await greedyTokens(model.decoder, input_ids, greedy_ids.length)).toEqual(greedy_ids);
      }
    } finally {
      await model.dispose();
    }
  });
});
