import { describe, expect, it } from 'vitest';
import { findUnsendable } from '../../../src/wire/find-unsendable';

describe('findUnsendable', () => {
  it.each([
    [{ a: { b: [1, () => 1] } }, 'a.b[1]'],
    [{ a: Symbol('s') }, 'a'],
    [[{ f() {} }], '[0].f'],
  ])('names the place of what cannot be sent', (value, place) => {
    expect(findUnsendable(value)).toBe(place);
  });

  it('names the first place of several', () => {
    expect(findUnsendable({ a: [1, { b() {} }], c: Symbol('s') })).toBe('a[1].b');
  });

  it('searches what is nested deeper than the stack is', () => {
    const levels = 100_000;
    let deep: unknown = Symbol('bottom');
    for (let level = 0; level < levels; level++) deep = [deep];
    expect(findUnsendable(deep)).toBe('[0]'.repeat(levels));
  });

  it('finds nothing in what can be sent', () => {
    const circular: Record<string, unknown> = { blob: new Blob(['a']), bytes: new Uint8Array(2), when: new Date() };
    circular['self'] = circular;
    expect(findUnsendable(circular)).toBeUndefined();
    expect(() => structuredClone(circular)).not.toThrow();
  });
});
