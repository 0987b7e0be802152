import { describe, expect, it } from 'vitest';
import { InvalidInputError, ShutDownError } from '../../../src/errors';
import type { OperationContext } from '../../../src/operations/operation';
import { createScriptedSystem } from '../../fakes/scripted-system';
import { ScriptedTextEngine } from '../../fakes/scripted-text-engine';

const context = (signal = new AbortController().signal): OperationContext => ({
  callId: 'call-1',
  signal,
  notify: () => undefined,
});

async function partsOf(parts: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

describe('createSystem', () => {
  it('runs an operation by its name and streams its parts', async () => {
    const parts = await partsOf(createScriptedSystem().run('llm.generate', { prompt: 'ab' }, context()));
    expect(parts.map((part) => (part as { type: string }).type)).toEqual([
      'start',
      'text',
      'text',
      'sequence-finish',
      'finish',
    ]);
  });

  it('folds the parts of a call into its result', async () => {
    const result = await createScriptedSystem().call('llm.generate', { prompt: 'ab', metadata: { id: 1 } }, context());
    expect(result).toMatchObject({ text: 'ab', tokenIds: [97, 98], finishReason: 'stop', metadata: { id: 1 } });
  });

  it('checks the request before anything is asked of the engine', async () => {
    const engine = new ScriptedTextEngine();
    const system = createScriptedSystem(engine);
    await expect(partsOf(system.run('llm.generate', { prompt: 5 }, context()))).rejects.toBeInstanceOf(
      InvalidInputError,
    );
    await expect(system.call('llm.generate', { prompt: '', topK: -1 }, context())).rejects.toThrow(/topK/);
    expect(engine.calls).toEqual([]);
  });

  it('does nothing before the first part is asked for', async () => {
    const engine = new ScriptedTextEngine();
    createScriptedSystem(engine).run('llm.generate', { prompt: 'ab' }, context());
    await Promise.resolve();
    expect(engine.calls).toEqual([]);
  });

  it('ends the work of a consumer that leaves early', async () => {
    const engine = new ScriptedTextEngine();
    for await (const part of createScriptedSystem(engine).run('llm.generate', { prompt: 'abc' }, context())) {
      expect(part).toBeDefined();
      break;
    }
    expect(engine.ended).toBe(1);
  });

  it('refuses calls after dispose and disposes once', async () => {
    let disposals = 0;
    const engine = new ScriptedTextEngine();
    engine.dispose = async () => {
      disposals += 1;
    };
    const system = createScriptedSystem(engine);
    await Promise.all([system.dispose(), system.dispose()]);
    expect(disposals).toBe(1);
    await expect(system.call('models.list', {}, context())).rejects.toBeInstanceOf(ShutDownError);
  });
});
