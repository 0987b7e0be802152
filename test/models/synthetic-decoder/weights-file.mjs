import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { elementTypes } from './onnx-graph.mjs';

/** Standard deviation of whole numbers drawn evenly from -127 to 127. */
const drawnDeviation = Math.sqrt((255 ** 2 - 1) / 12);
/** Elements made at a time: the matrices of a real shape would not fit into memory beside each other. */
const blockElements = 1 << 20;

/**
 * Random weights in a file beside the graph, written as they are drawn.
 *
 * All are whole numbers from -127 to 127 times a scale, so that the float32 file holds the very numbers of the 8-bit one.
 */
export class WeightsFile {
  #file;
  #location;
  #offset = 0;
  #state = 0x9e3779b9;

  /** @param {string} path */
  constructor(path) {
    this.#location = basename(path);
    this.#file = openSync(path, 'w');
  }

  /**
   * Appends a random matrix.
   *
   * @param {string} name
   * @param {readonly [rows: number, columns: number]} dims
   * @param {{ quantized: boolean, deviation: number }} options `deviation`: standard deviation of the weights
   * @returns {{ tensor: import('./onnx-graph.mjs').ExternalTensor, scale: number }}
   */
  append(name, dims, { quantized, deviation }) {
    const elements = dims[0] * dims[1];
    const scale = deviation / drawnDeviation;
    const offset = this.#offset;
    for (let done = 0; done < elements; done += blockElements) {
      const drawn = this.#draw(Math.min(blockElements, elements - done));
      this.#write(quantized ? drawn : Float32Array.from(drawn, (value) => value * scale));
    }
    const type = quantized ? elementTypes.int8 : elementTypes.float32;
    return {
      tensor: { name, type, dims, external: { location: this.#location, offset, length: this.#offset - offset } },
      scale,
    };
  }

  close() {
    closeSync(this.#file);
  }

  /**
   * Marsaglia's xorshift32.
   *
   * @param {number} count
   */
  #draw(count) {
    const drawn = new Int8Array(count);
    let state = this.#state;
    for (let index = 0; index < count; index++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      drawn[index] = ((state >>> 0) % 255) - 127;
    }
    this.#state = state;
    return drawn;
  }

  /** @param {Int8Array | Float32Array} values */
  #write({ buffer, byteOffset, byteLength }) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    for (let done = 0; done < byteLength;) done += writeSync(this.#file, bytes, done);
    this.#offset += byteLength;
  }
}
