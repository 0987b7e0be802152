import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readFileUrl } from '../../../../src/cli/folder-source';
import { storyWriter } from '../../../../src/embedded';
import { collectText, TextCollector } from '../../../../src/engines/llm/collect-text';
import { createTextEngine, type TextEngineEvent } from '../../../../src/engines/llm/create-text-engine';
import type { TextPart } from '../../../../src/engines/llm/text-part';
import type { TextRequest } from '../../../../src/engines/llm/text-request';
import { OutOfMemoryError } from '../../../../src/errors';
import { createSourceFactory } from '../../../../src/models/create-source';
import type { ModelDescriptor } from '../../../../src/models/model-reference';
import type { Runtime } from '../../../../src/runtime/runtime';
import type { Session } from '../../../../src/runtime/session';
import { nodeRuntime } from '../../../fixtures/node-models';
import { readModelFolder } from '../../../fixtures/repository-variants';

const runtime = nodeRuntime();
const signal = new AbortController().signal;
const prompt = 'Once upon a time';
const engines: { dispose(): Promise<void> }[] = [];

function createEngine(
  options: { runtime?: Runtime; onEvent?: (event: TextEngineEvent) => void; budgetBytes?: number } = {},
) {
  const engine = createTextEngine({
    runtime,
    createSource: createSourceFactory({ readFileUrl }),
    defaults: { device: 'wasm', dtype: 'auto' },
    defaultModel: storyWriter,
    budgetBytes: Infinity,
    ...options,
  });
  engines.push(engine);
  return engine;
}

function folderModel(name: string): ModelDescriptor {
  const files = Object.entries(readModelFolder(name)).map(([path, bytes]) => [path, new Blob([bytes])]);
  return { kind: 'files', name, files: Object.fromEntries(files) };
}

/** Every way that a cache can be laid out. */
const layouts = ['tiny-zoo/llama', 'tiny-zoo/qwen3-builder-fp32', 'tiny-zoo/lfm2-builder-fp32'];

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.dispose();
  expect(runtime.memory()).toMatchObject({ sessions: 0, modelBytes: 0, tensors: 0, tensorBytes: 0 });
});

afterAll(() => runtime.dispose());

const textOf = async (parts: AsyncIterable<TextPart>) => (await collectText(parts)).text;

describe('an engine', () => {
  it.each(layouts)('holds no tensor after a call on %s, however it ends', async (name) => {
    const engine = createEngine();
    const request: TextRequest = { prompt, model: folderModel(name), maxLength: 12, numReturnSequences: 3, seed: 1 };
    const expected = await collectText(engine.generate(request, { signal }));
    expect(expected.sequences).toHaveLength(3);
    expect(runtime.memory().tensors).toBe(0);

    // Left in each phase: before the prompt is run, in the first sequence, in a later one.
    for (const stopAt of [1, 2, 16]) {
      let count = 0;
      for await (const _part of engine.generate(request, { signal })) if (++count === stopAt) break;
      expect(runtime.memory().tensors).toBe(0);

      const controller = new AbortController();
      let seen = 0;
      const aborted = (async () => {
        for await (const _part of engine.generate(request, { signal: controller.signal }))
          if (++seen === stopAt) controller.abort();
      })();
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
      expect(seen).toBe(stopAt);
      expect(runtime.memory().tensors).toBe(0);
    }
    const again = await collectText(engine.generate(request, { signal }));
    expect(again.sequences).toEqual(expected.sequences);
  });

  it.each(layouts)('holds no tensor when memory ends at any point of a call on %s, and goes on', async (name) => {
    const failing = runtimeThatFails();
    const engine = createEngine({ runtime: failing.runtime });
    const request: TextRequest = { prompt, model: folderModel(name), maxLength: 3, numReturnSequences: 2, seed: 1 };
    const expected = await textOf(engine.generate(request, { signal }));
    const total = failing.allocations();
    expect(total).toBeGreaterThan(12);
    for (let at = 1; at <= total; at++) {
      failing.failAt(at);
      await expect(collectText(engine.generate(request, { signal }))).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
      expect(runtime.memory().tensors).toBe(0);
    }
    failing.failAt(Infinity);
    expect(await textOf(engine.generate(request, { signal }))).toBe(expected);
  });

  it('ends what waits and what comes after its disposal as a shut-down', async () => {
    const engine = createEngine();
    const running = collectText(engine.generate({ prompt, maxLength: 200 }, { signal }));
    const waiting = engine.tokenize({ text: 'a' }, { signal });
    const unloading = engine.unload(undefined);
    const outcomes = Promise.allSettled([running, waiting, unloading]);
    await engine.dispose();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SHUT_DOWN' } });
    await expect(engine.unload(undefined)).rejects.toMatchObject({ code: 'SHUT_DOWN' });
    await expect(engine.load(undefined, { signal })).rejects.toMatchObject({ code: 'SHUT_DOWN' });
    expect(engine.health().state).toBe('shutdown');
  });

  it('makes room for a model before it takes memory for it', async () => {
    const order: string[] = [];
    const watched: Runtime = {
      ...runtime,
      async createSession(model, options) {
        order.push(`create ${model.name.split('/onnx/')[0]}`);
        return runtime.createSession(model, options);
      },
    };
    const engine = createEngine({
      runtime: watched,
      budgetBytes: 1,
      onEvent: (event) => {
        if (event.type === 'evicted') order.push(`evict ${event.model.id}`);
      },
    });
    await engine.load(folderModel('tiny-zoo/llama'), { signal });
    await engine.load(folderModel('tiny-zoo/gemma3'), { signal });
    expect(order).toEqual(['create tiny-zoo/llama', 'evict tiny-zoo/llama', 'create tiny-zoo/gemma3']);
    expect(engine.loaded()).toHaveLength(1);
  });
});

