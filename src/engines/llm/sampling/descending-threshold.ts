/** The digits of a 32-bit key, highest first. */
const digits = [
  { shift: 21, width: 11 },
  { shift: 10, width: 11 },
  { shift: 0, width: 10 },
] as const;
const bins = 2 ** 11;
/** Toggled, it makes unsigned digits of a signed key. */
const signBit = 1 << 31;

/** Where, going through values from the greatest down, accumulated weight first reaches a target. */
export interface DescendingThreshold {
  /** The value at which the target is reached. */
  value: number;
  /** Weight of all greater values. */
  weightAbove: number;
}

/**
 * @param values - any order; -Infinity takes part like any other value, NaN is not allowed
 * @param weights - not negative, one per value; undefined counts each as 1
 * @param target - positive; more than there is gives the least value that has weight
 * @returns one object, reused by the next call
 */
export type FindDescendingThreshold = (
  values: Float32Array,
  weights: Float64Array | undefined,
  target: number,
) => DescendingThreshold;

/**
 * Makes a selection that sorts nothing: a radix select over the bit patterns of the floats, one pass over all values and two over the few that are left.
 *
 * Scratch memory grows to the longest input and is kept.
 */
export function createDescendingThreshold(): FindDescendingThreshold {
  const histogram = new Float64Array(bins);
  const result: DescendingThreshold = { value: 0, weightAbove: 0 };
  let floats = new Float32Array(0);
  let keys = new Int32Array(0);
  /** Indices of the values that share the digits found so far. */
  let candidates = new Uint32Array(0);

  return (values, weights, target) => {
    if (floats.length < values.length) {
      floats = new Float32Array(values.length);
      keys = new Int32Array(floats.buffer);
      candidates = new Uint32Array(values.length);
    }
    let count = 0;
    for (let index = 0; index < values.length; index++) {
      // After a first cut most tokens weigh nothing.
      if (weights !== undefined && weights[index] === 0) continue;
      // Adding 0 makes 0 of -0: the two compare as equal, so they must have one key.
      floats[index] = values[index]! + 0;
      keys[index] = toggleOrder(keys[index]!) ^ signBit;
      candidates[count++] = index;
    }

    let found = 0;
    let above = 0;
    for (const { shift, width } of digits) {
      const mask = (1 << width) - 1;
      histogram.fill(0);
      for (let place = 0; place < count; place++) {
        const index = candidates[place]!;
        histogram[(keys[index]! >>> shift) & mask]! += weights === undefined ? 1 : weights[index]!;
      }
      const digit = digitWhereReached(histogram, mask, target - above);
      for (let higher = digit + 1; higher <= mask; higher++) above += histogram[higher]!;
      found = (found << width) | digit;
      let kept = 0;
      for (let place = 0; place < count; place++) {
        const index = candidates[place]!;
        if (((keys[index]! >>> shift) & mask) === digit) candidates[kept++] = index;
      }
      count = kept;
    }
    keys[0] = toggleOrder(found ^ signBit);
    result.value = floats[0] ?? -Infinity;
    result.weightAbove = above;
    return result;
  };
}

/** The highest digit down to which the weights reach `target`; the lowest one with weight where they never do. */
function digitWhereReached(histogram: Float64Array, highest: number, target: number): number {
  let reached = 0;
  let lowestWithWeight = highest;
  for (let digit = highest; digit >= 0; digit--) {
    const weight = histogram[digit]!;
    if (weight === 0) continue;
    lowestWithWeight = digit;
    reached += weight;
    if (reached >= target) return digit;
  }
  return lowestWithWeight;
}

/**
 * Maps the bits of a float to a signed integer of the same order, and back: the magnitude of negative floats counts downwards. Without a
 * branch, because signs are random and mispredicted branches would cost more than all the rest.
 */
function toggleOrder(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff);
}
