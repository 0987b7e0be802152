import type { Dtype } from './model-reference';

/** A weight format, decided. */
export type ConcreteDtype = Exclude<Dtype, 'auto'>;

/** What the choice depends on. */
export interface DeviceFacts {
  /** The model will run on WebGPU; otherwise on WASM. */
  readonly webgpu: boolean;
  /** The adapter computes in float16. */
  readonly shaderF16: boolean;
}

/** One format that a repository has. */
export interface DtypeOffer {
  readonly dtype: ConcreteDtype;
  /** Bytes of graph and external data, where known. */
  readonly sizeBytes?: number;
}

/** File-name suffixes by format, the usual one first; LiquidAI writes `_q8` for what others call `_quantized`. */
export const dtypeSuffixes: Readonly<Record<ConcreteDtype, readonly string[]>> = {
  fp32: [''],
  fp16: ['_fp16'],
  q8: ['_quantized', '_q8'],
  int8: ['_int8'],
  uint8: ['_uint8'],
  q4: ['_q4'],
  q4f16: ['_q4f16'],
  bnb4: ['_bnb4'],
};

/** Below this, in bytes at float32, 8 bits cost a model more than they save. */
const smallModelBytes = 64e6;

/** 8 bits are the fastest on a CPU; `q4` is often the larger file, and slower. */
const wasmOrder: readonly ConcreteDtype[] = ['int8', 'q8', 'fp32', 'q4', 'fp16', 'uint8', 'bnb4', 'q4f16'];
/** 8-bit kernels are missing on the GPU, so those formats come last. */
const gpuF16Order: readonly ConcreteDtype[] = ['q4f16', 'q4', 'fp16', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'];
/** A graph of float16 does not run without the feature. */
const gpuOrder: readonly ConcreteDtype[] = ['q4', 'fp32', 'q8', 'int8', 'uint8', 'bnb4', 'q4f16', 'fp16'];

/** The formats in the order in which `auto` takes them. */
export function dtypeOrder({ webgpu, shaderF16 }: DeviceFacts): readonly ConcreteDtype[] {
  if (!webgpu) return wasmOrder;
  return shaderF16 ? gpuF16Order : gpuOrder;
}

/** Whether a model is so small that few bits hurt it; false where no size tells. */
export function isSmallModel(offers: readonly DtypeOffer[]): boolean {
  const sizeOf = (dtype: ConcreteDtype) => offers.find((offer) => offer.dtype === dtype)?.sizeBytes;
  const half = sizeOf('fp16');
  const fullBytes = sizeOf('fp32') ?? (half === undefined ? undefined : half * 2);
  return fullBytes !== undefined && fullBytes < smallModelBytes;
}

/**
 * The format that `auto` takes out of those that there are.
 *
 * - WASM: int8 or q8, then fp32, q4, fp16, …; but fp32, then fp16, for models under 64 MB.
 * - WebGPU with float16 shaders: q4f16, q4, fp16, fp32, …
 * - WebGPU without: q4, fp32, …
 *
 * @returns undefined where nothing is offered
 */
export function chooseDtype(offers: readonly DtypeOffer[], facts: DeviceFacts): ConcreteDtype | undefined {
  const precise: readonly ConcreteDtype[] = !facts.webgpu && isSmallModel(offers) ? ['fp32', 'fp16'] : [];
  return [...precise, ...dtypeOrder(facts)].find((dtype) => offers.some((offer) => offer.dtype === dtype));
}

const dtypeBySuffix: readonly (readonly [suffix: string, dtype: ConcreteDtype])[] = Object.entries(dtypeSuffixes)
  .flatMap(([dtype, suffixes]) => suffixes.map((suffix) => [suffix, dtype as ConcreteDtype] as const))
  .filter(([suffix]) => suffix !== '');

/** The format that a graph's file name states: `model_q4f16.onnx` is `q4f16`; undefined where it states none. */
export function dtypeOfFileName(path: string): ConcreteDtype | undefined {
  return dtypeBySuffix.find(([suffix]) => path.endsWith(`${suffix}.onnx`))?.[1];
}
