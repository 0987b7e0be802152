/**
 * Size of a Llama-like decoder.
 *
 * @typedef {object} DecoderShape
 * @property {number} layers
 * @property {number} hiddenSize
 * @property {number} heads
 * @property {number} kvHeads
 * @property {number} headSize
 * @property {number} feedForwardSize
 * @property {number} vocabularySize at least 257: all bytes and the end of a text
 * @property {number} contextLength tokens
 */

/** @type {Readonly<Record<'smol-135m' | 'tiny', DecoderShape>>} */
export const decoderShapes = {
  /** SmolLM2-135M. */
  'smol-135m': {
    layers: 30,
    hiddenSize: 576,
    heads: 9,
    kvHeads: 3,
    headSize: 64,
    feedForwardSize: 1536,
    vocabularySize: 49_152,
    contextLength: 8192,
  },
  /** The smallest with grouped queries (their heads are a multiple of 16), to try things on. */
  tiny: {
    layers: 2,
    hiddenSize: 64,
    heads: 4,
    kvHeads: 2,
    headSize: 16,
    feedForwardSize: 128,
    vocabularySize: 300,
    contextLength: 2304,
  },
};
