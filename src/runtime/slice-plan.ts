import { elementCount } from './element-type';
import { elementBytes, type ElementType } from './tensor';

/** One stretch of bytes to copy. */
export interface SliceCopy {
  readonly fromBytes: number;
  readonly toBytes: number;
  readonly lengthBytes: number;
}

/** How to cut `[start, end)` of one axis out of a dense tensor. */
export interface SlicePlan {
  readonly dims: readonly number[];
  readonly copies: readonly SliceCopy[];
}

/** Plans the copies that cut `[start, end)` of `axis` out of a tensor of shape `dims`. */
export function planSlice(
  type: ElementType,
  dims: readonly number[],
  axis: number,
  start: number,
  end: number,
): SlicePlan {
  const outer = elementCount(dims.slice(0, axis));
  const innerBytes = elementCount(dims.slice(axis + 1)) * elementBytes[type];
  const rowBytes = (dims[axis] ?? 0) * innerBytes;
  const lengthBytes = (end - start) * innerBytes;
  const copies = Array.from({ length: outer }, (_, row) => ({
    fromBytes: row * rowBytes + start * innerBytes,
    toBytes: row * lengthBytes,
    lengthBytes,
  }));
  return { dims: dims.with(axis, end - start), copies: lengthBytes === 0 ? [] : copies };
}
