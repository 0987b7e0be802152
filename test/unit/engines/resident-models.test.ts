import { describe, expect, it } from 'vitest';
import { ResidentModels, type Resident } from '../../../src/engines/resident-models';

function model(name: string, sizeBytes: number, disposed: string[]): Resident & { name: string } {
  return { name, sizeBytes, dispose: async () => void disposed.push(name) };
}

describe('resident models', () => {
  it('unload the least recently used first, and only as many as the budget asks', async () => {
    const disposed: string[] = [];
    const evicted: string[] = [];
    const models = new ResidentModels<Resident & { name: string }>({
      budgetBytes: 100,
      onEvicted: (_model, key) => evicted.push(key),
    });
    await models.add('a', model('a', 40, disposed));
    await models.add('b', model('b', 40, disposed));
    models.use('a');
    await models.add('c', model('c', 50, disposed));
    expect(disposed).toEqual(['b']);
    expect(evicted).toEqual(['b']);
    expect(models.list().map(({ name }) => name)).toEqual(['c', 'a']);
  });

  it('keep a model that alone is larger than the budget', async () => {
    const disposed: string[] = [];
    const models = new ResidentModels<Resident & { name: string }>({ budgetBytes: 10 });
    await models.add('small', model('small', 5, disposed));
    await models.add('large', model('large', 50, disposed));
    expect(models.list().map(({ name }) => name)).toEqual(['large']);
    expect(disposed).toEqual(['small']);
  });

  it('dispose a model once, when it is removed or replaced', async () => {
    const disposed: string[] = [];
    const models = new ResidentModels({ budgetBytes: 100 });
    await models.add('a', model('first', 1, disposed));
    await models.add('a', model('second', 1, disposed));
    expect(disposed).toEqual(['first']);
    expect(await models.remove('a')).toBe(true);
    expect(await models.remove('a')).toBe(false);
    expect(disposed).toEqual(['first', 'second']);
  });
});
