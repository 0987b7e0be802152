/** Bits of one element by `TensorProto.DataType`; strings (8) have no fixed size and are left out. */
const elementBits: Readonly<Record<number, number>> = {
  1: 32, // float
  2: 8, // uint8
  3: 8, // int8
  4: 16, // uint16
  5: 16, // int16
  6: 32, // int32
  7: 64, // int64
  9: 8, // bool
  10: 16, // float16
  11: 64, // double
  12: 32, // uint32
  13: 64, // uint64
  14: 64, // complex64
  15: 128, // complex128
  16: 16, // bfloat16
  17: 8, // float8e4m3fn
  18: 8, // float8e4m3fnuz
  19: 8, // float8e5m2
  20: 8, // float8e5m2fnuz
  21: 4, // uint4
  22: 4, // int4
  23: 4, // float4e2m1
  24: 8, // float8e8m0
  25: 2, // uint2
  26: 2, // int2
};

/**
 * Bytes of a tensor as ONNX packs it; 0 for strings and types unknown here.
 *
 * @param elementType - `TensorProto.DataType` of onnx.proto
 */
export function tensorBytes(elementType: number, dims: readonly number[]): number {
  const elements = dims.reduce((product, dim) => product * dim, 1);
  return Math.ceil((elements * (elementBits[elementType] ?? 0)) / 8);
}
