import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModularAI } from '../../src/client/modular-ai';
import type { CoreConfig } from '../../src/config/core-config';
import type { LoadProgress } from '../../src/engines/engine';
import type { TextPart } from '../../src/engines/llm/text-part';
import type { EmbeddedModel } from '../../src/models/model-reference';
import { sampledStory } from '../fixtures/sampled-story';
import { builtPackage, builtStoryWriter, fixtureModel, type BuiltPackage } from './support';

const story = ', there was a little girl named Lily. She loved to play outside ';
const greedy = { temperature: 0, maxLength: 64 } as const;

let built: BuiltPackage;
let storyWriter: EmbeddedModel;
const open: ModularAI[] = [];

beforeAll(async () => {
  built = await builtPackage();
  storyWriter = await builtStoryWriter();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((ai) => ai.shutdown()));
});

function create(config: CoreConfig = {}): ModularAI {
  const ai = built.createModularAI({ models: { text: storyWriter }, ...config });
  open.push(ai);
  return ai;
}

async function collect(parts: AsyncIterable<TextPart>): Promise<TextPart[]> {
  const all: TextPart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

describe('text in the page', () => {
  it('writes the golden story through the worker', async () => {
    const result = await create().generateText('Once upon a time', greedy);
    expect(result.text).toBe(story);
    expect(result.tokenIds).toHaveLength(64);
    expect(result.finishReason).toBe('length');
    expect(result.usage).toEqual({ promptTokens: 18, completionTokens: 64, totalTokens: 82 });
    expect(result.model).toMatchObject({ id: 'story-writer', device: 'wasm', path: 'raw', contextLength: 256 });
  });

  it('streams parts that carry their token ids and add up to the result', async () => {
    const parts = await collect(create().streamText('Once upon a time', greedy));
    expect(parts[0]).toMatchObject({ type: 'start', model: { id: 'story-writer' } });
    expect(parts.at(-1)).toMatchObject({ type: 'finish', usage: { completionTokens: 64 } });
    const texts = parts.filter((part) => part.type === 'text');
    expect(texts.map(({ text }) => text).join('')).toBe(story);
    expect(texts.flatMap(({ tokenIds }) => tokenIds)).toHaveLength(64);
  });

  it('gives the same text for the same seed, another for another', async () => {
    const ai = create();
    const write = (seed: number) => ai.generateText('Once upon a time', { seed, maxLength: 80, temperature: 1 });
    const [one, same, other] = [await write(7), await write(7), await write(8)];
    expect(one.text).toBe(same.text);
    expect(one.text).not.toBe(other.text);
    expect(one.seed).toBe(7);
  });

  it('gives for a seed the text that Node gives', async () => {
    const { prompt, options, text } = sampledStory;
    expect((await create().generateText(prompt, options)).text).toBe(text);
  });

  it('counts tokens while a text is being written', async () => {
    const ai = create();
    await ai.loadModel();
    const writing = ai.generateText('Once upon a time', { ...greedy, maxLength: 200 });
    let written = false;
    void writing.then(() => (written = true));
    expect(await ai.countTokens('Once')).toBe(6);
    expect(written).toBe(false);
    await writing;
  });

  it('gives several sequences from one prompt, each as its own seed would', async () => {
    const ai = create();
    const options = { maxLength: 40, temperature: 1 } as const;
    const { sequences } = await ai.generateText('Tom', { ...options, seed: 20, numReturnSequences: 3 });
    expect(sequences).toHaveLength(3);
    const alone = await ai.generateText('Tom', { ...options, seed: 22 });
    expect(sequences[2]?.text).toBe(alone.text);
  });

  it('stops at a stop sequence that no token holds whole, and does not show it', async () => {
    const result = await create().generateText('Once upon a time', { ...greedy, stopSequences: ['Lily.'] });
    expect(result.text).toBe(', there was a little girl named ');
    expect(result.finishReason).toBe('stop_sequence');
    expect(result.sequences[0]?.stopSequence).toBe('Lily.');
  });

  it('gives log-probabilities when they are asked for', async () => {
    const { sequences } = await create().generateText('Once', {
      ...greedy,
      maxLength: 4,
      logprobs: true,
      topLogprobs: 3,
    });
    const [first] = sequences[0]?.logprobs ?? [];
    expect(sequences[0]?.logprobs).toHaveLength(4);
    expect(first?.top).toHaveLength(3);
    expect(first?.logprob).toBe(first?.top[0]?.logprob);
    expect(first?.logprob).toBeLessThanOrEqual(0);
  });

  it('cuts the length to the context and says so', async () => {
    const result = await create().generateText('Once upon a time', { temperature: 0, maxLength: 5000 });
    expect(result.usage.totalTokens).toBeLessThanOrEqual(256);
    expect(['length', 'stop']).toContain(result.finishReason);
  });

  it('says by how much a prompt is too long, or cuts it when that is asked', async () => {
    const ai = create();
    const prompt = 'a'.repeat(400);
    await expect(ai.generateText(prompt, greedy)).rejects.toMatchObject({
      code: 'CONTEXT_EXCEEDED',
      details: { contextLength: 256, limitTokens: 255 },
    });
    const cut = await ai.generateText(prompt, { ...greedy, truncate: 'start', maxLength: 10 });
    expect(cut.usage.completionTokens).toBe(10);
  });

  it('starts an empty prompt with the begin-of-sequence token', async () => {
    const { text, promptTokenIds } = await create().generateText('', greedy);
    expect(promptTokenIds).toEqual([1]);
    expect(text).toBe('Once upon a time, there was a little girl named Lily. She loved');
  });

  it('reads itself to the end for finalText, and gives lines of JSON as a byte stream', async () => {
    const ai = create();
    expect(await ai.streamText('Once upon a time', greedy).finalText()).toBe(story);
    const body = await new Response(ai.streamText('Once upon a time', greedy).toReadableStream()).text();
    const parts = body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TextPart);
    expect(parts.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe(story);
  });
});

describe('an abort', () => {
  it('rejects with the partial text and leaves the worker usable', async () => {
    const ai = create();
    const controller = new AbortController();
    let seen = '';
    const stream = ai.streamText('Once upon a time', { ...greedy, maxLength: 200, signal: controller.signal });
    const reading = (async () => {
      for await (const part of stream) {
        if (part.type === 'text') seen += part.text;
        if (seen.length >= 10) controller.abort(new Error('enough'));
      }
    })();
    const error: unknown = await reading.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORTED', partialText: seen });
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(story.startsWith(seen)).toBe(true);
    expect((await ai.generateText('Once upon a time', greedy)).text).toBe(story);
  });

  it('is answered at once while the model is still loading', async () => {
    const ai = create();
    await expect(ai.generateText('x', { ...greedy, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    const controller = new AbortController();
    const pending = ai.generateText('Once upon a time', { ...greedy, signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toMatchObject({ code: 'ABORTED', partialText: '' });
    expect((await ai.generateText('Once upon a time', greedy)).text).toBe(story);
  });

  it('of a waiting call does not touch the running one', async () => {
    const ai = create();
    const controller = new AbortController();
    const running = ai.generateText('Once upon a time', greedy);
    const waiting = ai.generateText('Tom', { ...greedy, signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await running).text).toBe(story);
  });

  it('by leaving the loop early is silent and stops the work', async () => {
    const ai = create();
    for await (const part of ai.streamText('Once upon a time', { ...greedy, maxLength: 200 }))
      if (part.type === 'text') break;
    const { engines } = await ai.getHealthStatus();
    expect(engines['llm']).toMatchObject({ queued: 0, failures: 0 });
    expect((await ai.generateText('Once upon a time', greedy)).text).toBe(story);
  });

  it('by the clock counts execution and carries the partial text', async () => {
    const ai = create();
    await ai.loadModel();
    const stream = ai.streamText('Once upon a time', { temperature: 0, maxLength: 200, timeoutMs: 1 });
    await expect(stream.finalText()).rejects.toMatchObject({ code: 'TIMED_OUT', details: { timeoutMs: 1 } });
    expect((await ai.generateText('Once upon a time', greedy)).text).toBe(story);
  });
});

describe('a chat', () => {
  const qwen = () => fixtureModel('tiny-zoo/qwen3');

  it('goes through the template of the model', async () => {
    const ai = create({ models: { text: qwen() } });
    const result = await ai.chat([{ role: 'user', content: 'Once' }], { temperature: 0, maxLength: 4 });
    // <|im_start|> and <|im_end|> are the tokens 2 and 3.
    expect(result.promptTokenIds.filter((id) => id === 2)).toHaveLength(2);
    expect(result.promptTokenIds.filter((id) => id === 3)).toHaveLength(1);
    expect(result.tokenIds).toHaveLength(4);
  });

  it('is refused by a model without a template, by name', async () => {
    await expect(create().chat([{ role: 'user', content: 'Hi' }])).rejects.toMatchObject({
      code: 'CHAT_TEMPLATE_MISSING',
      message: expect.stringContaining('story-writer'),
    });
  });

  it('names a role that the template does not know', async () => {
    const ai = create({ models: { text: qwen() } });
    await expect(ai.chat([{ role: 'wizard', content: 'Hi' }])).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(/messages\[0\]\.role.*wizard/),
    });
  });
});

describe('models', () => {
  it('load with progress, are listed, and unload', async () => {
    const ai = create();
    const seen: LoadProgress[] = [];
    const events: string[] = [];
    ai.on('ready', ({ model }) => events.push(model.id));
    const info = await ai.loadModel(undefined, { onProgress: (progress) => seen.push(progress) });
    expect(info).toMatchObject({ id: 'story-writer', dtype: 'fp32', vocabularySize: 105, chat: false });
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['resolving', 'downloading', 'creating']));
    expect(seen.at(-1)?.totalBytes).toBeGreaterThan(4_000_000);
    expect(seen.at(-1)?.loadedBytes).toBe(seen.at(-1)?.totalBytes);
    expect(events).toEqual(['story-writer']);
    expect((await ai.listModels()).map(({ id }) => id)).toEqual(['story-writer']);
    expect(await ai.unloadModel()).toBe(true);
    expect(await ai.unloadModel()).toBe(false);
    expect(await ai.listModels()).toEqual([]);
  });

  it('give way to each other within the budget', async () => {
    const ai = create({ browser: { memoryBudgetBytes: 5_000_000 } });
    const evicted: string[] = [];
    ai.on('evicted', ({ model }) => evicted.push(model.id));
    await ai.loadModel();
    const stories = fixtureModel('stories260K');
    await ai.generateText('Once', { model: stories, temperature: 0, maxLength: 2 });
    expect(evicted).toEqual(['story-writer']);
    expect(await ai.listModels()).toHaveLength(1);
  });

  it('tokenize', async () => {
    const ai = create();
    const { tokenIds, tokens } = await ai.tokenize('Once upon');
    expect(tokenIds).toEqual([1, 3, 34, 9, 22, 4, 3, 18, 20, 7, 9]);
    expect(tokens.slice(2).join('')).toBe('Once upon');
    expect(await ai.countTokens('Once upon', { addSpecialTokens: false })).toBe(10);
  });

  it('that are not set are asked for by the line that sets one', async () => {
    await expect(create({ models: {} }).generateText('x')).rejects.toMatchObject({
      code: 'MODEL_NOT_SET',
      message: expect.stringContaining("import { storyWriter } from 'blaze-ai/embedded'"),
    });
  });

  it('come from files that the user picked', async () => {
    const file = async (path: string) => {
      const response = await fetch(`/test/fixtures/models/stories260K/${path}`);
      return [path, await response.blob()] as const;
    };
    const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
    const files = Object.fromEntries(await Promise.all(paths.map(file)));
    const result = await create().generateText('Once upon a time', {
      ...greedy,
      maxLength: 12,
      model: { kind: 'files', name: 'picked', files },
    });
    expect(result.text).toBe(', there was a little girl named Lily. She');
  });

  it('are read by the fetch of the config, and from the store without any request the next time', async () => {
    const requested: string[] = [];
    const model = fixtureModel('stories260K');
    const counting: typeof fetch = (input, init) => {
      requested.push(new Request(input, init).url);
      return fetch(input, init);
    };
    const first = create({ browser: { fetch: counting } });
    const text = (await first.generateText('Once', { ...greedy, model })).text;
    const offline = create({ browser: { fetch: () => Promise.reject(new TypeError('offline')) } });
    expect((await offline.generateText('Once', { ...greedy, model })).text).toBe(text);
    expect(requested.every((url) => url.includes('/stories260K/'))).toBe(true);
  });
});

describe('an instance', () => {
  it('created, used and freed twenty times leaves nothing behind in one worker', async () => {
    const ai = create();
    const heaps: number[] = [];
    for (let round = 0; round < 20; round++) {
      await ai.generateText('Once', { ...greedy, maxLength: 8 });
      await ai.unloadModel();
      const { memory } = await ai.getHealthStatus();
      expect(memory).toMatchObject({ sessions: 0, modelBytes: 0, tensors: 0, tensorBytes: 0 });
      heaps.push(memory.wasmHeapBytes);
    }
    expect(heaps.at(-1)).toBe(heaps[1]);
  });

  it('does not disturb another one', async () => {
    const [one, two] = [create(), create()];
    const [first, second] = await Promise.all([
      one.generateText('Once upon a time', greedy),
      two.generateText('Once upon a time', greedy),
    ]);
    expect(first.text).toBe(story);
    await one.shutdown();
    expect(second.text).toBe(story);
    expect((await two.generateText('Once upon a time', greedy)).text).toBe(story);
  });

  it('refuses calls after shutdown, and ends those that are open', async () => {
    const ai = create();
    const running = ai.generateText('Once upon a time', { ...greedy, maxLength: 200 });
    const ended = expect(running).rejects.toMatchObject({ code: 'SHUT_DOWN' });
    await ai.shutdown();
    await ended;
    await ai.shutdown();
    await expect(ai.generateText('x')).rejects.toMatchObject({ code: 'SHUT_DOWN' });
  });

  it('says that its worker could not start, and starts one when it can', async () => {
    let address = '/no/such/worker.js';
    const ai = create({ browser: { worker: () => new Worker(address, { type: 'module' }) } });
    await expect(ai.generateText('x', greedy)).rejects.toMatchObject({ code: 'WORKER_START_FAILED' });
    address = '/dist/worker.js';
    expect((await ai.generateText('Once upon a time', greedy)).text).toBe(story);
  });

  it('fails the open call when its worker crashes, and goes on with another', async () => {
    let worker: Worker | undefined;
    const ai = create({ browser: { worker: () => (worker = new Worker('/dist/worker.js', { type: 'module' })) } });
    const events: string[] = [];
    ai.on('degraded', () => events.push('degraded'));
    ai.on('recovered', () => events.push('recovered'));
    await ai.loadModel();
    const running = ai.generateText('Once upon a time', { ...greedy, maxLength: 200 });
    const failed = expect(running).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
    worker?.dispatchEvent(new ErrorEvent('error', { message: 'the tab ran out of memory' }));
    await failed;
    expect((await ai.generateText('Once upon a time', greedy)).text).toBe(story);
    expect(events).toEqual(['degraded', 'recovered']);
  });

  it('reports its device, memory and models', async () => {
    const ai = create();
    await ai.loadModel();
    const health = await ai.getHealthStatus();
    expect(health.status).toBe('healthy');
    expect(health.device).toMatchObject({ crossOriginIsolated: true, jspi: true });
    expect(health.memory.sessions).toBe(1);
    expect(health.models[0]?.id).toBe('story-writer');
  });

  it.each([
    [{ maxLenght: 5 }, 'maxLength'],
    [{ temperature: Number.NaN }, 'temperature'],
    [{ topP: 0 }, 'topP'],
    [{ seed: 1.5 }, 'seed'],
    [{ stopSequences: 'x' }, 'stopSequences'],
    [{ logitBias: { 9999: 1 } }, 'logitBias[9999]'],
  ])('names the field of a wrong option: %j', async (options, field) => {
    const call = create().generateText('x', options as never);
    await expect(call).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining(field) });
  });

  it('refuses an unknown config key with the nearest known one', async () => {
    const ai = create({ browser: { threds: 2 } } as never);
    await expect(ai.generateText('x')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('threads'),
    });
  });

  it('refuses what cannot be sent to a worker', async () => {
    const call = create().generateText('x', { metadata: { callback: () => 1 } });
    await expect(call).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('takes its config as YAML', async () => {
    const ai = built.createModularAI('model:\n  device: wasm\nlog_level: ERROR\n');
    open.push(ai);
    const { text } = await ai.generateText('Once upon a time', { ...greedy, model: storyWriter });
    expect(text).toBe(story);
  });
});

describe('the text on WebGPU', () => {
  it('is the story of WASM', async () => {
    const result = await create({ model: { device: 'webgpu' } }).generateText('Once upon a time', greedy);
    expect(result.model.device).toBe('webgpu');
    expect(result.text).toBe(story);
  });
});
