import { afterEach, describe, expect, it } from 'vitest';
import { createModularAI } from '../../../src/client/create-modular-ai';
import type { ModularAI } from '../../../src/client/modular-ai';
import type { CoreConfig } from '../../../src/config/core-config';
import {
  AbortError,
  InvalidConfigError,
  InvalidInputError,
  ShutDownError,
  TimedOutError,
  WorkerCrashedError,
  WorkerStartFailedError,
} from '../../../src/errors';

const open: ModularAI[] = [];
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((ai) => ai.shutdown()));
  workers.length = 0;
});

function spawn(): Worker {
  const worker = new Worker(new URL('../../fakes/scripted-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return worker;
}

function create(config: CoreConfig = {}): ModularAI {
  const ai = createModularAI({ ...config, browser: { worker: spawn, ...config.browser } });
  open.push(ai);
  return ai;
}

describe('calls', () => {
  it('start no worker before the first one', async () => {
    const ai = create();
    ai.streamText('ab');
    expect(workers).toHaveLength(0);
    expect((await ai.generateText('ab')).text).toBe('ab');
    await ai.countTokens('abc');
    expect(workers).toHaveLength(1);
  });

  it('start no worker where the signal has fired already', async () => {
    const ai = create();
    await expect(ai.generateText('ab', { signal: AbortSignal.abort('late') })).rejects.toMatchObject({
      code: 'ABORTED',
      details: { reason: 'late', partialText: '' },
    });
    expect(workers).toHaveLength(0);
  });

  it('give results of each kind', async () => {
    const ai = create();
    expect(await ai.chat([{ role: 'user', content: 'hi' }], { metadata: { id: 1 } })).toMatchObject({
      text: 'hi',
      seed: 7,
      metadata: { id: 1 },
    });
    expect(await ai.tokenize('ab')).toEqual({ tokenIds: [97, 98], tokens: ['a', 'b'] });
    expect(await ai.countTokens('abc')).toBe(3);
    expect(await ai.loadModel('a/b')).toMatchObject({ id: 'scripted' });
    expect(await ai.unloadModel('owner/resident')).toBe(true);
    expect(await ai.listModels()).toHaveLength(1);
    expect(await ai.getHealthStatus()).toMatchObject({ status: 'healthy' });
  });

  it('that take only a signal refuse everything else', async () => {
    const ai = create();
    for (const call of [
      (options: never) => ai.listModels(options),
      (options: never) => ai.unloadModel(undefined, options),
      (options: never) => ai.getHealthStatus(options),
    ]) {
      await expect(call(5 as never)).rejects.toThrow('options: expected an object, received a value of type number');
      await expect(call({ signal: 5 } as never)).rejects.toThrow('signal: expected an AbortSignal');
      await expect(call({ timeoutMs: 5 } as never)).rejects.toThrow('timeoutMs: expected a known option (signal)');
      await expect(call(null as never)).resolves.toBeDefined();
    }
    await expect(ai.loadModel(undefined, { onProgress: 5 } as never)).rejects.toThrow(
      'onProgress: expected a function',
    );
    await expect(ai.loadModel(undefined, { progress: 5 } as never)).rejects.toThrow(
      'progress: expected a known option',
    );
  });

  it('refuse what is nested too deeply to be sent', async () => {
    let metadata: Record<string, unknown> = {};
    for (let level = 0; level < 100_000; level++) metadata = { metadata };
    await expect(create().generateText('ab', { metadata })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('fail where `browser.worker` makes no worker', async () => {
    const ai = createModularAI({ browser: { worker: () => 5 as never } });
    await expect(ai.listModels()).rejects.toBeInstanceOf(WorkerStartFailedError);
  });

  it('refuse options that are none', async () => {
    const ai = create();
    await expect(ai.generateText('x', 5 as never)).rejects.toBeInstanceOf(InvalidInputError);
    await expect(ai.tokenize('x', { signal: 'now' as never })).rejects.toThrow('signal: expected an AbortSignal');
    expect(workers).toHaveLength(0);
  });
});

describe('an abort', () => {
  it('counts also where its reason has no text', async () => {
    const ai = create();
    const reason: unknown = Object.create(null);
    await expect(ai.generateText('ab', { signal: AbortSignal.abort(reason) })).rejects.toBeInstanceOf(AbortError);
    const controller = new AbortController();
    const writing = ai.generateText('hang on', { signal: controller.signal });
    controller.abort(reason);
    await expect(writing).rejects.toMatchObject({ code: 'ABORTED', details: { reason: '[object Object]' } });
  });

  it('rejects with text and ids so far, and the worker is told', async () => {
    const ai = create();
    const controller = new AbortController();
    const stream = ai.streamText('hang on', { signal: controller.signal });
    const reading = (async () => {
      for await (const part of stream) if (part.type === 'text') controller.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toBeInstanceOf(AbortError);
    await expect(reading).rejects.toMatchObject({
      details: { partialText: 'h', partialTokenIds: [104], reason: 'enough' },
    });
    expect((await ai.generateText('next')).text).toBe('next');
    expect(workers).toHaveLength(1);
  });

  it('is answered while the worker still starts', async () => {
    const ai = create();
    const controller = new AbortController();
    const call = ai.generateText('ab', { signal: controller.signal });
    setTimeout(() => controller.abort());
    await expect(call).rejects.toBeInstanceOf(AbortError);
    expect((await ai.generateText('ab')).text).toBe('ab');
    expect(workers).toHaveLength(1);
  });

  it('by cancelling the byte stream ends the work, also while a part is waited for', async () => {
    const ai = create();
    const reader = ai.streamText('hang').toReadableStream().getReader();
    const first = await reader.read();
    expect(JSON.parse(new TextDecoder().decode(first.value))).toMatchObject({ type: 'start' });
    await reader.read();
    const pending = reader.read();
    await reader.cancel();
    expect((await pending).done).toBe(true);
  });

  it('leaves the result of a stream that was left early an abort', async () => {
    const stream = create().streamText('abc');
    for await (const part of stream) if (part.type === 'text') break;
    await expect(stream.finalResult()).rejects.toMatchObject({ code: 'ABORTED', details: { partialText: 'a' } });
  });

  it('by the clock carries the text so far', async () => {
    const call = create().generateText('hang', { timeoutMs: 20 });
    await expect(call).rejects.toBeInstanceOf(TimedOutError);
    await expect(call).rejects.toMatchObject({ details: { timeoutMs: 20, partialText: 'h' } });
  });
});

describe('a stream', () => {
  it('has one consumer', async () => {
    const stream = create().streamText('ab');
    expect(await stream.finalText()).toBe('ab');
    expect(() => stream[Symbol.asyncIterator]()).toThrow(InvalidInputError);
  });

  it('gives its result beside the loop that reads it', async () => {
    const stream = create().streamText('ab');
    const seen: string[] = [];
    for await (const part of stream) seen.push(part.type);
    expect(seen).toEqual(['start', 'text', 'text', 'sequence-finish', 'finish']);
    expect((await stream.finalResult()).usage.completionTokens).toBe(2);
  });
});

describe('the worker', () => {
  it('that crashes fails its open calls and is replaced at the next', async () => {
    const ai = create();
    const heard: string[] = [];
    ai.on('degraded', ({ reason }) => heard.push(`degraded ${reason}`));
    ai.on('recovered', ({ reason }) => heard.push(`recovered ${reason}`));
    await ai.listModels();
    const [waiting, crashing] = [ai.generateText('hang'), ai.generateText('crash')];
    await expect(waiting).rejects.toBeInstanceOf(WorkerCrashedError);
    await expect(crashing).rejects.toThrow(/the worker met its end/);
    expect((await ai.generateText('ab')).text).toBe('ab');
    expect(workers).toHaveLength(2);
    expect(heard.filter((event) => !event.endsWith('scripted'))).toEqual([
      expect.stringMatching(/^degraded .*met its end/),
      expect.stringMatching(/^recovered .*met its end/),
    ]);
  });

  it('that cannot be started fails all who wait for it, and the next call tries again', async () => {
    let attempts = 0;
    const ai = create({
      browser: {
        worker: () => (++attempts === 1 ? new Worker('/no/such/worker.js', { type: 'module' }) : spawn()),
      },
    });
    const calls = [ai.generateText('a'), ai.listModels()];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(WorkerStartFailedError);
    expect(attempts).toBe(1);
    expect((await ai.generateText('ab')).text).toBe('ab');
  });

  it('that may be started from a listener of its own loss is not lost again', async () => {
    let attempts = 0;
    const ai = create({
      browser: {
        worker: () => (++attempts === 1 ? new Worker('/no/such/worker.js', { type: 'module' }) : spawn()),
      },
    });
    let retried: Promise<unknown> | undefined;
    ai.on('degraded', ({ reason }) => {
      if (reason !== 'scripted') retried ??= ai.countTokens('abc');
    });
    await expect(ai.generateText('a')).rejects.toBeInstanceOf(WorkerStartFailedError);
    expect(await retried).toBe(3);
    expect(attempts).toBe(2);
  });

  it('whose constructor throws is told as a failed start', async () => {
    const ai = create({
      browser: {
        worker: () => {
          throw new DOMException('not here', 'SecurityError');
        },
      },
    });
    await expect(ai.listModels()).rejects.toMatchObject({
      code: 'WORKER_START_FAILED',
      details: { reason: 'not here' },
    });
  });

  it.each([
    [{ browser: { fetch: 1 } }, 'browser.fetch'],
    [{ browser: { ortPaths: 5 } }, 'browser.ortPaths'],
    [{ models: { text: () => 'a/b' } }, 'models.text'],
    [{ modles: {} }, 'modles'],
  ])('refuses the config %j by the name of its field', async (config, field) => {
    const call = create(config as never).listModels();
    await expect(call).rejects.toBeInstanceOf(InvalidConfigError);
    await expect(call).rejects.toMatchObject({ details: { problems: [expect.objectContaining({ field })] } });
  });
});

describe('shutdown', () => {
  it('ends calls that run and calls whose worker still starts, once', async () => {
    const running = create();
    await running.listModels();
    const hanging = running.generateText('hang');
    const starting = create();
    const early = starting.generateText('ab');
    const ended = [hanging, early].map((call) => expect(call).rejects.toBeInstanceOf(ShutDownError));
    await Promise.all([running.shutdown(), starting.shutdown(), running.shutdown()]);
    await Promise.all(ended);
    await expect(running.listModels()).rejects.toBeInstanceOf(ShutDownError);
  });

  it('does not touch another instance', async () => {
    const [one, two] = [create(), create()];
    await Promise.all([one.listModels(), two.listModels()]);
    await one.shutdown();
    expect((await two.generateText('ab')).text).toBe('ab');
  });
});
