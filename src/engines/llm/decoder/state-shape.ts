/** Sizes of one state tensor for a single sequence. */
export interface StateShape {
  readonly dims: readonly number[];
  readonly tokenAxis: number | undefined;
}

export interface ShapeFacts {
  readonly keyValueHeads: number | undefined;
  readonly headSize: number | undefined;
}

const batchSymbol = /batch|^B$|^b$/i;
const tokenSymbol = /past|seq|len|total|cache_size|^P$|^T$/i;
const headsSymbol = /head/i;
const sizeSymbol = /dim|size|width|^D$|^H?D$/i;

/**
 * Gives numbers to the free dimensions of a state tensor.
 *
 * The builder of onnxruntime-genai leaves the head size open, others the head count; the configs tell. A tensor without a token axis is
 * convolution or recurrent state.
 *
 * @returns the shape, or the symbol that nothing gives a number to
 */
export function resolveStateShape(
  shape: readonly (number | string)[],
  facts: ShapeFacts,
): StateShape | { readonly unknown: string } {
  let tokenAxis: number | undefined;
  const dims: number[] = [];
  for (const [axis, dim] of shape.entries()) {
    if (typeof dim === 'number' && dim >= 0) {
      // One sequence at a time, also where the export fixed another batch.
      dims.push(axis === 0 && dim === 0 ? 1 : dim);
      continue;
    }
    const symbol = String(dim);
    const value = resolve(symbol, axis, shape.length, facts, tokenAxis === undefined);
    if (value === 'tokens') {
      tokenAxis = axis;
      dims.push(0);
    } else if (value === undefined) return { unknown: symbol };
    else dims.push(value);
  }
  return { dims, tokenAxis };
}

function resolve(
  symbol: string,
  axis: number,
  rank: number,
  { keyValueHeads, headSize }: ShapeFacts,
  tokensOpen: boolean,
): number | 'tokens' | undefined {
  if (axis === 0 && (batchSymbol.test(symbol) || !tokenSymbol.test(symbol)))
    // Old exports fold heads into the batch: `batch_size x num_heads`.
    return headsSymbol.test(symbol) ? keyValueHeads : 1;
  if (tokensOpen && tokenSymbol.test(symbol)) return 'tokens';
  if (headsSymbol.test(symbol) && !sizeSymbol.test(symbol)) return keyValueHeads;
  if (sizeSymbol.test(symbol)) return headSize;
  if (rank !== 4) return undefined;
  if (axis === 1) return keyValueHeads;
  if (axis === 2 && tokensOpen) return 'tokens';
  return axis === 3 ? headSize : undefined;
}
