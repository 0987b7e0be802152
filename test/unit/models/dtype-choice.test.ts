import { describe, expect, it } from 'vitest';
import { chooseDtype, dtypeOfFileName, type ConcreteDtype, type DeviceFacts } from '../../../src/models/dtype-choice';

const wasm: DeviceFacts = { webgpu: false, shaderF16: false };
const wasmBesideF16: DeviceFacts = { webgpu: false, shaderF16: true };
const gpu: DeviceFacts = { webgpu: true, shaderF16: false };
const gpuF16: DeviceFacts = { webgpu: true, shaderF16: true };
const MB = 1e6;

type Sizes = Partial<Record<ConcreteDtype, number | undefined>>;

const smolLm135: Sizes = { q4f16: 117.7, int8: 137.1, q8: 137.1, q4: 182.1, bnb4: 175.4, fp16: 270.3, fp32: 540.3 };
const lfm230: Sizes = { q4: 211.1, q8: 489.3, fp16: 475.8 };
const qwen4B: Sizes = { q4f16: 2833, fp16: 8055 };
const small: Sizes = { fp32: 4, fp16: 2.1, int8: 1.4, q4: 0.9 };

const table: readonly (readonly [string, Sizes, DeviceFacts, ConcreteDtype | undefined])[] = [
  ['8 bits on WASM', smolLm135, wasm, 'int8'],
  ['8 bits on WASM whatever the adapter could do', smolLm135, wasmBesideF16, 'int8'],
  ['q4f16 on a GPU with float16', smolLm135, gpuF16, 'q4f16'],
  ['q4 on a GPU without', smolLm135, gpu, 'q4'],
  ['q8 where there is no int8', lfm230, wasm, 'q8'],
  ['q4 on a GPU with float16 where there is no q4f16', lfm230, gpuF16, 'q4'],
  ['float32 before q4 on WASM', { fp32: 900, q4: 300, fp16: 450 }, wasm, 'fp32'],
  ['q4 before float16 on WASM', { q4: 300, fp16: 450 }, wasm, 'q4'],
  ['float16 before uint8 on WASM', { uint8: 300, fp16: 450 }, wasm, 'fp16'],
  ['what there is, on WASM', qwen4B, wasm, 'fp16'],
  ['float16 on a GPU with float16 and no 4 bits', { fp16: 450, fp32: 900, int8: 225 }, gpuF16, 'fp16'],
  ['float32 on a GPU without float16 and no q4', { fp16: 450, fp32: 900, q4f16: 200 }, gpu, 'fp32'],
  ['float32 of a small model on WASM', small, wasm, 'fp32'],
  ['float16 of a small model without float32 on WASM', { fp16: 2.1, int8: 1.4 }, wasm, 'fp16'],
  ['8 bits where twice float16 is not small any more', { fp16: 40, int8: 20 }, wasm, 'int8'],
  ['float32 just below 64 MB', { fp32: 63.9, int8: 16 }, wasm, 'fp32'],
  ['8 bits at 64 MB', { fp32: 64, int8: 16 }, wasm, 'int8'],
  ['8 bits where no size is known', { fp32: undefined, int8: undefined }, wasm, 'int8'],
  ['4 bits of a small model on a GPU', small, gpu, 'q4'],
  ['nothing of nothing', {}, wasm, undefined],
];

describe('chooseDtype', () => {
  it.each(table)('takes %s', (_, sizes, device, expected) => {
    const offers = Object.entries(sizes).map(([dtype, size]) => ({
      dtype: dtype as ConcreteDtype,
      sizeBytes: size === undefined ? undefined : size * MB,
    }));
    expect(chooseDtype(offers, device)).toBe(expected);
    expect(chooseDtype(offers.toReversed(), device)).toBe(expected);
  });
});

describe('dtypeOfFileName', () => {
  it.each([
    ['onnx/model_q4f16.onnx', 'q4f16'],
    ['onnx/model_q4.onnx', 'q4'],
    ['onnx/model_fp16.onnx', 'fp16'],
    ['onnx/model_quantized.onnx', 'q8'],
    ['onnx/model_q8.onnx', 'q8'],
    ['onnx/model_int8.onnx', 'int8'],
    ['onnx/model_uint8.onnx', 'uint8'],
    ['onnx/decoder_model_merged_bnb4.onnx', 'bnb4'],
    ['model.onnx', undefined],
    ['onnx/model_q4f32.onnx', undefined],
  ])('reads %s as %s', (path, dtype) => {
    expect(dtypeOfFileName(path)).toBe(dtype);
  });
});
