import { describe, expect, it } from 'vitest';
import { float16ToFloat32 } from '../../../../src/engines/llm/decoder/float16';

describe('half precision', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x83ff, -(1023 * 2 ** -24)],
    [0x0400, 2 ** -14],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ])('0x%s is widened exactly', (bits, value) => {
    expect(float16ToFloat32(Uint16Array.of(bits))[0]).toBe(value);
  });

  it('keeps a number that is none', () => {
    expect(float16ToFloat32(Uint16Array.of(0x7e00))[0]).toBeNaN();
  });
});
