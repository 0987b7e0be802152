import { InternalError } from '../../../errors';
import { elementCount } from '../../../runtime/element-type';
import type { ElementType, HostArray } from '../../../runtime/tensor';
import type { AuxiliaryInput } from './decoder-interface';

/** Where a run stands in its sequence. */
export interface RunPosition {
  /** Tokens in the cache. */
  readonly past: number;
  /** Tokens of this run. */
  readonly count: number;
}

/** Values of one input: `[B=1, …]`. */
export interface InputValues {
  readonly dims: readonly number[];
  readonly data: HostArray;
}

/** Whole numbers as the elements of an integer or bool tensor. */
export function integers(type: ElementType, length: number, value: (index: number) => number): HostArray {
  switch (type) {
    case 'int64': {
      const data = new BigInt64Array(length);
      for (let index = 0; index < length; index++) data[index] = BigInt(value(index));
      return data;
    }
    case 'int32':
      return Int32Array.from({ length }, (_, index) => value(index));
    case 'float32':
      return Float32Array.from({ length }, (_, index) => value(index));
    case 'int8':
      return Int8Array.from({ length }, (_, index) => value(index));
    case 'uint8':
    case 'bool':
      return Uint8Array.from({ length }, (_, index) => value(index));
    case 'float16':
      throw new InternalError({ reason: 'positions are not given as float16' });
  }
}

/** The values of an input that is a function of positions alone. */
export function auxiliaryValues({ role, type, shape }: AuxiliaryInput, { past, count }: RunPosition): InputValues {
  const filled = (dims: readonly number[], value: (index: number) => number): InputValues => ({
    dims,
    data: integers(type, elementCount(dims), value),
  });
  const scalar = (value: number): InputValues =>
    filled(
      shape.map(() => 1),
      () => value,
    );
  switch (role) {
    case 'attention-mask':
      return filled([1, past + count], () => 1);
    case 'position-ids':
      // Multimodal rotary positions: time, height and width are the same for text.
      return shape.length === 3
        ? filled([Number(shape[0]), 1, count], (index) => past + (index % count))
        : filled([1, count], (index) => past + index);
    case 'cache-position':
      return filled([count], (index) => past + index);
    case 'token-type-ids':
      return filled([1, count], () => 0);
    case 'use-cache-branch':
      return filled([1], () => (past > 0 ? 1 : 0));
    case 'logits-to-keep':
      return scalar(1);
    case 'past-length':
      return scalar(past + count - 1);
    case 'total-length':
      return scalar(past + count);
  }
}
