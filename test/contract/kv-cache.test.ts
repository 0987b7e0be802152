import { loadNodeModel, nodeRuntime } from '../fixtures/node-models';
import { describeKvCache } from './kv-cache';

const runtime = nodeRuntime();

describeKvCache('growing', {
  load: () => loadNodeModel(runtime, 'tiny-zoo/llama'),
  truncates: true,
  grows: true,
});
describeKvCache('shared', {
  load: () => loadNodeModel(runtime, 'tiny-zoo/qwen3-builder-fp32'),
  truncates: true,
  grows: false,
});
describeKvCache('with convolution state', {
  load: () => loadNodeModel(runtime, 'tiny-zoo/lfm2-builder-fp32'),
  truncates: false,
  grows: true,
});
