import type { ElementType, HostArray } from './tensor';
import { elementBytes } from './tensor';

/** `TensorProto.DataType` numbers, which are ONNX Runtime's as well. Source: onnx/onnx.proto. */
const numbers: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};

const types = new Map<number, ElementType>(
  Object.entries(numbers).map(([type, number]) => [number, type as ElementType]),
);

/** The `TensorProto.DataType` number of an element type. */
export function elementTypeNumber(type: ElementType): number {
  return numbers[type];
}

/** The element type of this number, or undefined where the library has no use for it (strings, doubles, …). */
export function elementTypeOf(number: number): ElementType | undefined {
  return types.get(number);
}

/** Number of elements of a shape. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Bytes of a dense tensor. */
export function tensorBytes(type: ElementType, dims: readonly number[]): number {
  return elementBytes[type] * elementCount(dims);
}

/** Reads a region of memory as elements of a type, without a copy. */
export function viewElements(type: ElementType, buffer: ArrayBufferLike, byteOffset: number, count: number): HostArray {
  switch (type) {
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
    case 'float16':
      return new Uint16Array(buffer, byteOffset, count);
    case 'int64':
      return new BigInt64Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'int8':
      return new Int8Array(buffer, byteOffset, count);
    case 'uint8':
    case 'bool':
      return new Uint8Array(buffer, byteOffset, count);
  }
}
