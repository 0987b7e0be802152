import { describe, expect, it } from 'vitest';
import { uniform } from '../../../../../src/engines/llm/sampling/philox';
import { createTopP } from '../../../../../src/engines/llm/sampling/top-p';

const vocabularySize = 50_000;

/** Sums of uniforms are near to normal, as logits are; scaled to the given spread. */
function randomLogits(seed: number, spread: number): Float32Array {
  return Float32Array.from({ length: vocabularySize }, (_, id) => {
    let sum = 0;
    for (let part = 0; part < 4; part++) sum += uniform(seed, 4 * id + part);
    return spread * (sum - 2);
  });
}

/** Top-p by its definition: sort everything, keep from the best down until the mass is there. */
function keptBySorting(logits: Float32Array, p: number): Set<number> {
  // Ids descend among ties, as createTopP promises.
  const order = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]! || b - a);
  const best = logits[order[0]!]!;
  const weights = order.map((id) => Math.exp(logits[id]! - best));
  const target = p * weights.reduce((sum, weight) => sum + weight, 0);
  const kept = new Set<number>();
  let mass = 0;
  for (let place = 0; place < order.length && mass < target; place++) {
    kept.add(order[place]!);
    mass += weights[place]!;
  }
  return kept;
}

describe('top-p without sorting', () => {
  const filter = createTopP(0.9);

  it.each([
    { seed: 1, spread: 0.2 },
    { seed: 2, spread: 2 },
    { seed: 3, spread: 6 },
    { seed: 4, spread: 20 },
  ])('keeps what a full sort keeps of 50,000 logits: seed $seed, spread $spread', ({ seed, spread }) => {
    const logits = randomLogits(seed, spread);
    const filtered = logits.slice();
    // One filter for all cases: its scratch memory must not carry over.
    filter(filtered, { tokenIds: [], promptLength: 0 });
    const kept = keptBySorting(logits, 0.9);
    const expected = logits.map((logit, id) => (kept.has(id) ? logit : -Infinity));
    expect(kept.size).toBeLessThan(vocabularySize);
    expect(filtered).toEqual(expected);
  });

  it.each([1e-6, 0.05, 0.5, 0.999])('keeps what a full sort keeps where many logits tie: p %d', (p) => {
    const logits = randomLogits(5, 4).map((logit) => Math.round(logit * 4) / 4);
    const filtered = logits.slice();
    createTopP(p)(filtered, { tokenIds: [], promptLength: 0 });
    const kept = keptBySorting(logits, p);
    expect(filtered).toEqual(logits.map((logit, id) => (kept.has(id) ? logit : -Infinity)));
  });

  it('keeps no token more where the mass is exactly reached', () => {
    // Equal logits have weights of exactly 1, so half of them is exactly half of the mass.
    const filtered = new Float32Array([2, 2, 2, 2]);
    createTopP(0.5)(filtered, { tokenIds: [], promptLength: 0 });
    expect([...filtered]).toEqual([-Infinity, -Infinity, 2, 2]);
  });
});
