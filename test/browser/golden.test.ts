import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../src/runtime/create-runtime';
import type { Device } from '../../src/runtime/session';
import { greedyTokens, prefillLogits, type GoldenCase } from '../fixtures/golden';
import { runtimeAssets } from './runtime-assets';
import { fixtureJson, loadFixture } from './support';

const runtime = createRuntime({ assets: runtimeAssets, threads: 2 });

async function compare(folder: string, device: Device, cases = Infinity): Promise<void> {
  const golden = await fixtureJson<{ cases: GoldenCase[] }>(`${folder}/golden.json`);
  const model = await loadFixture(runtime, folder, device);
  try {
    expect(model.info.device).toBe(device);
    for (const { prompt, input_ids, greedy_ids, last_logits_head = [] } of golden.cases.slice(0, cases)) {
      expect(model.tokenizer.encode(prompt, { addSpecialTokens: true })).toEqual(input_ids);
      expect(await greedyTokens(model.decoder, input_ids, greedy_ids.length)).toEqual(greedy_ids);
      const logits = await prefillLogits(model.decoder, input_ids);
      last_logits_head.forEach((value, index) => expect(Math.abs((logits[index] ?? NaN) - value)).toBeLessThan(1e-3));
    }
  } finally {
    await model.dispose();
  }
}

describe('in a browser, on WASM', () => {
  it.each([
    'tiny-zoo/llama',
    'tiny-zoo/llama3-rope',
    'tiny-zoo/qwen2',
    'tiny-zoo/qwen3',
    'tiny-zoo/phi3',
    'tiny-zoo/granite',
    'tiny-zoo/olmo2',
    'tiny-zoo/mistral',
    'tiny-zoo/gemma3',
    'tiny-zoo/gpt2',
    'tiny-zoo/gpt2-merged',
    'tiny-zoo/qwen3-builder-fp32',
    'tiny-zoo/llama3-rope-builder-fp32',
    'tiny-zoo/phi3-builder-fp32',
    'tiny-zoo/lfm2-builder-fp32',
    'babyllama-105',
    'stories260K',
  ])('%s writes the tokens of torch', (folder) => compare(folder, 'wasm'));
});

describe('in a browser, on WebGPU (a software adapter)', () => {
  it.each([
    'tiny-zoo/llama',
    'tiny-zoo/qwen2',
    'tiny-zoo/gemma3',
    'tiny-zoo/gpt2',
    'tiny-zoo/qwen3-builder-fp32',
    'tiny-zoo/qwen3-builder-webgpu-fp32',
    'tiny-zoo/lfm2-builder-fp32',
  ])('%s writes the tokens of torch', (folder) => compare(folder, 'webgpu', 2));
});
