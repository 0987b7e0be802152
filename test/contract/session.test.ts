import { readFile } from 'node:fs/promises';
import { nodeRuntime } from '../fixtures/node-models';
import { describeSession } from './session';

describeSession('raw exports, Node', {
  createRuntime: nodeRuntime,
  model: async () => ({
    name: 'llama/model.onnx',
    graph: new Uint8Array(
      await readFile(new URL('../fixtures/models/tiny-zoo/llama/onnx/model.onnx', import.meta.url)),
    ),
    externalData: [],
  }),
  device: 'wasm',
  path: 'raw',
});
