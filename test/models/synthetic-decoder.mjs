import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDecoderGraph } from './synthetic-decoder/decoder-graph.mjs';
import { sideFiles } from './synthetic-decoder/side-files.mjs';
import { WeightsFile } from './synthetic-decoder/weights-file.mjs';

/** Names of the graphs by dtype, as on the hub. */
const graphFiles = { fp32: 'model.onnx', int8: 'model_int8.onnx' };

/**
 * Writes a decoder of random weights as a repository of the hub has one; does nothing where it already stands.
 *
 * The same shape gives the same bytes, and its float32 and 8-bit graphs the same weights.
 *
 * @param {string} folder
 * @param {import('./synthetic-decoder/shapes.mjs').DecoderShape} shape
 * @returns {boolean} whether it was written now
 */
export function writeSyntheticDecoder(folder, shape) {
  if (existsSync(folder)) return false;
  // Under another name until it is whole: an interrupted run leaves nothing that looks finished.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, 'onnx'), { recursive: true });
  for (const [dtype, file] of Object.entries(graphFiles)) {
    const path = join(unfinished, 'onnx', file);
    const weights = new WeightsFile(`${path}_data`);
    try {
      writeFileSync(path, buildDecoderGraph(shape, weights, { quantized: dtype === 'int8' }).encode());
    } finally {
      weights.close();
    }
  }
  for (const [file, content] of Object.entries(sideFiles(shape, Object.values(graphFiles))))
    writeFileSync(join(unfinished, file), JSON.stringify(content));
  renameSync(unfinished, folder);
  return true;
}
