import { describe, expect, it } from 'vitest';
import { AbortError, TimedOutError } from '../../../../src/errors';
import type { LoadProgress } from '../../../../src/engines/engine';
import type { OperationContext } from '../../../../src/operations/operation';
import { createScriptedSystem } from '../../../fakes/scripted-system';
import { ScriptedTextEngine, scriptedModel } from '../../../fakes/scripted-text-engine';

const context = (options: Partial<OperationContext> = {}): OperationContext => ({
  callId: 'call-1',
  signal: new AbortController().signal,
  notify: () => undefined,
  ...options,
});

const progress = (phase: LoadProgress['phase'], loadedBytes: number): LoadProgress => ({
  model: 'scripted',
  phase,
  loadedBytes,
  files: [],
});

describe('the operations of text', () => {
  it('hands the checked request with its defaults to the engine', async () => {
    const engine = new ScriptedTextEngine();
    await createScriptedSystem(engine).call('llm.generate', { prompt: 'a', topK: 5 }, context());
    expect(engine.calls[0]).toMatchObject({ name: 'generate', request: { prompt: 'a', topK: 5, maxLength: 100 } });
  });

  it('hands the resume point of a replayed call to the engine', async () => {
    const engine = new ScriptedTextEngine();
    const resume = { seed: 1, sequences: [{ tokenIds: [1], text: 'x', randomPosition: 1 }] };
    await createScriptedSystem(engine).call(
      'llm.chat',
      { messages: [{ role: 'user', content: 'hi' }] },
      context({ resume }),
    );
    expect(engine.calls[0]?.call?.resume).toBe(resume);
  });

  it('ends an execution that takes longer than its limit, with the text so far', async () => {
    const engine = new ScriptedTextEngine();
    const call = createScriptedSystem(engine).call('llm.generate', { prompt: 'hang', timeoutMs: 5 }, context());
    await expect(call).rejects.toBeInstanceOf(TimedOutError);
    await expect(call).rejects.toMatchObject({ details: { timeoutMs: 5, partialText: 'h' } });
    expect(engine.ended).toBe(1);
  });

  it('answers an abort as an abort, also where there is a limit', async () => {
    const controller = new AbortController();
    const request = { prompt: 'hang', timeoutMs: 60_000 };
    const call = createScriptedSystem().call('llm.generate', request, context({ signal: controller.signal }));
    setTimeout(() => controller.abort());
    await expect(call).rejects.toBeInstanceOf(AbortError);
  });

  it('does not limit what stays within the limit', async () => {
    const call = createScriptedSystem().call('llm.generate', { prompt: 'abc', timeoutMs: 60_000 }, context());
    await expect(call).resolves.toMatchObject({ text: 'abc' });
  });

  it('tokenizes and counts', async () => {
    const system = createScriptedSystem();
    expect(await system.call('llm.tokenize', { text: 'ab' }, context())).toEqual({
      tokenIds: [97, 98],
      tokens: ['a', 'b'],
    });
    expect(await system.call('llm.countTokens', { text: 'abc' }, context())).toBe(3);
  });
});

describe('the operations of models', () => {
  it('streams the progress of a load and ends with the model', async () => {
    const engine = new ScriptedTextEngine();
    engine.progress.push(progress('resolving', 0), progress('downloading', 1), progress('downloading', 2));
    const parts: unknown[] = [];
    for await (const part of createScriptedSystem(engine).run('models.load', { model: 'a/b' }, context()))
      parts.push(part);
    // All came before the consumer asked again: of each phase it gets the latest.
    expect(parts).toEqual([
      { type: 'progress', progress: progress('resolving', 0) },
      { type: 'progress', progress: progress('downloading', 2) },
      { type: 'ready', model: scriptedModel },
    ]);
    expect(engine.calls[0]?.request).toBe('a/b');
  });

  it('ends a load when its consumer leaves', async () => {
    const engine = new ScriptedTextEngine();
    engine.progress.push(progress('resolving', 0));
    engine.loading = new Promise(() => undefined);
    for await (const part of createScriptedSystem(engine).run('models.load', {}, context())) {
      expect(part).toMatchObject({ type: 'progress' });
      break;
    }
    expect(engine.calls[0]?.call?.signal.aborted).toBe(true);
  });

  it('rejects with the error of a load that fails', async () => {
    const engine = new ScriptedTextEngine();
    engine.loading = Promise.reject(new AbortError());
    await expect(createScriptedSystem(engine).call('models.load', {}, context())).rejects.toBeInstanceOf(AbortError);
  });

  it('unloads, lists and tells the health', async () => {
    const system = createScriptedSystem();
    expect(await system.call('models.unload', { model: 'owner/resident' }, context())).toBe(true);
    expect(await system.call('models.unload', {}, context())).toBe(false);
    expect(await system.call('models.list', {}, context())).toEqual([scriptedModel]);
    expect(await system.call('system.health', {}, context())).toMatchObject({ status: 'healthy' });
  });
});
