import { describe, expect, it } from 'vitest';
import { InternalError, InvalidInputError } from '../../../src/errors';
import { OperationRegistry } from '../../../src/operations/registry';
import { createGenerationOperations } from '../../../src/services/generation/create-generation-operations';
import { ScriptedTextEngine } from '../../fakes/scripted-text-engine';

function filled(): OperationRegistry {
  const registry = new OperationRegistry();
  const operations = createGenerationOperations({
    engine: new ScriptedTextEngine(),
    health: () => Promise.reject(new InternalError({ reason: 'not asked' })),
  });
  for (const operation of operations) registry.register(operation);
  return registry;
}

describe('OperationRegistry', () => {
  it('finds an operation by its name', () => {
    expect(filled().get('llm.chat').name).toBe('llm.chat');
  });

  it('lists the names in the order of registration', () => {
    expect(filled().names).toEqual([
      'llm.generate',
      'llm.chat',
      'llm.tokenize',
      'llm.countTokens',
      'models.load',
      'models.unload',
      'models.list',
      'system.health',
    ]);
  });

  it('names the nearest operation of an unknown one', () => {
    expect(() => filled().get('llm.genrate')).toThrow(InvalidInputError);
    expect(() => filled().get('llm.genrate')).toThrow('did you mean llm.generate?');
  });

  it('lists all operations where none is near', () => {
    expect(() => filled().get('diffusion')).toThrow(/one of llm\.generate, llm\.chat, /);
  });

  it('refuses a name that is taken', () => {
    const registry = filled();
    expect(() => registry.register(registry.get('llm.chat'))).toThrow(InternalError);
  });
});
