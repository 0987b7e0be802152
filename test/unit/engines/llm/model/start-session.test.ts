import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { loadLanguageModel } from '../../../../../src/engines/llm/model/load-language-model';
import { createSourceFactory } from '../../../../../src/models/create-source';
import type { ModelChoices } from '../../../../../src/models/model-reference';
import { greedyTokens, type GoldenCase } from '../../../../fixtures/golden';
import { startHub } from '../../../../fixtures/hub';
import { nodeRuntime } from '../../../../fixtures/node-models';
import { readModelFolder, renamed, type RepositoryFiles, weightsPb } from '../../../../fixtures/repository-variants';

const runtime = nodeRuntime();
const createSource = createSourceFactory();
const signal = new AbortController().signal;

afterAll(() => runtime.dispose());

/** The graph with an operator that no build of ONNX Runtime has, in the place of one that it has. */
function withForeignOperator(graph: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(graph);
  let found = 0;
  for (let at = bytes.indexOf('MatMul'); at >= 0; at = bytes.indexOf('MatMul', at + 1), found++)
    bytes.write('MatMuX', at);
  if (found === 0) throw new RangeError('the graph multiplies no matrices');
  return new Uint8Array(bytes);
}

/** Babyllama of float32, which does not run, and of float16, which does unless `all` is asked. */
function partlyForeign({ all = false } = {}): RepositoryFiles {
  const files = renamed(readModelFolder('babyllama-105'), (path) =>
    path.startsWith('genai') || /int8|q4/.test(path) ? undefined : path,
  );
  const foreign = Object.entries(files).map(([path, bytes]) =>
    path === 'onnx/model.onnx' || (all && path.endsWith('.onnx')) ? [path, withForeignOperator(bytes)] : [path, bytes],
  );
  return Object.fromEntries(foreign) as RepositoryFiles;
}

const blobs = (files: RepositoryFiles) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new Blob([bytes])]));

async function load(files: RepositoryFiles, choices: ModelChoices = {}) {
  const fallbacks: string[] = [];
  const source = await createSource({ kind: 'files', name: 'picked', files: blobs(files) });
  const model = loadLanguageModel(
    source,
    choices,
    { runtime, createSource, defaults: { device: 'wasm', dtype: 'auto' } },
    { signal, onFallback: (reason) => fallbacks.push(reason) },
  );
  return { model, fallbacks };
}

function golden(folder: string): GoldenCase {
  const path = new URL(`../../../../fixtures/models/${folder}/golden.json`, import.meta.url);
  const [first] = (JSON.parse(readFileSync(path, 'utf8')) as { cases: GoldenCase[] }).cases;
  if (first === undefined) throw new RangeError(`${folder} has no golden case`);
  return first;
}

describe('a model whose first choice of dtype this device cannot run', () => {
  it('is taken in the next dtype, which writes the golden story, and says so', async () => {
    const { model: loading, fallbacks } = await load(partlyForeign());
    const model = await loading;
    try {
      expect(model.info.dtype).toBe('fp16');
      expect(fallbacks).toEqual([expect.stringMatching(/onnx\/model\.onnx.*MatMuX/s)]);
      const { input_ids, greedy_ids } = golden('babyllama-105');
      expect(await greedyTokens(model.decoder, input_ids, 20)).toEqual(greedy_ids.slice(0, 20));
    } finally {
      await model.dispose();
    }
    expect(runtime.memory()).toMatchObject({ sessions: 0, tensors: 0 });
  });

  it('is taken in the next dtype where the source cannot be listed', async () => {
    const hub = await startHub({ repositories: { 'owner/name': { files: partlyForeign() } } });
    try {
      const source = await createSource({ kind: 'url', url: `${hub.host}/owner/name/resolve/main/` });
      expect(await source.list()).toBeUndefined();
      const dependencies = { runtime, createSource, defaults: { device: 'wasm', dtype: 'auto' } } as const;
      const model = await loadLanguageModel(source, {}, dependencies, { signal });
      expect(model.info.dtype).toBe('fp16');
      await model.dispose();
    } finally {
      await hub.close();
    }
  });

  it('is refused with the reason of the first where no dtype runs', async () => {
    const { model, fallbacks } = await load(partlyForeign({ all: true }));
    await expect(model).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
      message: expect.stringMatching(/onnx\/model\.onnx.*MatMuX/s),
    });
    expect(fallbacks).toHaveLength(2);
    expect(runtime.memory()).toMatchObject({ sessions: 0, tensors: 0 });
  });

  it.each<ModelChoices>([{ dtype: 'fp32' }, { graphFile: 'onnx/model.onnx' }])(
    'is refused where the caller chose: %o',
    async (choices) => {
      const { model, fallbacks } = await load(partlyForeign(), choices);
      await expect(model).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' });
      expect(fallbacks).toEqual([]);
    },
  );
});

it('weights in ./weights.pb reach the session', async () => {
  const { model: loading } = await load(weightsPb());
  const model = await loading;
  try {
    const { input_ids, greedy_ids } = golden('tiny-zoo/qwen3-builder-fp32');
    expect(await greedyTokens(model.decoder, input_ids, 12)).toEqual(greedy_ids.slice(0, 12));
  } finally {
    await model.dispose();
  }
});
