import type { ConcreteDtype } from '../dtype-choice';
import type { GraphSummary } from './graph-summary';

const float16 = 10;
const fourBitOperators = new Set(['MatMulNBits', 'GatherBlockQuantized']);
const eightBitOperators = new Set(['MatMulInteger', 'DynamicQuantizeMatMul', 'MatMulIntegerToFloat', 'QLinearMatMul']);

/** The weight format by the graph itself, for files whose name says nothing (onnxruntime-genai calls every graph `model.onnx`). */
export function graphDtype({ nodes, inputs, outputs }: GraphSummary): ConcreteDtype {
  const isHalf = [...inputs, ...outputs].some(({ elementType }) => elementType === float16);
  if (nodes.some(({ operator }) => fourBitOperators.has(operator))) return isHalf ? 'q4f16' : 'q4';
  if (nodes.some(({ operator }) => operator === 'MatMulBnb4')) return 'bnb4';
  if (nodes.some(({ operator }) => eightBitOperators.has(operator))) return 'int8';
  return isHalf ? 'fp16' : 'fp32';
}
