import { writeSyntheticDecoder } from '../models/synthetic-decoder.mjs';
import { decoderShapes } from '../models/synthetic-decoder/shapes.mjs';

const fixtures = 'test/fixtures/models';
/** Outside of git; made once. */
const synthetic = 'node_modules/.cache/blaze-ai-bench';

/**
 * A model to measure.
 *
 * @typedef {object} BenchModel
 * @property {string} name
 * @property {string} parent folder of the model's folder, from the root of the repository
 * @property {string} folder
 * @property {'fp32' | 'int8'} dtype
 * @property {number} contextLength tokens
 */

/** @type {readonly BenchModel[]} */
export const benchModels = [
  { name: 'babyllama-105', parent: fixtures, folder: 'babyllama-105', dtype: 'fp32', contextLength: 256 },
  { name: 'stories260K', parent: fixtures, folder: 'stories260K', dtype: 'fp32', contextLength: 512 },
  syntheticModel('smol-135m', 'int8'),
  syntheticModel('smol-135m', 'fp32'),
];

/** Models that are measured only when they are named. @type {readonly BenchModel[]} */
const furtherModels = [syntheticModel('tiny', 'fp32'), syntheticModel('tiny', 'int8')];

/**
 * @param {keyof typeof decoderShapes} shape
 * @param {'fp32' | 'int8'} dtype
 * @returns {BenchModel}
 */
function syntheticModel(shape, dtype) {
  const { contextLength } = decoderShapes[shape];
  return { name: `synthetic-${shape}`, parent: synthetic, folder: shape, dtype, contextLength };
}

/**
 * The models of a list such as `babyllama-105,synthetic-smol-135m:int8`.
 *
 * @param {string | undefined} names all but the tiny ones where undefined
 */
export function chooseModels(names) {
  if (names === undefined) return benchModels;
  const offered = [...benchModels, ...furtherModels];
  return names.split(',').flatMap((wanted) => {
    const found = offered.filter(({ name, dtype }) => wanted === name || wanted === `${name}:${dtype}`);
    if (found.length > 0) return found;
    throw new Error(
      `No model ${wanted}: there are ${offered.map(({ name, dtype }) => `${name}:${dtype}`).join(', ')}.`,
    );
  });
}

/**
 * Makes the files of models that are not in the repository.
 *
 * @param {string} root the repository
 * @param {BenchModel} model
 */
export function prepareModel(root, { parent, folder }) {
  const shape = Object.entries(decoderShapes).find(([name]) => name === folder)?.[1];
  if (parent === synthetic && shape) writeSyntheticDecoder(`${root}/${parent}/${folder}`, shape);
}
