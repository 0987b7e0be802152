const rounds = 10;
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
/** Added to the key after each round: the golden ratio and the square root of 3, minus 1. */
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/** Four unsigned 32-bit words. */
export type PhiloxBlock = [number, number, number, number];

/**
 * Philox4x32-10, a counter-based generator: the block at a counter is a pure function of counter and key, so any position can be had at once.
 *
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 *
 * @param counter - four unsigned 32-bit words, lowest first
 * @param key - two unsigned 32-bit words, lowest first
 */
export function philox4x32(counter: Readonly<PhiloxBlock>, key: readonly [number, number]): PhiloxBlock {
  let [word0, word1, word2, word3] = counter;
  let [key0, key1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multiplier0, word0);
    const low0 = Math.imul(multiplier0, word0);
    const high1 = multiplyHigh(multiplier1, word2);
    const low1 = Math.imul(multiplier1, word2);
    word0 = high1 ^ word1 ^ key0;
    word1 = low1;
    word2 = high0 ^ word3 ^ key1;
    word3 = low0;
    key0 = (key0 + weyl0) | 0;
    key1 = (key1 + weyl1) | 0;
  }
  return [word0 >>> 0, word1 >>> 0, word2 >>> 0, word3 >>> 0];
}

/**
 * A uniform number in [0, 1) with 53 random bits: a pure function of seed and position.
 *
 * The key of Philox4x32-10 is the seed (low word, high word), its counter the position (low word, high word, 0, 0); the result is
 * `(floor(word0 / 2^5) * 2^26 + floor(word1 / 2^6)) / 2^53` of the block that comes out.
 *
 * @param seed - integer, 0 to 2^53 - 1
 * @param position - which number of the sequence; integer, 0 to 2^53 - 1
 */
export function uniform(seed: number, position: number): number {
  const [word0, word1] = philox4x32([lowWord(position), highWord(position), 0, 0], [lowWord(seed), highWord(seed)]);
  return ((word0 >>> 5) * 2 ** 26 + (word1 >>> 6)) / 2 ** 53;
}

/** Upper 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle & 0xffff) + aLow * bHigh;
  return aHigh * bHigh + (middle >>> 16) + (carry >>> 16);
}

function lowWord(integer: number): number {
  return integer >>> 0;
}

function highWord(integer: number): number {
  return Math.floor(integer / 2 ** 32);
}
