import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KvCache } from '../../src/engines/llm/cache/kv-cache';
import type { LanguageModel } from '../../src/engines/llm/model/language-model';
import { argmax } from '../fixtures/golden';

export interface KvCacheContract {
  readonly load: () => Promise<LanguageModel>;
  /** Whether the cache can be cut back in the middle. */
  readonly truncates: boolean;
  /** Whether the cache grows without a limit. */
  readonly grows: boolean;
}

const prompt = [394, 417, 262, 376, 15, 377, 280, 262, 370, 426].map((id) => id % 100);
/** Two paths through one graph may round otherwise. */
const tolerance = 1e-3;

function distance(one: Float32Array, other: Float32Array): number {
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? NaN))), 0);
}

/** What the decode loop relies on, whatever the layout of the state is. */
export function describeKvCache(name: string, { load, truncates, grows }: KvCacheContract): void {
  describe(`a KV cache (${name})`, () => {
    let model: LanguageModel;
    let caches: KvCache[] = [];

    beforeAll(async () => {
      model = await load();
    });

    afterAll(() => model.dispose());

    const create = (): KvCache => {
      const cache = model.decoder.createCache(32);
      caches.push(cache);
      return cache;
    };
    const disposeAll = (): void => {
      for (const cache of caches) cache.dispose();
      caches = [];
    };
    const forward = (tokens: readonly number[], cache: KvCache) => model.decoder.forward(tokens, cache);

    it('starts empty and counts what is appended', async () => {
      const cache = create();
      expect(cache.length).toBe(0);
      expect(cache.capacity).toBe(grows ? Infinity : 32);
      await forward(prompt, cache);
      expect(cache.length).toBe(prompt.length);
      await forward([7], cache);
      expect(cache.length).toBe(prompt.length + 1);
      expect(cache.sizeBytes).toBeGreaterThan(0);
      disposeAll();
    });

    it('gives the same logits whether tokens come at once or in pieces', async () => {
      const whole = await forward(prompt, create());
      const cache = create();
      await forward(prompt.slice(0, 4), cache);
      await forward(prompt.slice(4, 5), cache);
      const pieces = await forward(prompt.slice(5), cache);
      expect(distance(whole, pieces)).toBeLessThan(tolerance);
      expect(argmax(whole)).toBe(argmax(pieces));
      disposeAll();
    });

    it('forks into copies that go their own ways', async () => {
      const trunk = create();
      await forward(prompt, trunk);
      const fork = await trunk.fork();
      caches.push(fork);
      await forward([11, 12, 13], fork);
      const trunkLogits = await forward([7], trunk);
      const fresh = create();
      const expected = await forward([...prompt, 7], fresh);
      expect(distance(trunkLogits, expected)).toBeLessThan(tolerance);
      expect(fork.length).toBe(prompt.length + 3);
      expect(trunk.length).toBe(prompt.length + 1);
      disposeAll();
    });

    it('can be emptied', async () => {
      const cache = create();
      const first = await forward(prompt, cache);
      await cache.truncate(0);
      expect(cache.length).toBe(0);
      expect(distance(await forward(prompt, cache), first)).toBeLessThan(tolerance);
      disposeAll();
    });

    it(`says that it ${truncates ? 'can' : 'cannot'} be cut back`, () => {
      expect(create().canTruncate).toBe(truncates);
      disposeAll();
    });

    if (truncates)
      it('forgets what is cut off', async () => {
        const cache = create();
        await forward([...prompt, 90, 91, 92], cache);
        await cache.truncate(prompt.length);
        expect(cache.length).toBe(prompt.length);
        const logits = await forward([7], cache);
        const expected = await forward([...prompt, 7], create());
        expect(distance(logits, expected)).toBeLessThan(tolerance);
        disposeAll();
      });
    else
      it('refuses to be cut back in the middle', async () => {
        const cache = create();
        await forward(prompt, cache);
        await expect(cache.truncate(3)).rejects.toMatchObject({ code: 'INTERNAL' });
        disposeAll();
      });

    if (!grows)
      it('refuses more tokens than it was made for', async () => {
        const cache = create();
        await forward(prompt, cache);
        await expect(
          forward(
            Array.from({ length: 23 }, () => 5),
            cache,
          ),
        ).rejects.toMatchObject({ code: 'INTERNAL' });
        disposeAll();
      });
  });
}
