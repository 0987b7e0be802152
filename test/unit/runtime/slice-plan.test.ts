import { describe, expect, it } from 'vitest';
import { planSlice } from '../../../src/runtime/slice-plan';

describe('cutting an axis', () => {
  it('copies one stretch per outer row', () => {
    expect(planSlice('float32', [1, 2, 4, 3], 2, 1, 3)).toEqual({
      dims: [1, 2, 2, 3],
      copies: [
        { fromBytes: 12, toBytes: 0, lengthBytes: 24 },
        { fromBytes: 60, toBytes: 24, lengthBytes: 24 },
      ],
    });
  });

  it('counts elements of two bytes', () => {
    expect(planSlice('float16', [2, 5], 1, 0, 2).copies[1]).toEqual({ fromBytes: 10, toBytes: 4, lengthBytes: 4 });
  });

  it('copies nothing for an empty range', () => {
    expect(planSlice('float32', [1, 2, 4], 1, 0, 0)).toEqual({ dims: [1, 0, 4], copies: [] });
  });
});