describe('a replay', () => {
  const request: TextRequest = {
    prompt,
    maxLength: 24,
    numReturnSequences: 2,
    seed: 11,
    temperature: 1,
    repetitionPenalty: 1.2,
    stopSequences: ['never written'],
  };

  it('goes on from any part as if nothing had happened', async () => {
    const engine = createEngine();
    const parts: TextPart[] = [];
    for await (const part of engine.generate(request, { signal })) parts.push(part);
    const whole = await collectText(from(parts));

    for (const cut of [1, 2, 9, 24, 30, parts.length - 1]) {
      const given = parts.slice(0, cut);
      const sequences: { tokenIds: number[]; text: string; randomPosition: number }[] = [];
      for (const part of given) {
        if (part.type !== 'text') continue;
        const sequence = (sequences[part.sequence] ??= { tokenIds: [], text: '', randomPosition: 0 });
        sequence.tokenIds.push(...part.tokenIds);
        sequence.text += part.text;
        sequence.randomPosition = part.randomPosition;
      }
      // The seed of the request is not what counts: it may have been drawn.
      const { seed: _seed, ...unseeded } = request;
      const collector = new TextCollector();
      for (const part of given) collector.push(part);
      for await (const part of engine.generate(unseeded, { signal, resume: { seed: 11, sequences } }))
        collector.push(part);
      expect(collector.result().sequences).toEqual(whole.sequences);
      expect(collector.result().usage).toEqual(whole.usage);
    }
  });
});

async function* from(parts: readonly TextPart[]): AsyncGenerator<TextPart> {
  yield* parts;
}

/** The real runtime, whose sessions run out of memory at the n-th tensor that is asked of them. */
function runtimeThatFails() {
  let count = 0;
  let limit = Infinity;
  const allocate = (): void => {
    count += 1;
    if (count === limit) throw new OutOfMemoryError({ where: 'wasm', reason: 'this was the last byte' });
  };
  const wrap = (session: Session): Session => ({
    device: session.device,
    path: session.path,
    inputs: session.inputs,
    outputs: session.outputs,
    canWriteInto: session.canWriteInto,
    tensor(type, dims, data) {
      allocate();
      return session.tensor(type, dims, data);
    },
    async slice(tensor, axis, start, end) {
      allocate();
      return session.slice(tensor, axis, start, end);
    },
    run: (inputs, outputs) => session.run(inputs, outputs),
    dispose: () => session.dispose(),
  });
  return {
    runtime: { ...runtime, createSession: async (...args) => wrap(await runtime.createSession(...args)) } as Runtime,
    /** Tensors asked for since the last limit was set. */
    allocations: () => count,
    failAt(next: number): void {
      count = 0;
      limit = next;
    },
  };
}
